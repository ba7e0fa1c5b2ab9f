export const ROLES = ['viewer', 'operator', 'publisher', 'admin'] as const;
/** Each may do all that those before it may. @see http-api.md 4 */
export type Role = (typeof ROLES)[number];

/** Whether a role is enough where another is needed. */
export function isAtLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Who administers, as their token says. */
export interface Operator {
  /** Of the token; `bootstrap` for the one of the settings. */
  readonly tokenId: string;
  readonly name: string;
  readonly role: Role;
  /** The streams it may see; `null` for all of them. */
  readonly streams: readonly string[] | null;
  /** Seconds since the Unix epoch, UTC; `null` for never. */
  readonly expiresAt: number | null;
}

/** Whether a stream exists for this operator. */
export function maySee({ streams }: Operator, stream: string): boolean {
  return streams === null || streams.includes(stream);
}
