import { ApiProblem } from '../api/api-problem.js';
import type { FaultView, FindingView } from '../api/schema.js';
import type { ChangeState } from '../api/use-reviewed.js';
import type { Draft } from './draft.js';
import { kindOf, PART_FIELDS } from './kinds.js';

/** Findings by the field they stand at; what is about no field stands under the empty name. */
export type FaultsByPlace = ReadonlyMap<string, readonly FindingView[]>;

/** All that is said of a change: what it is refused for, and what was found in it. */
export function faultsOf({
  problem,
  preview,
}: Pick<ChangeState, 'problem' | 'preview'>): readonly FindingView[] {
  const refused = problem?.refusal.errors ?? [];
  return [
    ...refused.map((fault) => ({ ...fault, severity: 'error' as const })),
    ...(preview?.findings ?? []),
  ];
}

/** Whether it is about what nobody has written yet: `missing_field`, `missing_reason`. */
export function isMissing({ code }: Pick<FaultView, 'code'>): boolean {
  return code.startsWith('missing_');
}

/** A refusal without what is still to be filled in, which is no fault while one writes; `null` where nothing else is left. */
export function besidesMissing(problem: ApiProblem | null): ApiProblem | null {
  if (problem === null) return null;
  const errors = problem.refusal.errors.filter((fault) => !isMissing(fault));
  if (errors.length === problem.refusal.errors.length) return problem;
  const [first] = errors;
  return first === undefined ? null : new ApiProblem({ ...problem.refusal, errors, detail: first.message });
}

/**
 * Puts each finding at the innermost place that holds it.
 * @param places JSON Pointers of what is on the screen
 */
export function faultsByPlace(faults: readonly FindingView[], places: readonly string[]): FaultsByPlace {
  const sorted = new Map<string, readonly FindingView[]>();
  for (const fault of faults) {
    const place = placeOf(fault.path, places);
    sorted.set(place, [...(sorted.get(place) ?? []), fault]);
  }
  return sorted;
}

/** The innermost of the places that a pointer leads to or into; empty where it is none of them. */
export function placeOf(path: string, places: readonly string[]): string {
  return places
    .filter((place) => path === place || path.startsWith(`${place}/`))
    .reduce((best, place) => (place.length > best.length ? place : best), '');
}

/**
 * Everything of a draft that a finding can be about, as JSON Pointers into the change set.
 * @param rowCounts how many payloads are shown, by operation
 */
export function placesOf({ cards }: Draft, rowCounts: readonly number[]): readonly string[] {
  const operations = cards.flatMap((card, index) => {
    const { fields, parts, hasPayloads } = kindOf(card.op);
    const shown = parts.filter((part) => card.parts.includes(part));
    const below = [
      ...fields,
      ...shown.flatMap((part) => [part, ...PART_FIELDS[part].map((name) => `${part}/${name}`)]),
      ...(hasPayloads ? payloadPlaces(rowCounts[index] ?? 0) : []),
    ];
    return ['', ...below.map((place) => `/${place}`)].map((place) => `/operations/${index}${place}`);
  });
  return ['/reason', ...operations];
}

function payloadPlaces(count: number): readonly string[] {
  const rows = Array.from({ length: count }, (_, row) => `payloads/${row}`);
  return [
    'payloads',
    ...rows.flatMap((row) => [row, ...['basearch', 'scheme', 'payload'].map((name) => `${row}/${name}`)]),
  ];
}
