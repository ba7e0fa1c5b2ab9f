import type { Node } from './model.js';

const PREFIX = 'org.fedoraproject.coreos.';

/**
 * A node's metadata as agents read it: every value a string, keys always in this order, so that the
 * same graph is always the same bytes.
 * @see cincinnati.md B.3
 */
export function nodeMetadata(node: Node): Readonly<Record<string, string>> {
  const entries = [
    ['scheme', node.scheme],
    ['releases.age_index', String(node.ageIndex)],
    ...markEntries('barrier', node.barrier),
    ...markEntries('deadend', node.deadend),
    ...rolloutEntries(node),
  ] as const;
  return Object.fromEntries(entries.map(([key, value]) => [PREFIX + key, value]));
}

type Entry = readonly [string, string];

function markEntries(mark: 'barrier' | 'deadend', reason: string | null): readonly Entry[] {
  if (reason === null) return [];
  return [
    [`updates.${mark}`, 'true'],
    [`updates.${mark}_reason`, reason],
  ];
}

function rolloutEntries({ rollout }: Node): readonly Entry[] {
  if (!rollout) return [];
  const { startEpoch, startFraction, durationMinutes } = rollout;
  return [
    ['updates.rollout', 'true'],
    ...numberEntry('updates.start_epoch', startEpoch),
    ...numberEntry('updates.start_value', startFraction),
    ...numberEntry('updates.duration_minutes', durationMinutes),
  ];
}

function numberEntry(key: string, value: number | null): readonly Entry[] {
  return value === null ? [] : [[key, decimal(value)]];
}

/**
 * The shortest decimal that reads back as the same double, never in exponent form, minus zero
 * with its sign: how Rust prints a double.
 */
export function decimal(value: number): string {
  if (Object.is(value, -0)) return '-0';
  const [, sign = '', whole = '', fraction = '', exponent] = SHORTEST.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, '0');
}

const SHORTEST = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/;
