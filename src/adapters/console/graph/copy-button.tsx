import { useState } from 'preact/hooks';
import { copy } from '../parts/copy.js';
import { useSay } from '../texts/use-say.js';

/** Puts a text where it can be pasted from. Browsers allow it on safe pages only: elsewhere there is no button. */
export function CopyButton({ text }: { readonly text: string }) {
  const say = useSay();
  const [tried, setTried] = useState<{ readonly text: string; readonly isThere: boolean } | null>(null);
  if (!isSecureContext) return null;
  const told = tried?.text !== text ? 'copy' : tried.isThere ? 'copied' : 'copyYourself';
  return (
    <button
      class="button button-small"
      data-copy={told}
      onClick={() => void copy(text).then((isThere) => setTried({ text, isThere }))}
    >
      {say(`graph.${told}`)}
    </button>
  );
}
