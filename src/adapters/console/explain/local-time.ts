import { epochOf, utcOf } from '../parts/moment.js';

/** A moment as an input of the browser takes it, in the viewer's zone; empty for what is none. */
export function toInput(at: string): string {
  const epoch = at === '' ? NaN : epochOf(at);
  if (Number.isNaN(epoch)) return '';
  const minutesBehind = new Date(epoch * 1000).getTimezoneOffset();
  const shifted = new Date((epoch - minutesBehind * 60) * 1000);
  return shifted.toISOString().replace(/\.\d+Z$/, '');
}

/** The other way: RFC 3339 in UTC; empty for what is no moment. */
export function fromInput(value: string): string {
  const epoch = value === '' ? NaN : epochOf(value);
  return Number.isNaN(epoch) ? '' : utcOf(epoch);
}
