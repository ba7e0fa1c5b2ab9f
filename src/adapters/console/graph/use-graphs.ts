import { useMemo } from 'preact/hooks';
import type { ApiProblem } from '../api/api-problem.js';
import type { GraphAnswer } from '../api/schema.js';
import { useLive } from '../api/live.js';
import { may, useSession } from '../state/session.js';
import type { Graph } from '../../../graph/model.js';
import { compare, type Comparison } from './compare.js';
import { readGraph } from './read-graph.js';
import type { Scope } from './scope.js';
import type { ViewState } from './view-state.js';

export interface Graphs {
  /** What agents get now, before throttling; `null` while it is asked for. */
  readonly current: Graph | null;
  /** `null` where nothing is compared, or not yet. */
  readonly comparison: Comparison | null;
  readonly problem: ApiProblem | null;
}

/** The graph of a scope, as it is now or as it was, following the server. */
export function useGraphs(stream: string, scope: Scope | null, { from, to }: ViewState): Graphs {
  const isComparing = from !== null && may(useSession(), 'viewer');
  const names = scope && {
    basearch: scope.basearch,
    ...(scope.scheme === 'oci' && { oci: 'true' as const }),
  };
  const now = useLive(
    'GET /v1/graph',
    names && { path: {}, query: { stream, ...names, rollout_wariness: '0' } },
  );
  const older = useLive(
    'GET /admin/v1/streams/{stream}/graph',
    isComparing && names ? { path: { stream }, query: { ...names, revision: from } } : null,
  );
  const newer = useLive(
    'GET /admin/v1/streams/{stream}/graph',
    isComparing && names
      ? { path: { stream }, query: { ...names, ...(to !== null && { revision: to }) } }
      : null,
  );
  const [current, before, after] = [useGraph(now.body), useGraph(older.body), useGraph(newer.body)];
  const comparison = useMemo(() => before && after && compare(before, after), [before, after]);
  return { current, comparison, problem: now.problem ?? older.problem ?? newer.problem };
}

function useGraph(body: GraphAnswer | null): Graph | null {
  return useMemo(() => body && readGraph(body), [body]);
}
