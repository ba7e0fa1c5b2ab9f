import type { Edge } from '../../../graph/model.js';
import type { Comb, PlacedColumn } from './comb.js';
import { linkPoints } from './link.js';
import { polyline, type Point } from './polyline.js';
import type { Spot } from './spots.js';

/**
 * The way that edges take along the rails, as the `d` of one SVG path. Edges that begin and end on the same spots are
 * drawn once, those within a pile not at all.
 */
export function routesOf(comb: Comb, edges: readonly Edge[]): string {
  const spots = spotsByNode(comb);
  const drawn = new Map<string, string>();
  for (const [from, to] of edges) {
    const [start, end] = [spots[from], spots[to]];
    const key = `${start?.first} ${end?.first}`;
    if (start && end && start !== end && !drawn.has(key)) drawn.set(key, polyline(routeOf(comb, start, end)));
  }
  return [...drawn.values()].join('');
}

/** Position in the list of nodes -> where it is drawn. */
function spotsByNode({ spots }: Comb): readonly Spot[] {
  return spots.flatMap((spot) => Array.from({ length: spot.last - spot.first + 1 }, () => spot));
}

function routeOf({ columns }: Comb, from: Spot, to: Spot): readonly Point[] {
  const [start, end] = [columns[from.column], columns[to.column]];
  if (!start || !end || !from.departs || !to.arrives) return [];
  const down = to.lane === null ? [] : [{ x: end.laneXs[to.lane] ?? 0, y: to.arrives.y }, to.arrives];
  const lane = end.laneXs[to.lane ?? -1] ?? end.x;
  if (start === end) return [from.departs, { x: lane, y: from.departs.y }, ...down];
  const out = [
    { x: start.outX, y: from.departs.y },
    { x: start.outX, y: start.y },
  ];
  const links = columns
    .slice(from.column, to.column)
    .flatMap((_, at) => linksFrom(columns, from.column + at));
  const into = to.lane === null ? [] : [{ x: lane, y: end.y }, ...down];
  return [from.departs, ...out, ...links, ...into];
}

function linksFrom(columns: readonly PlacedColumn[], at: number): readonly Point[] {
  const [column, next] = [columns[at], columns[at + 1]];
  return column && next ? linkPoints(column, next) : [];
}
