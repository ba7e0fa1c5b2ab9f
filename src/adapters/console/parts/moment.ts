import { TAGS, type Language } from '../texts/languages.js';

/** Seconds. */
export const DAY = 86_400;

/** Seconds since the Unix epoch, out of RFC 3339. */
export function epochOf(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}

/** As the API writes and takes it: RFC 3339, UTC, whole seconds. */
export function utcOf(epoch: number): string {
  return new Date(epoch * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** In the viewer's own zone, which is named. */
export function localOf(epoch: number, spoken: Language): string {
  return new Intl.DateTimeFormat(TAGS[spoken], {
    ...{ year: 'numeric', month: 'short', day: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
  }).format(epoch * 1000);
}

/** How far a moment is from another, in one unit: `in 3 hours`, `5 minutes ago`. */
export function distanceOf(epoch: number, from: number, spoken: Language): string {
  const seconds = epoch - from;
  if (Math.abs(seconds) < JUST_NOW)
    return new Intl.RelativeTimeFormat(TAGS[spoken], { numeric: 'auto' }).format(0, 'second');
  const [unit, size] = UNITS.find(
    ([unit, length]) => Math.abs(seconds) >= (unit === 'day' ? 2 : 1) * length,
  ) ?? ['second', 1];
  const format = new Intl.RelativeTimeFormat(TAGS[spoken], { numeric: 'always', style: 'long' });
  return format.format(Math.round(seconds / size), unit);
}

/** Whoever watches need not count these along. */
const JUST_NOW = 5;

/** Days only from two on: `in 30 hours` says more than `in 1 day`. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** A length as people say it, in its two largest units: `2 days 1 hr`. */
export function lengthOf(minutes: number, spoken: Language): string {
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [Math.floor(minutes % 60), 'minute'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).slice(0, 2);
  const counted = said.length === 0 ? parts.slice(2) : said;
  return counted.map(([count, unit]) => inUnit(count, unit, spoken)).join(' ');
}

function inUnit(count: number, unit: string, spoken: Language): string {
  return new Intl.NumberFormat(TAGS[spoken], { style: 'unit', unit, unitDisplay: 'short' }).format(count);
}
