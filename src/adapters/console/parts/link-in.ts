/** The address in a reason, if it is one that may be followed. */
export function linkIn(reason: string): string | null {
  const text = reason.trim();
  if (!/^https?:\/\//i.test(text) || /\s/.test(text)) return null;
  return URL.canParse(text) ? text : null;
}
