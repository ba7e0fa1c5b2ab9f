import { utcOf } from './moment.js';

/** As an input of the kind `datetime-local` has it: a moment in the viewer's zone, to the minute. */
export function localInputOf(epoch: number): string {
  const date = new Date(epoch * 1000);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return `${day}T${[date.getHours(), date.getMinutes()].map(twoDigits).join(':')}`;
}

/** Seconds since the Unix epoch; `null` for what is no moment. */
export function epochOfInput(text: string): number | null {
  const time = text.trim() === '' ? NaN : new Date(text).getTime();
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
