import { ApiProblem } from '../api/api-problem.js';
import type { Seen } from '../api/use-reviewed.js';
import { isFilled } from './compose.js';
import type { PayloadRow } from './draft.js';

/** A refusal whose sentence names places as people do: a JSON Pointer is none to them. */
export function inWords(problem: ApiProblem, nameOf: (path: string) => string): ApiProblem {
  const [whole = '', path = ''] = /^(\/\S*): /.exec(problem.refusal.detail) ?? [];
  if (whole === '') return problem;
  const name = nameOf(path);
  const rest = problem.refusal.detail.slice(whole.length);
  return new ApiProblem({ ...problem.refusal, detail: name === '' ? rest : `${name}: ${rest}` });
}

/**
 * What was said of a change, at the places that are on the screen: there the rows that were not sent are as well.
 * @param rows of each operation, as they are shown
 */
export function asShown<S extends Seen>(seen: S, rows: readonly (readonly PayloadRow[])[]): S {
  const move = <F extends { readonly path: string }>(fault: F): F => ({
    ...fault,
    path: shownPath(fault.path, rows),
  });
  const { problem, preview } = seen;
  const refusal = problem && { ...problem.refusal, errors: problem.refusal.errors.map(move) };
  return {
    ...seen,
    problem:
      refusal &&
      new ApiProblem({ ...refusal, detail: refusal.detail.replace(ROW, (path) => shownPath(path, rows)) }),
    preview: preview && { ...preview, findings: preview.findings.map(move) },
  };
}

/** @param path JSON Pointer into what was sent */
export function shownPath(path: string, rows: readonly (readonly PayloadRow[])[]): string {
  return path.replace(ROW, (sent, operation: string, place: string) => {
    const shown = (rows[Number(operation)] ?? []).flatMap((row, index) => (isFilled(row) ? [index] : []));
    const index = shown[Number(place)];
    return index === undefined ? sent : `/operations/${operation}/payloads/${index}`;
  });
}

const ROW = /^\/operations\/(\d+)\/payloads\/(\d+)(?=[/:]|$)/;
