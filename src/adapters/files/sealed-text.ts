import { createHash } from 'node:crypto';
import type { Steps } from '../../graph/steps.js';

/** What only a file of ours begins with; another number for what older Roosts would misread. */
const SEAL = 'roost-snapshot 1 sha256:';

/**
 * A JSON text under a first line that tells whether it is whole; made with pauses.
 * @param parts of the text, without a line feed in them
 */
export function* sealedSteps(parts: readonly string[]): Steps<readonly Buffer[]> {
  const hash = createHash('sha256');
  const body: Buffer[] = [];
  for (const part of parts) {
    const bytes = Buffer.from(part);
    hash.update(bytes);
    body.push(bytes);
    yield;
  }
  return [Buffer.from(`${SEAL}${hash.digest('hex')}\n`), ...body, Buffer.from('\n')];
}

/** @throws Error when it is not, to the last byte, what was sealed */
export function unsealed(bytes: Buffer): unknown {
  const [first = '', body = '', ...rest] = bytes.toString('latin1').split('\n');
  const text = Buffer.from(body, 'latin1');
  if (first === SEAL + digestOf(text) && rest.length === 1 && rest[0] === '')
    return JSON.parse(text.toString());
  throw new Error('damaged, or of another version of Roost');
}

function digestOf(text: Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
