import type { DiffView, ReleaseView } from '../api/schema.js';

/** A rollout that goes with a change that was not about it. */
export interface CleanedUp {
  readonly version: string;
  /** How many edges to it go, over all graphs. */
  readonly edges: number;
  /** The nearest newer release that is out for everybody, to which nodes go instead; `null` where none is known. */
  readonly instead: string | null;
}

/**
 * The finished rollouts that a change withdraws besides: those of releases it does not name, to which edges go.
 * @param releases newest first
 * @param named the versions that the change is about
 * @see http-api.md 4 "Set"
 */
export function cleanedUp(
  diff: readonly DiffView[],
  releases: readonly ReleaseView[],
  named: readonly string[],
): readonly CleanedUp[] {
  const losses = diff.flatMap((scope) => lossesIn(scope).filter(({ to }) => !named.includes(to)));
  const gone = new Set(losses.map(({ to }) => to));
  return releases.flatMap(({ version, rollout }, index) => {
    if (!gone.has(version) || rollout?.state !== 'finished') return [];
    const own = losses.filter(({ to }) => to === version);
    const stays = releases.slice(0, index).filter((one) => !gone.has(one.version));
    const instead = stays.findLast((one) => own.every(({ scope }) => isOutIn(one, scope)));
    return [{ version, edges: own.length, instead: instead?.version ?? null }];
  });
}

interface Loss {
  readonly to: string;
  readonly scope: DiffView;
}

/** The edges that go to a release which is still there, but is another one now. */
function lossesIn(scope: DiffView): readonly Loss[] {
  return scope.edges_removed.flatMap(([, to]) => (scope.nodes_changed.includes(to) ? [{ to, scope }] : []));
}

function isOutIn({ rollout, payloads }: ReleaseView, { basearch, scheme }: DiffView): boolean {
  if (rollout?.state !== 'finished' || rollout.basearches?.includes(basearch) === false) return false;
  return payloads.some((one) => one.basearch === basearch && one.scheme === scheme);
}
