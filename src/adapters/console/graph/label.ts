/** Longer versions are cut: the picture stays a picture. Their whole text stands beside it. */
const LONGEST = 26;

/** A version as it is written into the picture: its end says as much as its beginning, so the middle is left out. */
export function labelOf(version: string): string {
  const letters = [...version];
  if (letters.length <= LONGEST) return version;
  const half = Math.floor((LONGEST - 1) / 2);
  return `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`;
}

/** How wide a label is, in letters of a monospaced font: those of Chinese take two. */
export function lettersOf(label: string): number {
  return [...label].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0);
}
