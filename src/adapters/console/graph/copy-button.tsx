import { useState } from 'preact/hooks';
import { useSay } from '../texts/use-say.js';

/** Puts a text where it can be pasted from. Browsers allow it on safe pages only: elsewhere there is no button. */
export function CopyButton({ text }: { readonly text: string }) {
  const say = useSay();
  const [copied, setCopied] = useState<string | null>(null);
  if (!isSecureContext) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <button class="button button-small" onClick={copy}>
      {copied === text ? say('graph.copied') : say('graph.copy')}
    </button>
  );
}
