import type { PartResult } from '../report/result.js';
import { median } from '../report/statistics.js';
import { rollingExample, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

const STARTS = 5;
const MOST_SECONDS = 1.5;

export const start: Part = { title: 'Cold start', isQuick: false, measure: measureStart };

async function measureStart(stage: Stage): Promise<PartResult> {
  if (!stage.database)
    return { title: start.title, rows: [], notes: ['Left out: there is no PostgreSQL here.'] };
  const [graphData] = await rollingExample(stage);
  const first = await startRoost(stage, { graphData });
  await first.stop();
  const seconds: number[] = [];
  for (let count = 0; count < STARTS; count++) {
    const began = performance.now();
    const roost = await startRoost(stage, { graphData, ...first.home });
    seconds.push((performance.now() - began) / 1000);
    await roost.stop();
  }
  const name = 'from the start of the process to 200 at /readyz';
  const value = median(seconds);
  const cells = {
    what: name,
    'median s': value,
    'least s': Math.min(...seconds),
    'most s': Math.max(...seconds),
  };
  const figure = {
    kind: 'measure',
    value,
    best: Math.min(...seconds),
    better: 'less',
    target: MOST_SECONDS,
  } as const;
  const note = `The example data in a migrated PostgreSQL on the same machine, ${STARTS} starts.`;
  return { title: start.title, rows: [{ name, cells, figure }], notes: [note] };
}
