import { utcOf } from '../parts/moment.js';

const HOUR = 3600;
const DAY = 86_400;

/** At once, at the next full hour, tomorrow morning and the day after: as the API takes them. */
export function suggestedStarts(now: number): readonly string[] {
  const nextHour = (Math.floor(now / HOUR) + 1) * HOUR;
  const midnight = (Math.floor(now / DAY) + 1) * DAY;
  return ['now', ...[nextHour, midnight + 8 * HOUR, midnight + DAY + 8 * HOUR].map(utcOf)];
}

export const SUGGESTED_LENGTHS: readonly string[] = ['6h', '24h', '48h', '3d', '7d'];
