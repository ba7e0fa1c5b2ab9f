import { CONNECTIONS } from '../load/generator.js';
import { measure } from '../load/measure.js';
import { isPacedReport, type Latencies } from '../load/paced-job.js';
import type { Question } from '../load/question.js';
import { Child } from '../machine/child.js';
import { ASKERS_CORE } from '../machine/cores.js';
import type { PartResult, Row } from '../report/result.js';
import { median } from '../report/statistics.js';
import { Bare } from '../servers/bare.js';
import { findSubjects } from '../servers/subjects.js';
import type { Target } from '../servers/target.js';
import { rollingExample, settleOnCore, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

export const latency: Part = { title: 'Latency', isQuick: true, measure: measureLatency };

/** More than bare node:http, in milliseconds, that the 99th percentile may be. */
const MOST_ABOVE_MS = 2;

async function measureLatency(stage: Stage): Promise<PartResult> {
  const [targets, question] = await gather(stage);
  const paced = new Child('load/paced-load.js', ASKERS_CORE);
  stage.undo.add(() => paced.stop());
  const perSecond = Math.floor((await saturation(stage, targets, question)) / 2);
  const samples = targets.map((): Latencies[] => []);
  for (let round = 0; round < (stage.quick ? 2 : 3); round++) {
    for (const [index, target] of targets.entries()) {
      const job = { perSecond, seconds: stage.quick ? 1 : 3 };
      samples[index]?.push(await pacedLatencies(paced, { target, question, job }));
    }
  }
  const [roost, bare] = samples.map(middles);
  if (!roost || !bare) throw new Error('nothing was measured');
  const rows = [rowOf('Roost', roost, bare), rowOf('node:http', bare, null)];
  const rate = `${perSecond} requests per second, half of what the slower of the two can do`;
  return {
    title: latency.title,
    rows,
    notes: [`identity, keep-alive, ${CONNECTIONS} connections, ${rate}.`],
  };
}

async function gather(stage: Stage): Promise<readonly [readonly Target[], Question]> {
  const [graphData, node] = await rollingExample(stage);
  const roost = await startRoost(stage, { graphData });
  const bare = new Bare();
  stage.undo.add(() => bare.stop());
  await settleOnCore([roost], [node]);
  const { identity } = await findSubjects(roost.address, node);
  const ours = { name: 'Roost', address: roost.address, pids: roost.pids };
  return [[ours, await bare.teach(identity)], identity];
}

/** The second time counts: programs are compiled by then. */
async function saturation(
  { generator }: Stage,
  targets: readonly Target[],
  question: Question,
): Promise<number> {
  const order = { question, fresh: false, seconds: 1 };
  for (const target of targets) await measure(generator, target, order);
  const rates: number[] = [];
  for (const target of targets) rates.push((await measure(generator, target, order)).perSecond);
  return Math.min(...rates);
}

interface PacedRun {
  readonly target: Target;
  readonly question: Question;
  readonly job: { readonly perSecond: number; readonly seconds: number };
}

async function pacedLatencies(paced: Child, { target, question, job }: PacedRun): Promise<Latencies> {
  const { poll, answer } = question;
  const expected = { status: answer.status, length: answer.body.length };
  const what = { address: target.address, poll, connections: CONNECTIONS, ...expected, ...job };
  const report = await paced.ask(what, job.seconds * 1000 + 10_000);
  if (!isPacedReport(report)) throw new Error('the load process does not say how it went');
  if (report.fault !== null) throw new Error(`${target.name} under paced load: ${report.fault}`);
  return report.latencies;
}

function middles(rounds: readonly Latencies[]): Latencies {
  const of = (name: keyof Latencies) => median(rounds.map((round) => round[name]));
  return { p50: of('p50'), p99: of('p99'), p999: of('p999') };
}

function rowOf(name: string, { p50, p99, p999 }: Latencies, bare: Latencies | null): Row {
  const above = bare && p99 - bare.p99;
  return {
    name,
    cells: { server: name, 'p50 ms': p50, 'p99 ms': p99, 'p99.9 ms': p999, 'p99 above node:http ms': above },
    figure:
      above === null
        ? null
        : { kind: 'measure', value: above, best: above, better: 'less', target: MOST_ABOVE_MS },
  };
}
