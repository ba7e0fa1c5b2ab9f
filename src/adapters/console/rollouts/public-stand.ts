import { standOf, type Stand } from './stand.js';
import { utcOf } from '../parts/moment.js';
import type { RolloutView } from '../api/schema.js';

/**
 * What a rollout goes by now, for whoever may not see more: updates metadata says it as agents' servers read it.
 * `null` where the metadata does not have it.
 * @param updates the body of `GET /updates/{stream}.json`
 * @see cincinnati.md A.3
 */
export function publicStand(updates: unknown, { version, state }: RolloutView): Stand | null {
  const release = listIn(updates, 'releases').find((one) => fieldIn(one, 'version') === version);
  const rollout = fieldIn(fieldIn(release, 'metadata'), 'rollout');
  if (rollout === undefined) return null;
  const start = numberIn(rollout, 'start_epoch');
  return standOf(
    {
      state,
      start: start === null ? null : utcOf(start),
      duration_minutes: numberIn(rollout, 'duration_minutes'),
      start_fraction: numberIn(rollout, 'start_percentage'),
    },
    // What has begun has been so since its start, whatever the clock here says.
    state === 'scheduled' ? null : start,
  );
}

function fieldIn(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = fieldIn(value, name);
  return Array.isArray(list) ? list : [];
}

function numberIn(value: unknown, name: string): number | null {
  const number = fieldIn(value, name);
  return typeof number === 'number' ? number : null;
}
