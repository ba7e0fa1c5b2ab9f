import { measure, type Measured } from '../load/measure.js';
import type { PartResult, Row } from '../report/result.js';
import { median, ratiosOf } from '../report/statistics.js';
import { ANSWERS, type AnswerKind } from '../servers/subjects.js';
import type { Stage } from '../stage.js';
import { BARE, gatherContestants, LANE_OFF, NGINX, ROOST, type Contestant } from './contestants.js';
import type { Part } from './part.js';

const WAYS = ['keep-alive', 'new connection'] as const;
type Way = (typeof WAYS)[number];

/** A question in one way, and what was measured of each contestant, round by round. */
interface Case {
  readonly way: Way;
  readonly answer: AnswerKind;
  readonly bodies: Map<string, number>;
  readonly samples: Map<string, readonly Measured[]>;
}

export const cost: Part = { title: 'Cost of a request', isQuick: true, measure: measureCost };

/**
 * A round visits every case, and in it all contestants right after each other, each round beginning with another
 * one: what the machine's neighbours do meets all alike.
 */
async function measureCost(stage: Stage): Promise<PartResult> {
  const contestants = await gatherContestants(stage);
  const all = WAYS.flatMap((way) => ANSWERS.map((answer) => emptyCase(way, answer)));
  const cases = stage.quick
    ? all.filter(({ way, answer }) => way === 'keep-alive' || answer === 'identity')
    : all;
  // As long as a round: a program is slow while it is still being compiled.
  for (const { way, answer } of stage.quick ? cases.slice(0, 1) : cases) {
    await measureCase(stage, contestants, emptyCase(way, answer));
  }
  for (let round = 0; round < (stage.quick ? 2 : 5); round++) {
    for (const one of cases) await measureCase(stage, rotated(contestants, round), one);
  }
  return {
    title: cost.title,
    rows: cases.flatMap((one) => rowsOf(one)),
    notes: [...notesOf(stage, contestants), disturbance(cases)],
  };
}

function emptyCase(way: Way, answer: AnswerKind): Case {
  return { way, answer, bodies: new Map(), samples: new Map() };
}

async function measureCase(stage: Stage, contestants: readonly Contestant[], one: Case): Promise<void> {
  for (const { name, prepare } of contestants) {
    if (stage.quick && isForFullRuns(name, one)) continue;
    const prepared = await prepare(one.answer);
    if (!prepared) continue;
    const { target, question } = prepared;
    const order = { question, fresh: one.way === 'new connection', seconds: 1 };
    const measured = await measure(stage.generator, target, order);
    one.bodies.set(name, question.answer.body.length);
    one.samples.set(name, [...(one.samples.get(name) ?? []), measured]);
  }
}

function rotated<T>(list: readonly T[], by: number): readonly T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

/** What a quick run leaves out of its cases. */
function isForFullRuns(name: string, { way, answer }: Case): boolean {
  if (way === 'new connection') return name !== ROOST && name !== BARE;
  return name === LANE_OFF && answer !== 'identity';
}

/** Roost beside each of the others, and Roost without its lane beside node:http. */
function rowsOf(one: Case): readonly Row[] {
  const others = [...one.samples.keys()].filter((name) => name !== ROOST && name !== LANE_OFF);
  const withoutLane = one.samples.has(LANE_OFF) ? [[LANE_OFF, BARE] as const] : [];
  const matches = [...withoutLane, ...others.map((other) => [ROOST, other] as const)];
  return matches.map(([subject, other]) => rowOf(one, subject, other));
}

function rowOf({ way, answer, bodies, samples }: Case, subject: string, other: string): Row {
  const [ours, theirs] = [samples.get(subject) ?? [], samples.get(other) ?? []];
  const byCpu = theirs.every(({ microseconds }) => microseconds !== null);
  // By rates the better one is the larger one: the other way round.
  const ratios = byCpu ? ratiosOf(costs(theirs), costs(ours)) : ratiosOf(rates(ours), rates(theirs));
  return {
    name: `${subject} / ${other}, ${way}, ${answer}`,
    cells: {
      ...{ connections: way, answer, 'body B': bodies.get(subject) ?? null, server: subject, against: other },
      'server µs': median(costs(ours)),
      'against µs': byCpu ? median(costs(theirs)) : null,
      ...{ ratio: ratios.median, least: ratios.least, most: ratios.most },
      'busy %': percent(ours, ({ cores }) => cores),
      'against busy %': byCpu ? percent(theirs, ({ cores }) => cores) : null,
    },
    figure: {
      kind: 'ratio',
      value: ratios.median,
      best: ratios.most,
      better: 'more',
      target: targetOf(way, answer, [subject, other]),
    },
  };
}

/** Of a core, the median. */
function percent(samples: readonly Measured[], of: (sample: Measured) => number | null): number {
  return Math.round(100 * median(samples.map((sample) => of(sample) ?? NaN)));
}

function disturbance(cases: readonly Case[]): string {
  const samples = cases.flatMap(({ samples: all }) => [...all.values()].flat());
  const taken = percent(
    samples.filter((one) => one.coresTaken !== null),
    (one) => one.coresTaken,
  );
  return `Other programs had the core for ${taken} % of the time when a server was ready to run (median).`;
}

function costs(samples: readonly Measured[]): readonly number[] {
  return samples.map(({ microseconds }) => microseconds ?? NaN);
}

function rates(samples: readonly Measured[]): readonly number[] {
  return samples.map(({ perSecond }) => perSecond);
}

/** The name under which the reference server is expected with `--peer`. */
const REFERENCE = 'reference';

function targetOf(way: Way, answer: AnswerKind, [subject, other]: readonly [string, string]): number | null {
  if (subject === LANE_OFF) return 0.88;
  if (other === REFERENCE) return 500;
  if (other === NGINX) return way === 'keep-alive' ? 0.9 : null;
  if (other !== BARE) return null;
  if (way === 'new connection') return 1.1;
  return answer === 'identity' ? 1.4 : 1.6;
}

function notesOf({ generator, quick }: Stage, contestants: readonly Contestant[]): readonly string[] {
  const isThere = (name: string) => contestants.some((one) => one.name === name);
  return [
    ...(generator.hasWrk ? [] : ['No wrk here: all load comes from our own process, which is slower.']),
    ...(isThere(NGINX) ? [] : ['No nginx here.']),
    ...(quick ? ['A quick run: two rounds of a second each, and not all rows of a full one.'] : []),
  ];
}
