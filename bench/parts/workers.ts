import { measure, type Measured } from '../load/measure.js';
import type { Question } from '../load/question.js';
import { ASKERS_CORE, BOTH_CORES, moveTo } from '../machine/cores.js';
import { busiestShare, threadSeconds } from '../machine/cpu.js';
import { coreTime, idleShare } from '../machine/idle.js';
import type { Figure, PartResult, Row } from '../report/result.js';
import { median, ratiosOf, type Ratios } from '../report/statistics.js';
import type { RoostServer } from '../servers/roost-server.js';
import { findSubjects } from '../servers/subjects.js';
import { rollingExample, settle, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

const WORKERS = [1, 2] as const;
const ROUNDS = 5;
const LEAST_TIMES = 1.8;

export const workers: Part = { title: 'Workers', isQuick: false, measure: measureWorkers };

/**
 * Two workers and the load share two cores here, so their rate says little. What a request costs all of them together
 * says what they would do on two cores of their own.
 */
async function measureWorkers(stage: Stage): Promise<PartResult> {
  if (!stage.database)
    return { title: workers.title, rows: [], notes: ['Left out: there is no PostgreSQL here.'] };
  const [graphData, node] = await rollingExample(stage);
  const roosts: RoostServer[] = [];
  for (const count of WORKERS) roosts.push(await startRoost(stage, { graphData, workers: count }));
  for (const roost of roosts) await settle(roost, [node]);
  // Whoever asks must not be kept on one core when a server has both.
  await moveTo(BOTH_CORES, [process.pid]);
  stage.undo.add(() => moveTo(ASKERS_CORE, [process.pid]));
  const samples = roosts.map((): Sample[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, roost] of roosts.entries()) {
      const sample = await measureOne(stage, roost, (await findSubjects(roost.address, node)).identity);
      // The first is for warming up.
      if (round >= 0) samples[index]?.push(sample);
    }
  }
  const [one = [], two = []] = samples;
  return { title: workers.title, rows: [rowOf('1', one, null), rowOf('2', two, one)], notes: [NOTE] };
}

const NOTE = `Times: as many requests as two workers would answer on two cores of their own, by what a request costs all processes
together, and as one worker answers on one. Busiest thread: which worker gets a connection is for the system to say; of
connections that all come at once and stay, as wrk's do, one worker has more, and its core is the first to be full.`;

interface Sample extends Measured {
  /** CPU microseconds of the busiest thread for each request. */
  readonly busiest: number;
  /** Of all cores of the machine, 0 to 1. */
  readonly idle: number;
}

async function measureOne({ generator }: Stage, roost: RoostServer, question: Question): Promise<Sample> {
  const { address, pids } = roost;
  const [cores, threads] = [coreTime(), threadSeconds(pids)];
  const order = { question, fresh: false, seconds: 2 };
  const measured = await measure(generator, { name: 'Roost', address, pids }, order);
  const busiest = (measured.microseconds ?? NaN) * busiestShare(threads, threadSeconds(pids));
  return { ...measured, busiest, idle: idleShare(cores, coreTime()) };
}

function rowOf(name: string, samples: readonly Sample[], one: readonly Sample[] | null): Row {
  const costs = (all: readonly Sample[]) => all.map(({ microseconds }) => microseconds ?? NaN);
  const times =
    one &&
    ratiosOf(
      costs(one).map((cost) => cost * 2),
      costs(samples),
    );
  return {
    name: `${name} workers, identity, keep-alive`,
    cells: {
      workers: name,
      'requests/s': median(samples.map(({ perSecond }) => perSecond)),
      'CPU µs': median(costs(samples)),
      'busiest thread µs': median(samples.map(({ busiest }) => busiest)),
      'cores busy': median(samples.map(({ cores }) => cores ?? NaN)),
      'machine idle %': 100 * median(samples.map(({ idle }) => idle)),
      ...{ times: times?.median ?? null, least: times?.least ?? null, most: times?.most ?? null },
    },
    figure: times && judged(times),
  };
}

function judged({ median: value, most: best }: Ratios): Figure {
  return { kind: 'ratio', value, best, better: 'more', target: LEAST_TIMES };
}
