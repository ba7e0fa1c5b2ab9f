import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface FoldProps {
  /** What is folded away, with its values. */
  readonly summary: string;
  readonly children: ComponentChildren;
}

const NARROW = '(max-width: 740px)';

/** What stands there in any case on a wide screen, and behind a click on a phone. */
export function Fold({ summary, children }: FoldProps) {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const media = matchMedia(NARROW);
    const follow = () => setNarrow(media.matches);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);
  if (!isNarrow) return <>{children}</>;
  return (
    <details class="graph-fold">
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
