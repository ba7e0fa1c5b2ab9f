import type { SourceView } from '../api/schema.js';

/** Whether a stream follows a source: what is changed here is laid over what the source says. @see http-api.md 4 */
export function isFollowing({ kind }: Pick<SourceView, 'kind'>): boolean {
  return kind === 'folder' || kind === 'mirror';
}
