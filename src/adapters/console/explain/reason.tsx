/** A reason as it was given: an address can be followed. */
export function Reason({ text }: { readonly text: string }) {
  if (!/^https?:\/\/\S+$/.test(text)) return <>{text}</>;
  return (
    <a class="reason" href={text} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
