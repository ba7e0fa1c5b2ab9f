import { useEffect, useState } from 'preact/hooks';
import { ApiProblem } from '../api/api-problem.js';
import { ask } from '../api/ask.js';
import type { ReleaseView } from '../api/schema.js';

/** The releases of a stream at a revision, newest first: as many as one would ever name here. */
export function useReleases(stream: string, revision: number): readonly ReleaseView[] {
  const [releases, setReleases] = useState<readonly ReleaseView[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void newestReleases(stream).then((found) => {
      if (isCurrent && found !== null) setReleases(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [stream, revision]);
  return releases;
}

const MOST = 500;

/** They only help in typing: a server that is away is told of elsewhere, and the last ones stay. */
async function newestReleases(stream: string): Promise<readonly ReleaseView[] | null> {
  try {
    const question = { path: { stream }, query: { limit: MOST } };
    return (await ask('GET /admin/v1/streams/{stream}/releases', question)).items;
  } catch (error) {
    if (error instanceof ApiProblem) return null;
    throw error;
  }
}
