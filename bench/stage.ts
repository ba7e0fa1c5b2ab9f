import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootedNode } from './data/booted-node.js';
import { makeRollingGraphData } from './data/rolling-graph-data.js';
import type { Generator } from './load/generator.js';
import { cameToRest } from './machine/cpu.js';
import { moveTo, SERVERS_CORE } from './machine/cores.js';
import type { DatabaseServer } from './servers/database.js';
import type { GivenPeer } from './servers/given-peer.js';
import { RoostServer, type RoostSettings } from './servers/roost-server.js';
import { hasGzip } from './servers/subjects.js';
import type { Undo } from './undo.js';

/** What every part of the bench has to work with. */
export interface Stage {
  /** Whether to be done soon rather than exact. */
  readonly quick: boolean;
  readonly peers: readonly GivenPeer[];
  /** A folder of this run. */
  readonly folder: string;
  /** `null` where there is no PostgreSQL: servers have their embedded databases then. */
  readonly database: DatabaseServer | null;
  readonly generator: Generator;
  /** Done at the end of the part. */
  readonly undo: Undo;
}

/** Compressing the largest graph as well as can be takes a while. */
const REST_PATIENCE_SECONDS = 180;

const EXAMPLE = join(import.meta.dirname, '../../graph-data');

/** The example data with rollouts that run. @returns its folder, and a node to ask as */
export async function rollingExample({ folder }: Stage): Promise<readonly [string, BootedNode]> {
  const graphData = await mkdtemp(join(folder, 'graph-data-'));
  return [graphData, await makeRollingGraphData(EXAMPLE, graphData)];
}

export type Variation = Pick<RoostSettings, 'graphData'> & Partial<RoostSettings>;

/** Starts a server of its own on a database of its own; both are gone after the part. */
export async function startRoost(stage: Stage, variation: Variation): Promise<RoostServer> {
  const roost = await RoostServer.start({
    dataDir: await mkdtemp(join(stage.folder, 'data-')),
    database: (await stage.database?.create()) ?? null,
    fastLane: true,
    workers: 1,
    watched: false,
    ...variation,
  });
  stage.undo.add(() => roost.stop());
  await roost.ready();
  return roost;
}

/** Waits until a server has made all that it can make ahead. @param nodes one of each stream that will be asked for */
export async function settle(roost: RoostServer, nodes: readonly BootedNode[]): Promise<void> {
  for (const node of nodes) await roost.until(() => hasGzip(roost.address, node));
  await cameToRest(roost.pids, REST_PATIENCE_SECONDS);
}

/** Settles servers and puts them where the CPU time of requests is counted. */
export async function settleOnCore(
  roosts: readonly RoostServer[],
  nodes: readonly BootedNode[],
): Promise<void> {
  await Promise.all(roosts.map((roost) => settle(roost, nodes)));
  for (const roost of roosts) await moveTo(SERVERS_CORE, roost.pids);
}
