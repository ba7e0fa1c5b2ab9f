import type { Instances } from '../../../application/instances.js';
import type { Degradation, Readiness } from '../../../application/readiness.js';
import type { Family } from './metric-families.js';

/** How fresh what is served is, and who sees to it. */
export function freshnessFamilies(readiness: Readiness, instances: Instances): readonly Family[] {
  return [
    {
      ...{ type: 'gauge', name: 'snapshot_age_seconds', labels: ['stream'] },
      help: 'Since when nobody has said that a stream is right as it is served: its source, else the database.',
      collect: () => [...readiness.ages()].map(([stream, age]) => [{ stream }, age]),
    },
    {
      ...{ type: 'gauge', name: 'serving_stale', labels: ['reason'] },
      help: '1 while what is served may be old: the database is away, it was saved before, or a source fails.',
      collect: () => {
        const amiss = readiness.degraded().flatMap(staleBy);
        return REASONS.map((reason) => [{ reason }, amiss.includes(reason) ? 1 : 0]);
      },
    },
    {
      ...{ type: 'gauge', name: 'refresher', labels: [] },
      help: '1 on the instance that reads the sources for all.',
      collect: () => [[{}, instances.onDuty ? 1 : 0]],
    },
  ];
}

const REASONS = ['database', 'saved', 'source'] as const;

function staleBy({ what, kind }: Degradation): readonly (typeof REASONS)[number][] {
  if (what === 'database' || what === 'source') return [what];
  return kind === 'saved' ? [kind] : [];
}
