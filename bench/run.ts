import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Child } from './child.js';
import { cameToRest, idleShare, requireLinux } from './cpu.js';
import { measure, type Effort, type Parties } from './measure.js';
import { HELP, readOptions, type Options } from './options.js';
import { pin } from './pin.js';
import { pollOf, pollOfSomebody } from './poll.js';
import { printed, reportOf, type Report } from './report.js';
import { makeRollingGraphData } from './rolling-graph-data.js';
import { RoostServer } from './roost-server.js';
import { findSubjects } from './subjects.js';

const FULL: Effort = {
  rounds: 5,
  requests: { 'keep-alive': 50_000, 'new connection': 10_000 },
  mostMs: 2500,
};
const QUICK: Effort = {
  rounds: 3,
  requests: { 'keep-alive': 20_000, 'new connection': 5_000 },
  mostMs: 1000,
};

const GRAPH_DATA = join(import.meta.dirname, '../../graph-data');

/** What is to be undone in the end, last things first. */
type Undo = (() => Promise<void> | void)[];

async function bench(options: Options, undo: Undo): Promise<Report> {
  requireLinux();
  const effort = options.quick ? QUICK : FULL;
  const parties = await gather(options, undo);
  return reportOf(await measure(parties, effort), parties, effort);
}

async function gather({ database, quick }: Options, undo: Undo): Promise<Parties> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-bench-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const graphData = join(folder, 'graph-data');
  const node = await makeRollingGraphData(GRAPH_DATA, graphData);
  const roost = await RoostServer.start({ graphData, dataDir: join(folder, 'data'), database });
  undo.push(() => roost.stop());
  await roost.ready(pollOfSomebody(pollOf(node, 'localhost', ['accept-encoding: gzip'])));
  const [load, peer] = [new Child('load.js'), new Child('bare-server.js')];
  undo.push(() => [load, peer].forEach((child) => child.stop()));
  await cameToRest(roost.pid, 40);
  await pin([roost.pid, peer.pid], [load.pid]);
  const seconds = quick ? 2 : 3;
  const [ofPeer, ofRoost] = await Promise.all([peer, roost].map(async ({ pid }) => idleShare(pid, seconds)));
  const idle = { peer: ofPeer ?? 0, roost: ofRoost ?? 0 };
  return { node, load, peer, roost, subjects: await findSubjects(roost.port, node), idle };
}

/** @returns the exit status */
async function run(options: Options): Promise<number> {
  const undo: Undo = [];
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cleanUp(undo).then(() => process.exit(1)));
  }
  try {
    const report = await bench(options, undo);
    process.stdout.write(printed(report));
    if (options.json !== null) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
    return 0;
  } finally {
    await cleanUp(undo);
  }
}

async function cleanUp(undo: Undo): Promise<void> {
  for (let step = undo.pop(); step; step = undo.pop()) await step();
}

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options !== 'help') return await run(options);
    process.stdout.write(HELP);
    return 0;
  } catch (error) {
    process.stderr.write(
      `bench: could not measure: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
}

process.exit(await main(process.argv.slice(2)));
