import type { Snapshot, Snapshots } from '../../../application/snapshots.js';
import type { Graph } from '../../../graph/model.js';
import { countNoPath } from '../../../graph/no-path.js';
import type { Family, Sample } from './metric-families.js';

/** What is served: of every stream, and of each of its graphs. */
export function graphFamilies(snapshots: Snapshots): readonly Family[] {
  return [
    ofScope(snapshots, 'snapshot_nodes', { help: 'Nodes of a graph.', of: ({ nodes }) => nodes.length }),
    ofScope(snapshots, 'snapshot_edges', {
      help: 'Edges of a graph before throttling.',
      of: ({ edges }) => edges.length,
    }),
    ofScope(snapshots, 'deadend_nodes', {
      help: 'Nodes of a graph that are declared deadends.',
      of: ({ nodes }) => nodes.filter(({ deadend }) => deadend).length,
    }),
    ofScope(snapshots, 'no_path_nodes', {
      help: 'Nodes of a graph that are neither deadends nor the newest, and still no edge leads out of them.',
      of: countNoPath,
    }),
    ofStream(snapshots, 'stream_revision', {
      help: 'How often a stream has changed.',
      of: ({ revision }) => revision,
    }),
    ofStream(snapshots, 'stream_updated_timestamp_seconds', {
      help: 'When a stream changed last.',
      of: ({ updatedAt }) => updatedAt,
    }),
  ];
}

interface Measured<T> {
  readonly help: string;
  readonly of: (measured: T) => number;
}

function ofScope(snapshots: Snapshots, name: string, { help, of }: Measured<Graph>): Family {
  const collect = (): readonly Sample[] =>
    snapshots
      .all()
      .flatMap(({ stream, scopes }) =>
        scopes.map(
          ({ basearch, scheme, graph }) => [{ stream: stream.name, basearch, scheme }, of(graph)] as const,
        ),
      );
  return { type: 'gauge', name, help, labels: ['stream', 'basearch', 'scheme'], collect };
}

function ofStream(snapshots: Snapshots, name: string, { help, of }: Measured<Snapshot['stream']>): Family {
  const collect = (): readonly Sample[] =>
    snapshots.all().map(({ stream }) => [{ stream: stream.name }, of(stream)]);
  return { type: 'gauge', name, help, labels: ['stream'], collect };
}
