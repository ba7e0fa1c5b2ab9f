import type { FaultView, TokenBody } from '../api/schema.js';
import type { Role } from '../state/session.js';
import { expiryOf, FIRST_EXPIRY, type ExpiryInput } from './expiry.js';

/** A token as it is typed. */
export interface TokenDraft {
  readonly name: string;
  readonly role: Role;
  /** Whether it sees all streams, those to come as well. */
  readonly isOfAll: boolean;
  readonly streams: readonly string[];
  readonly expiry: ExpiryInput;
}

export const FIRST_DRAFT: TokenDraft = {
  ...{ name: '', role: 'viewer', isOfAll: true, streams: [] },
  expiry: FIRST_EXPIRY,
};

export type DraftFault = 'chooseStream' | 'badDays' | 'badDate';

export type ReadDraft =
  { readonly isGood: true; readonly body: TokenBody } | { readonly isGood: false; readonly why: DraftFault };

/** What the API is asked for. @param now seconds since the Unix epoch */
export function readDraft({ name, role, isOfAll, streams, expiry }: TokenDraft, now: number): ReadDraft {
  const end = expiryOf(expiry, now);
  if (!isOfAll && streams.length === 0) return { isGood: false, why: 'chooseStream' };
  if (!end.isGood) return end;
  const bounds = isOfAll ? null : [...streams].sort();
  return { isGood: true, body: { name: name.trim(), role, streams: bounds, expires_at: end.at } };
}

/** What was refused of a field, or of what is in it. @param field its name in the body */
export function faultsAt(errors: readonly FaultView[], field: string): readonly string[] {
  return errors.filter(({ path }) => isWithin(path, field)).map(({ message }) => message);
}

/** What was refused of no field of the form. */
export function otherFaults(errors: readonly FaultView[]): readonly FaultView[] {
  return errors.filter(({ path }) => !FIELDS.some((field) => isWithin(path, field)));
}

const FIELDS = ['name', 'role', 'streams', 'expires_at'] as const;

function isWithin(path: string, field: string): boolean {
  return path === `/${field}` || path.startsWith(`/${field}/`);
}
