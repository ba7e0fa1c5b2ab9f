import { buildGraph } from '../../src/graph/build-graph.js';
import { bareRelease, type Edge, type Graph, type Release, type Rollout } from '../../src/graph/model.js';

/**
 * What a release is, by its letter. A digit is a rollout that stands still at so many tenths: `3` lets in
 * whoever is not warier than 0.3, `0` is the empty section.
 */
const LETTERS = new Map([
  ['.', ''],
  ['b', 'barrier'],
  ['d', 'deadend'],
  ['r', 'rollout'],
  ['B', 'barrier rollout'],
  ['D', 'deadend rollout'],
  ['t', 'barrier deadend'],
  ['T', 'barrier deadend rollout'],
]);

export const MARKS = [...LETTERS.keys()];

export function rolloutOf(
  startEpoch: number | null,
  startFraction: number | null,
  durationMinutes: number | null,
): Rollout {
  return { startEpoch, startFraction, durationMinutes, basearches: null, pause: null };
}

/** A rollout that is over, in its short form. */
export const FINISHED = rolloutOf(null, 1, null);

/** `'.b.r'` is a stream of four, oldest first: nothing, a barrier, nothing, a finished rollout. */
export function streamDrawn(drawing: string): readonly Release[] {
  return [...drawing].map((letter, index) => {
    const tenths = /[0-9]/.test(letter);
    const marks = LETTERS.get(letter) ?? '';
    if (!tenths && !LETTERS.has(letter)) throw new Error(`there is no letter ${letter}`);
    return {
      ...releaseOf(`v${index}`, index),
      barrier: marks.includes('barrier') ? { reason: 'a barrier', basearches: null } : null,
      deadend: marks.includes('deadend') ? { reason: 'a deadend', basearches: null } : null,
      rollout: tenths ? frozenAt(Number(letter)) : marks.includes('rollout') ? FINISHED : null,
    };
  });
}

function frozenAt(tenths: number): Rollout {
  return rolloutOf(null, tenths === 0 ? null : tenths / 10, null);
}

/** A release for x86_64 that says nothing; the number makes its checksum its own. */
export function releaseOf(version: string, number: number): Release {
  const payload = number.toString(16).padStart(64, '0');
  return bareRelease(version, '', [{ basearch: 'x86_64', scheme: 'checksum', payload }]);
}

export function graphDrawn(drawing: string): Graph {
  return buildGraph(streamDrawn(drawing), 'x86_64', 'checksum');
}

/** `'0>1 1>3 2>3'`, in the order of the edges. */
export function drawnEdges(edges: readonly Edge[]): string {
  return edges.map(([from, to]) => `${from}>${to}`).join(' ');
}
