/** The number of a revision, as it stands in an address or an input; `null` for what is none. */
export function revisionIn(text: string | null): number | null {
  const number = Number(text);
  return text !== null && /^\s*\d{1,9}\s*$/.test(text) && number >= 1 ? number : null;
}
