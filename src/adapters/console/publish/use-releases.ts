import { useLive } from '../api/live.js';
import type { ReleaseView } from '../api/schema.js';

/** How many are asked for: as many as one would ever name here. */
export const MOST_RELEASES = 500;

/** The newest releases of a stream, newest first. They only help in typing: whatever is wrong is told of elsewhere. */
export function useReleases(stream: string): readonly ReleaseView[] {
  const question = { path: { stream }, query: { limit: MOST_RELEASES } };
  return useLive('GET /admin/v1/streams/{stream}/releases', question).body?.items ?? NONE;
}

const NONE: readonly ReleaseView[] = [];
