import { edgesOf } from '../../../graph/edges.js';
import { SCHEMES, type Graph, type Node, type Rollout, type Scheme } from '../../../graph/model.js';

/** A graph as the API answers it: every value of the metadata a string. @see cincinnati.md B.3 */
export interface WireGraph {
  readonly nodes: readonly WireNode[];
}

interface WireNode {
  readonly version: string;
  readonly payload: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The graph before throttling. The edges of the answer are not looked at: they may have been throttled for somebody,
 * while the nodes always say everything.
 */
export function readGraph({ nodes }: WireGraph): Graph {
  const read = nodes.map(readNode);
  return { nodes: read, edges: edgesOf(read) };
}

const PREFIX = 'org.fedoraproject.coreos.';

function readNode({ version, payload, metadata }: WireNode): Node {
  const valueOf: Reader = (key) => metadata[PREFIX + key] ?? null;
  return {
    version,
    payload,
    scheme: schemeNamed(valueOf('scheme')),
    ageIndex: Number(valueOf('releases.age_index') ?? 0),
    barrier: readMark(valueOf, 'barrier'),
    deadend: readMark(valueOf, 'deadend'),
    rollout: readRollout(valueOf),
  };
}

type Reader = (key: string) => string | null;

function schemeNamed(name: string | null): Scheme {
  return SCHEMES.find((scheme) => scheme === name) ?? 'checksum';
}

function readMark(valueOf: Reader, mark: 'barrier' | 'deadend'): string | null {
  return valueOf(`updates.${mark}`) === 'true' ? (valueOf(`updates.${mark}_reason`) ?? 'generic') : null;
}

/** Pauses and limits to basearches are nothing that agents are told of. */
function readRollout(valueOf: Reader): Rollout | null {
  if (valueOf('updates.rollout') === null) return null;
  return {
    startEpoch: readNumber(valueOf('updates.start_epoch')),
    startFraction: readNumber(valueOf('updates.start_value')),
    durationMinutes: readNumber(valueOf('updates.duration_minutes')),
    basearches: null,
    pause: null,
  };
}

function readNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}
