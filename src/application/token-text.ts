import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token says of itself, once it is taken apart. */
export interface TokenParts {
  /** No secret: what the token is looked up by. */
  readonly id: string;
  readonly secret: string;
}

/** A token that was just made; its text is shown once and kept nowhere. */
export interface FreshToken {
  readonly id: string;
  /** `roost_<id>_<secret>`, so that who looks for leaked secrets knows it. */
  readonly text: string;
  /** SHA-256 of the secret, in hex digits. */
  readonly secretHash: string;
}

/** How a token may be called: it stands in the audit and in tables. */
export const TOKEN_NAME_RULE = '1 to 64 printable characters, without a space at either end';

export function isTokenName(text: string): boolean {
  return /^(?!\p{Z})[^\p{C}\p{Zl}\p{Zp}]{1,64}(?<!\p{Z})$/u.test(text);
}

/** A new token of 256 random bits. */
export function freshToken(): FreshToken {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('hex');
  return { id, text: `roost_${id}_${secret}`, secretHash: hashOf(secret).toString('hex') };
}

/** The parts of a token; `null` for a text that cannot be one. */
export function readToken(text: string): TokenParts | null {
  const [, id, secret] = /^roost_([0-9a-f]{16})_([0-9a-f]{64})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { id, secret };
}

/** Whether a secret is the one of this hash, in the same time whatever it is. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash, 'hex');
  const found = hashOf(secret);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** Whether two texts are the same, in the same time whatever they are. */
export function isSameSecret(text: string, other: string): boolean {
  return timingSafeEqual(hashOf(text), hashOf(other));
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
