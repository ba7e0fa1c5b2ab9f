import { hashText } from './siphash.js';

/**
 * How late an agent wants an update: 0 (before the start, even) to 1 (last of all). What it says
 * itself counts; without that, or when it cannot be read, its uuid decides, and never below 0.000001.
 * @param rolloutWariness as it stands in the query, decoded, or `undefined`
 * @param nodeUuid as it stands in the query, decoded; `undefined` counts as the empty string
 * @see cincinnati.md B.6, and A.2 for NaN
 */
export function warinessOf(rolloutWariness: string | undefined, nodeUuid: string | undefined): number {
  return parseWariness(rolloutWariness) ?? hashedWariness(nodeUuid ?? '');
}

export const WARINESS_SOURCES = ['rollout_wariness', 'node_uuid', 'none'] as const;
/** What decided about a wariness; `none`: all agents that say nothing share one place. */
export type WarinessSource = (typeof WARINESS_SOURCES)[number];

/** Takes what `warinessOf` takes. */
export function warinessSource(
  rolloutWariness: string | undefined,
  nodeUuid: string | undefined,
): WarinessSource {
  if (parseWariness(rolloutWariness) !== null) return 'rollout_wariness';
  return nodeUuid ? 'node_uuid' : 'none';
}

/** A wariness given as text, clamped to 0..1; `null` where it is no number to the reference server. */
export function parseWariness(text: string | undefined): number | null {
  if (text === undefined) return null;
  const infinity = INFINITY.exec(text);
  if (infinity) return infinity[1] === '-' ? 0 : 1;
  if (!DECIMAL.test(text)) return null;
  return Math.min(Math.max(Number(text), 0), 1);
}

/** What Rust reads as a double, and JavaScript's `Number` reads alike once it has passed. */
const DECIMAL = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i;
const INFINITY = /^([+-]?)inf(?:inity)?$/i;

function hashedWariness(nodeUuid: string): number {
  const [upper, lower] = hashText(nodeUuid);
  // The sum is rounded once, to nearest even, like the reference's conversion of the 64-bit hash.
  return Math.max((upper * 2 ** 32 + lower) / 2 ** 64, 1e-6);
}
