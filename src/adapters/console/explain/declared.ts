import type { AnswerTo } from '../api/ask.js';
import { NO_SECTIONS, type Sections } from '../../../graph/model.js';
import type { Fault } from '../../../graph/problem.js';
import { mergeSections, readUpdatesMetadata } from '../../../graph/updates-metadata.js';

/** What is declared of versions, as it holds for one basearch. */
export type Declared = ReadonlyMap<string, Sections>;

export const NOTHING_DECLARED: Declared = new Map();

/**
 * Reads a stream's updates metadata for one basearch.
 * @param document in the extended dialect: the other one cannot limit anything to a basearch
 */
export function declaredIn(document: AnswerTo<'GET /updates/{stream}.json'>, basearch: string): Declared {
  const faults: Fault[] = [];
  const read = { name: 'updates', value: document, repeated: new Set<string>() };
  const declared = new Map<string, Sections>();
  for (const { version, ...sections } of readUpdatesMetadata(read, faults)) {
    declared.set(version, mergeSections(declared.get(version) ?? NO_SECTIONS, within(sections, basearch)));
  }
  return faults.length > 0 ? NOTHING_DECLARED : declared;
}

function within({ barrier, deadend, rollout }: Sections, basearch: string): Sections {
  const holds = (section: Sections[keyof Sections]) => section?.basearches?.includes(basearch) ?? true;
  return {
    barrier: holds(barrier) ? barrier : null,
    deadend: holds(deadend) ? deadend : null,
    rollout: holds(rollout) ? rollout : null,
  };
}
