import { createHash } from 'node:crypto';
import { jsonText } from '../../graph/json-cursor.js';

/** What only a file of ours begins with; another number for what older Roosts would misread. */
const SEAL = 'roost-snapshot 1 sha256:';

/** A JSON value under a first line that tells whether it is whole. */
export function sealed(value: unknown): string {
  const text = jsonText(value);
  return `${SEAL}${digestOf(text)}\n${text}\n`;
}

/** @throws Error when it is not, to the last byte, what was sealed */
export function unsealed(bytes: Buffer): unknown {
  const [first = '', body = '', ...rest] = bytes.toString('latin1').split('\n');
  const text = Buffer.from(body, 'latin1');
  if (first === SEAL + digestOf(text) && rest.length === 1 && rest[0] === '')
    return JSON.parse(text.toString());
  throw new Error('damaged, or of another version of Roost');
}

function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
