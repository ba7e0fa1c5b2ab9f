import { epochOf, utcOf } from './moment.js';

/** As an input of the kind `datetime-local` has it: a moment in the viewer's zone, with seconds where there are any. */
export function localInputOf(epoch: number): string {
  const date = new Date(epoch * 1000);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits);
  return `${day.padStart(10, '0')}T${(epoch % 60 === 0 ? clock.slice(0, 2) : clock).join(':')}`;
}

/** The same of a time as the API has it; empty for what is none. */
export function localInputOfTime(time: string): string {
  const epoch = epochOf(time);
  return Number.isNaN(epoch) ? '' : localInputOf(epoch);
}

/** Seconds since the Unix epoch; `null` for what is no moment. */
export function epochOfInput(text: string): number | null {
  // A date alone would be taken for UTC.
  const time = text.includes('T') ? Date.parse(text.trim()) : NaN;
  return Number.isNaN(time) ? null : Math.floor(time / 1000);
}

/** As the API takes it; `null` for what is no moment. */
export function utcOfInput(text: string): string | null {
  const epoch = epochOfInput(text);
  return epoch === null ? null : utcOf(epoch);
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}
