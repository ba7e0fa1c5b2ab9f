import { measure, type Measured } from '../load/measure.js';
import type { Question } from '../load/question.js';
import { ASKERS_CORE, BOTH_CORES, moveTo } from '../machine/cores.js';
import { coreTime, idleShare } from '../machine/idle.js';
import type { PartResult, Row } from '../report/result.js';
import { median, ratiosOf } from '../report/statistics.js';
import type { RoostServer } from '../servers/roost-server.js';
import { findSubjects } from '../servers/subjects.js';
import { rollingExample, settle, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

const WORKERS = [1, 2] as const;
const ROUNDS = 5;
const LEAST_TIMES = 1.8;

export const workers: Part = { title: 'Workers', isQuick: false, measure: measureWorkers };

/**
 * Two workers and the load share two cores here, so their rate says little. What they do in a second of CPU time
 * says what they would do on two cores of their own, as long as no core of the machine was idle.
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

const NOTE = `Times: twice the requests per CPU second of two workers over those of one, so what two cores of their own
would do. It holds where the machine was hardly idle with two workers.`;

interface Sample extends Measured {
  /** Of all cores of the machine, 0 to 1. */
  readonly idle: number;
}

async function measureOne({ generator }: Stage, roost: RoostServer, question: Question): Promise<Sample> {
  const before = coreTime();
  const { address, pids } = roost;
  const measured = await measure(
    generator,
    { name: 'Roost', address, pids },
    { question, fresh: false, seconds: 2 },
  );
  return { ...measured, idle: idleShare(before, coreTime()) };
}

function rowOf(name: string, samples: readonly Sample[], one: readonly Sample[] | null): Row {
  const costs = (all: readonly Sample[]) => all.map(({ microseconds }) => microseconds ?? NaN);
  const ratios = one && ratiosOf(costs(one), costs(samples));
  const times = ratios && 2 * ratios.median;
  return {
    name: `${name} workers, identity, keep-alive`,
    cells: {
      workers: name,
      'requests/s': median(samples.map(({ perSecond }) => perSecond)),
      'CPU µs': median(costs(samples)),
      'cores busy': median(samples.map(({ cores }) => cores ?? NaN)),
      'machine idle %': 100 * median(samples.map(({ idle }) => idle)),
      ...{ times, least: ratios && 2 * ratios.least, most: ratios && 2 * ratios.most },
    },
    figure:
      times === null
        ? null
        : {
            kind: 'ratio',
            value: times,
            best: 2 * (ratios?.most ?? NaN),
            better: 'more',
            target: LEAST_TIMES,
          },
  };
}
