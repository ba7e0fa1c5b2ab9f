/** What a duration looks like where people write one. A bare number is none: 12 h has been typed as 1200. */
export const DURATION_RULE = 'a duration is a whole number with its unit, like 90m, 48h or 2d';

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/** Ten years: what is longer is a mistake. */
const MOST_MINUTES = 3650 * 1440;

/** In minutes, at least 1; `null` for what is no duration. */
export function parseDuration(text: string): number | null {
  const [, amount = '', unit = ''] = /^(\d{1,7})([mhd])$/.exec(text) ?? [];
  const minutes = Number(amount) * (MINUTES[unit] ?? 0);
  return minutes >= 1 && minutes <= MOST_MINUTES ? minutes : null;
}

/** In the largest unit that says it exactly. */
export function durationText(minutes: number): string {
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
