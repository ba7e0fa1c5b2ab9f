import { useEffect, useRef } from 'preact/hooks';
import { percent } from '../parts/figures.js';
import { useSay } from '../texts/use-say.js';
import type { Deed } from './desk.js';

/** What has just been done, said once and where the eyes are. */
export function DeedNote({ deed }: { readonly deed: Deed | null }) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (deed !== null) place.current?.focus();
  }, [deed]);
  return (
    <div ref={place} tabIndex={-1} role="status" class="deed">
      {deed !== null && (
        <p class="note note-good" data-done={deed.action}>
          ✓{' '}
          {say(`rollouts.done_${deed.action}`, {
            version: deed.version,
            revision: deed.revision,
            share: percent(deed.share),
          })}
        </p>
      )}
    </div>
  );
}
