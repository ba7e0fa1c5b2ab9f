import { createHash } from 'node:crypto';

/** The ETag of an answer about one stream: what moves with time changes it too. @see http-api.md 1 */
export function streamTag(revision: number, body: string): string {
  return `"${revision}.${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
}
