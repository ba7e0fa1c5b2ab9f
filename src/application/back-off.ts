/** A source that heals is to be followed again within the interval and 10 s, of which the attempt takes some. */
const MOST_MORE_SECONDS = 8;

/**
 * How long to wait before a source is read again, in seconds: longer while it fails, and never at
 * the same moment as all the others who read it.
 * @param failures in a row
 * @param random 0 (inclusive) to 1 (exclusive)
 */
export function pauseSeconds(refreshSeconds: number, failures: number, random: number): number {
  if (failures === 0) return refreshSeconds * (1 - random / 10);
  const more = Math.min(MOST_MORE_SECONDS, refreshSeconds * (2 ** failures - 1));
  return refreshSeconds + (more * (1 + random)) / 2;
}
