import type { Graph } from '../../../graph/model.js';

interface VersionProps {
  readonly graph: Graph;
  readonly position: number;
  readonly onPick: (version: string) => void;
}

/** A release by its version; picks it. */
export function VersionButton({ graph, position, onPick }: VersionProps) {
  const version = graph.nodes[position]?.version ?? '';
  return (
    <button class="button-plain version" onClick={() => onPick(version)}>
      {version}
    </button>
  );
}
