import { placedComb, type Comb, type CombNode } from '../../../../src/adapters/console/graph/comb.js';
import { measuredColumns, type ColumnShape } from '../../../../src/adapters/console/graph/measured.js';

export interface CombShape extends ColumnShape {
  readonly width: number;
}

/** Nodes as a comb of one shape, without looking for the best one. */
export function combOf(nodes: readonly CombNode[], shape: CombShape): Comb {
  return placedComb(measuredColumns(nodes, shape), nodes, shape.width);
}
