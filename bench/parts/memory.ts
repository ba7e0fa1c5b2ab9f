import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootedNode } from '../data/booted-node.js';
import { makeStream } from '../data/made-stream.js';
import type { Question } from '../load/question.js';
import { residentMiB } from '../machine/processes.js';
import type { PartResult, Row } from '../report/result.js';
import type { RoostServer } from '../servers/roost-server.js';
import { findSubjects } from '../servers/subjects.js';
import { settle, startRoost, type Stage } from '../stage.js';
import type { Part } from './part.js';

const STREAMS = 5;
const RELEASES = 200;
/** How large the stream is that one of the servers has more. */
const MORE_RELEASES = 2_000;
const REQUESTS = 5_000_000;
/** After so many, a server that only grows while it is warming up has its size. */
const WARM_REQUESTS = 500_000;

const MOST_MIB = 150;
/** Noise of the collector let pass, in MiB: a leak of six bytes for each request would be more. */
const MOST_GROWTH_MIB = 25;

export const memory: Part = { title: 'Memory', isQuick: false, measure: measureMemory };

async function measureMemory(stage: Stage): Promise<PartResult> {
  const [shared] = await serverWith(stage, { workers: 2 });
  const ofWorker = memoryOf(shared.pids.slice(1)) / 2;
  await shared.stop();
  const [small, node] = await serverWith(stage, {});
  const atStart = memoryOf(small.pids);
  const [large] = await serverWith(stage, { more: MORE_RELEASES });
  const growth = (1000 * (memoryOf(large.pids) - atStart)) / MORE_RELEASES;
  await large.stop();
  const { '304': question } = await findSubjects(small.address, node);
  const warm = await afterRequests(stage, { roost: small, question, requests: WARM_REQUESTS });
  const rest = REQUESTS - warm.requests;
  const end = await afterRequests(stage, { roost: small, question, requests: rest });
  const rows = [
    rowOf(`a worker of WORKERS=2, ${STREAMS} streams of ${RELEASES} releases`, ofWorker, MOST_MIB),
    rowOf('WORKERS=1, where one process does everything', atStart, MOST_MIB),
    rowOf(`after ${warm.requests} requests`, warm.mib, MOST_MIB),
    rowOf(`after ${warm.requests + end.requests} requests`, end.mib, MOST_MIB),
    rowOf('growth between these two', end.mib - warm.mib, MOST_GROWTH_MIB),
    rowOf(`for 1000 releases more in the table`, growth, null),
  ];
  const database = stage.database ? 'PostgreSQL' : 'the embedded database, which takes half of it';
  return {
    title: memory.title,
    rows,
    notes: [`Resident memory of a server with ${database}; each request has its own uuid.`],
  };
}

interface Wish {
  readonly workers?: number;
  /** Releases of one stream more. */
  readonly more?: number;
}

async function serverWith(
  stage: Stage,
  { workers = 1, more = 0 }: Wish,
): Promise<readonly [RoostServer, BootedNode]> {
  const graphData = await mkdtemp(join(stage.folder, 'memory-'));
  const nodes: BootedNode[] = [];
  for (let number = 0; number < STREAMS; number++) {
    nodes.push(await makeStream(graphData, { name: `stream-${number}`, releases: RELEASES, images: true }));
  }
  if (more > 0) nodes.push(await makeStream(graphData, { name: 'more', releases: more, images: true }));
  const [node] = nodes;
  if (!node) throw new Error('there is no stream');
  // The second start is the usual one: the first has read documents, and has not given all of that back.
  const first = await startRoost(stage, { graphData });
  await first.stop();
  const roost = await startRoost(stage, { graphData, workers, ...first.home });
  await settle(roost, nodes);
  return [roost, node];
}

function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + residentMiB(pid), 0);
}

interface Rush {
  readonly roost: RoostServer;
  readonly question: Question;
  readonly requests: number;
}

async function afterRequests({ generator }: Stage, { roost, question, requests }: Rush) {
  let answered = 0;
  while (answered < requests) {
    const outcome = await generator.run({ address: roost.address, question, fresh: false, seconds: 5 });
    answered += outcome.answered;
  }
  return { requests: answered, mib: memoryOf(roost.pids) };
}

function rowOf(name: string, mib: number, target: number | null): Row {
  return {
    name,
    cells: { what: name, MiB: mib },
    figure: { kind: 'measure', value: mib, best: mib, better: 'less', target },
  };
}
