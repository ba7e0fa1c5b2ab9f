import { DAY, utcOf } from '../parts/moment.js';
import { epochOfInput } from '../parts/local-input.js';

/** When a token shall end, as a person says it. */
export interface ExpiryInput {
  readonly kind: 'never' | 'days' | 'date';
  readonly days: string;
  /** As an input of the kind `datetime-local` has it. */
  readonly date: string;
}

export const FIRST_EXPIRY: ExpiryInput = { kind: 'never', days: '90', date: '' };
export const MOST_DAYS = 3650;

export type Expiry =
  | { readonly isGood: true; /** RFC 3339; `null`: never. */ readonly at: string | null }
  | { readonly isGood: false; readonly why: 'badDays' | 'badDate' };

/** What the API is asked for. @param now seconds since the Unix epoch */
export function expiryOf({ kind, days, date }: ExpiryInput, now: number): Expiry {
  if (kind === 'never') return { isGood: true, at: null };
  if (kind === 'days') return afterDays(days, now);
  const epoch = epochOfInput(date);
  return epoch === null || epoch <= now
    ? { isGood: false, why: 'badDate' }
    : { isGood: true, at: utcOf(epoch) };
}

function afterDays(text: string, now: number): Expiry {
  const days = Number(text);
  const isGood = /^\s*\d+\s*$/.test(text) && days >= 1 && days <= MOST_DAYS;
  return isGood ? { isGood, at: utcOf(now + days * DAY) } : { isGood: false, why: 'badDays' };
}
