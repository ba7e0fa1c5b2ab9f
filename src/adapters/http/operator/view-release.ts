import { rfc3339 } from '../../../application/clock.js';
import type { ScopeGraph, Snapshot } from '../../../application/snapshots.js';
import { durationText } from '../../../graph/duration.js';
import type { Barrier, Release } from '../../../graph/model.js';
import { originOf } from '../../../graph/overlay.js';
import { aliasId } from '../../../graph/payload-aliases.js';
import { endEpoch, rolloutState, throttleAt } from '../../../graph/rollout.js';
import type {
  DeclaredView,
  PauseView,
  ReasonView,
  ReleaseRolloutView,
  ReleaseScopeView,
  ReleaseView,
} from './release-view.js';

/**
 * Everything that is known of a release.
 * @param at seconds since the Unix epoch, UTC
 */
export function viewRelease(release: Release, { stream, scopes }: Snapshot, at: number): ReleaseView {
  const seen = scopes.flatMap((scope) => viewScope(release.version, scope));
  return {
    ...viewDeclared(release, at),
    age_index: stream.releases.indexOf(release),
    reachable_from: [...new Set(seen.flatMap(({ reachable_from: versions }) => versions))],
    leads_to: [...new Set(seen.flatMap(({ leads_to: versions }) => versions))],
    scopes: seen,
  };
}

/** What is declared of a release. */
export function viewDeclared(release: Release, at: number): DeclaredView {
  const { version, metadataUrl, payloads, aliases, barrier, deadend, rollout, retired, followed } = release;
  return {
    version,
    metadata: metadataUrl,
    payloads: [...payloads],
    payload_aliases: aliases.map((alias) => ({ id: aliasId(alias), ...alias, origin: 'local' })),
    barrier: barrier && viewReason(barrier, originOf(release, 'barrier')),
    deadend: deadend && viewReason(deadend, originOf(release, 'deadend')),
    rollout: viewRollout(release, at),
    rollout_withdrawn: !rollout && followed?.local.includes('rollout') === true,
    retired,
  };
}

function viewReason({ reason, basearches }: Barrier, origin: ReasonView['origin']): ReasonView {
  return { reason, basearches, origin };
}

function viewRollout(release: Release, at: number): ReleaseRolloutView | null {
  const { rollout } = release;
  if (!rollout) return null;
  const { startEpoch, startFraction, durationMinutes, basearches } = rollout;
  return {
    state: rolloutState(rollout, at),
    throttle: Math.min(throttleAt(rollout, at), 1),
    start: timeOrNull(startEpoch),
    end: startEpoch === null ? null : timeOrNull(endEpoch(rollout)),
    duration: durationMinutes === null ? null : durationText(durationMinutes),
    duration_minutes: durationMinutes,
    start_fraction: startFraction,
    basearches,
    pause: viewPause(release),
    origin: originOf(release, 'rollout'),
  };
}

function viewPause({ rollout }: Release): PauseView | null {
  if (!rollout?.pause) return null;
  const { reason, publicReason, reviewAt } = rollout.pause;
  return {
    since: timeOrNull(rollout.startEpoch),
    reason,
    public_reason: publicReason,
    review_at: timeOrNull(reviewAt),
  };
}

function viewScope(version: string, { basearch, scheme, graph }: ScopeGraph): readonly ReleaseScopeView[] {
  const { nodes, edges } = graph;
  const index = nodes.findIndex((node) => node.version === version);
  if (index < 0) return [];
  const named = (indices: readonly number[]) => indices.flatMap((one) => nodes[one]?.version ?? []);
  return [
    {
      basearch,
      scheme,
      reachable_from: named(edges.filter(([, to]) => to === index).map(([from]) => from)),
      leads_to: named(edges.filter(([from]) => from === index).map(([, to]) => to)),
    },
  ];
}

function timeOrNull(epochSeconds: number | null): string | null {
  return epochSeconds === null ? null : rfc3339(epochSeconds);
}
