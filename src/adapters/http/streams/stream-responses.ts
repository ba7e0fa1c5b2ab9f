import { createHash } from 'node:crypto';
import type { Snapshots } from '../../../application/snapshots.js';
import { Problem } from '../../../graph/problem.js';

/** The ETag of an answer about one stream: what moves with time changes it too. @see http-api.md 1 */
export function streamTag(revision: number, body: string): string {
  return `"${revision}.${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}

/** Names the streams there are. */
export function unknownStream(snapshots: Snapshots): Problem {
  const names = snapshots.all().map(({ stream }) => stream.name);
  const shown = names.slice(0, 50).join(', ') + (names.length > 50 ? ' and more' : '');
  return new Problem('unknown_stream', `no such stream here; there are ${shown || 'none yet'}`);
}
