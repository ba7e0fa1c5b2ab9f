import { cost } from './cost.js';
import { latency } from './latency.js';
import { memory } from './memory.js';
import type { Part } from './part.js';
import { revision } from './revision.js';
import { size } from './size.js';
import { start } from './start.js';
import { workers } from './workers.js';

/** All parts by the names that `--only` takes, in the order in which they are measured. */
export const PARTS = { cost, latency, size, revision, memory, start, workers } as const satisfies Record<
  string,
  Part
>;

export type PartName = keyof typeof PARTS;

export function isPartName(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}
