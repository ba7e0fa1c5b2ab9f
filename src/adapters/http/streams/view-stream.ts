import { rfc3339 } from '../../../application/clock.js';
import type { ScopeGraph, Snapshot } from '../../../application/snapshots.js';
import type { SourceStatus } from '../../../application/sources.js';
import type { Release, Rollout } from '../../../graph/model.js';
import { newestForAll } from '../../../graph/policy.js';
import { endEpoch, rolloutState, throttleAt } from '../../../graph/rollout.js';
import type { BasearchView, RolloutView, SchemeView, SourceView, StreamView } from './stream-view.js';

/**
 * A stream as anybody may see it.
 * @param at seconds since the Unix epoch, UTC
 */
export function viewStream({ stream, scopes }: Snapshot, source: SourceStatus, at: number): StreamView {
  const { name, aliases, description, state, revision, updatedAt } = stream;
  return {
    name,
    aliases,
    description,
    state,
    revision,
    updated_at: rfc3339(updatedAt),
    source: viewSource(stream.source, source),
    basearches: viewBasearches(scopes, at),
    rollouts: stream.releases.flatMap((release) => viewRollout(release, at)),
  };
}

/** A stream that a source names but that never was complete. */
export function viewIncompleteStream(name: string, kind: string, source: SourceStatus): StreamView {
  return {
    name,
    aliases: [],
    description: '',
    state: 'active',
    revision: 0,
    updated_at: null,
    source: viewSource(kind, source),
    basearches: [],
    rollouts: [],
  };
}

function viewSource(kind: string, { lastAttempt, lastSuccess, lastError }: SourceStatus): SourceView {
  return {
    kind,
    last_attempt: timeOrNull(lastAttempt),
    last_success: timeOrNull(lastSuccess),
    last_error_kind: lastError?.kind ?? null,
  };
}

function viewBasearches(scopes: readonly ScopeGraph[], at: number): BasearchView[] {
  const names = [...new Set(scopes.map(({ basearch }) => basearch))];
  return names.map((basearch) => ({
    basearch,
    schemes: scopes.filter((scope) => scope.basearch === basearch).map((scope) => viewScheme(scope, at)),
  }));
}

function viewScheme({ scheme, graph, targets }: ScopeGraph, at: number): SchemeView {
  return {
    scheme,
    nodes: graph.nodes.length,
    edges: graph.edges.length,
    newest: graph.nodes.at(-1)?.version ?? '',
    newest_for_all: newestForAll(graph, targets, at)?.version ?? null,
  };
}

function viewRollout({ version, rollout }: Release, at: number): readonly RolloutView[] {
  if (!rollout) return [];
  return [
    {
      version,
      state: rolloutState(rollout, at),
      throttle: Math.min(throttleAt(rollout, at), 1),
      start: timeOrNull(rollout.startEpoch),
      end: timeOrNull(endOf(rollout)),
      duration_minutes: rollout.durationMinutes,
      basearches: rollout.basearches,
      public_reason: rollout.pause?.publicReason ?? null,
    },
  ];
}

/** Only a rollout with a start of its own has an end worth telling. */
function endOf(rollout: Rollout): number | null {
  return rollout.startEpoch === null ? null : endEpoch(rollout);
}

function timeOrNull(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : rfc3339(epochSeconds);
}
