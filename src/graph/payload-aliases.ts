import { createHash } from 'node:crypto';
import type { Payload } from './model.js';

/** What an alias is known by. */
export function aliasId({ basearch, scheme, payload }: Payload): string {
  const key = scheme === 'oci' ? payload.slice(payload.lastIndexOf('@') + 1) : payload;
  return createHash('sha256')
    .update(JSON.stringify([basearch, scheme, key]))
    .digest('hex')
    .slice(0, 16);
}
