import { linkIn } from './link-in.js';

/** A reason as operators wrote it; an address in its place can be followed. */
export function Reason({ text }: { readonly text: string }) {
  const link = linkIn(text);
  if (link === null) return <span class="reason">{text}</span>;
  return (
    <a class="reason" href={link} rel="noreferrer" target="_blank">
      {text.replace(/^https?:\/\//i, '')}
    </a>
  );
}
