import { useMemo } from 'preact/hooks';
import type { ApiProblem } from '../api/api-problem.js';
import type { GraphAnswer } from '../api/schema.js';
import { useLive, useSettled } from '../api/live.js';
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
  const asked = isComparing && names ? { path: { stream }, query: names } : null;
  const older = useRevision(asked, from);
  const newer = useRevision(asked, to);
  const [current, before, after] = [useGraph(now.body), useGraph(older.body), useGraph(newer.body)];
  const comparison = useMemo(() => before && after && compare(before, after), [before, after]);
  return { current, comparison, problem: now.problem ?? older.problem ?? newer.problem };
}

interface Asked {
  readonly path: { readonly stream: string };
  readonly query: { readonly basearch: string; readonly oci?: 'true' };
}

/** A graph as it was at a revision, which stays so; `null`: the current one, which is followed. */
function useRevision(asked: Asked | null, revision: number | null) {
  const name = 'GET /admin/v1/streams/{stream}/graph';
  const fixed = asked && revision !== null ? { ...asked, query: { ...asked.query, revision } } : null;
  const [once, live] = [useSettled(name, fixed), useLive(name, revision === null ? asked : null)];
  return revision === null ? live : once;
}

function useGraph(body: GraphAnswer | null): Graph | null {
  return useMemo(() => body && readGraph(body), [body]);
}
