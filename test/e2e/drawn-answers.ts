import { expect } from 'vitest';

/** Answers of operators' requests in a line or few, so that tables can hold all of them: nothing is left out but prose. */

interface Finding {
  readonly code: string;
  readonly severity?: string;
  readonly path: string;
  readonly message: string;
}

interface Point {
  readonly version: string;
  readonly at: string;
  readonly throttle: number;
}

interface Diff {
  readonly basearch: string;
  readonly scheme: string;
  readonly nodes_added: readonly string[];
  readonly nodes_removed: readonly string[];
  readonly nodes_changed: readonly string[];
  readonly edges_added: readonly (readonly string[])[];
  readonly edges_removed: readonly (readonly string[])[];
  readonly stranded: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- supertest has it so
  readonly body: any;
}

/** A change or a refusal of one. */
export function drawn(answer: Answer): readonly string[] {
  return answer.status < 400 ? drawnChange(answer) : drawnProblem(answer);
}

function drawnChange({ status, body }: Answer): readonly string[] {
  const { revision, dry_run: tried, changed, warnings, exposure, diff, ...more } = body;
  const words = [status, `r${revision}`, ...(changed ? [] : ['unchanged']), ...(tried ? ['tried'] : [])];
  return [
    words.join(' '),
    ...warnings.map(drawnFinding),
    ...exposure.map(drawnPoint),
    ...diff.map(drawnDiff),
    ...Object.entries(more).map(([key, value]) => `${key} ${JSON.stringify(value)}`),
  ];
}

/** @see RFC 9457 */
export function drawnProblem({ status, headers, body }: Answer): readonly string[] {
  const { type, title, detail, kind, errors = [], diff = [], exposure = [], ...more } = body;
  expect(headers['content-type']).toBe('application/problem+json');
  expect([type, title, detail]).toEqual([
    `/docs/errors#${kind}`,
    expect.stringMatching(/./),
    expect.stringMatching(/./),
  ]);
  expect(more).toEqual({ status });
  return [
    `${status} ${kind}`,
    ...errors.map(drawnFinding),
    ...exposure.map(drawnPoint),
    ...diff.map(drawnDiff),
  ];
}

function drawnFinding({ code, severity, path, message, ...more }: Finding): string {
  expect([message, more]).toEqual([expect.stringMatching(/./), {}]);
  return [severity, code, path].filter(Boolean).join(' ');
}

function drawnPoint({ version, at, throttle, ...more }: Point): string {
  expect(more).toEqual({});
  return `${version} ${at} ${throttle}`;
}

/** `+` added, `-` removed, `~` changed, `!` stranded. */
export function drawnDiff(diff: Diff): string {
  const { basearch, scheme, nodes_added: added, nodes_removed: removed, nodes_changed: changed } = diff;
  const { edges_added: edgesAdded, edges_removed: edgesRemoved, stranded, ...more } = diff;
  expect(Object.keys(more)).toHaveLength(5);
  return [
    ...[basearch, scheme],
    ...[...added.map((one) => `+${one}`), ...removed.map((one) => `-${one}`)],
    ...changed.map((one) => `~${one}`),
    ...[
      ...edgesAdded.map((edge) => `+${edge.join('>')}`),
      ...edgesRemoved.map((edge) => `-${edge.join('>')}`),
    ],
    ...stranded.map((one) => `!${one}`),
  ].join(' ');
}
