/** One server that answers on the fast lane, one that answers beside it, and data with something of everything. */
import { DEFAULT_LIMITS, type Limits } from '../../src/adapters/http/limits/limits.js';
import type { Release, Rollout } from '../../src/graph/model.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { digestOf } from '../graph/aliased-streams.js';
import { plain, type Heard } from './raw-caller.js';
import { RunningApp } from './running-app.js';

/** For `describe.each`: whatever stands there holds on the lane and beside it. */
export const LANES = [
  ['on the fast lane', true],
  ['beside the fast lane', false],
] as const;

const NOW = 1_800_000_000;

/** What graphs are asked for with, whose answers are the same for everybody. */
export const GRAPH = '/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0.5';

export const CHECKSUM_ALIAS = 'e'.repeat(64);
export const imageOf = (number: number): string => `quay.io/os@${digestOf(number)}`;

export interface Start {
  readonly fastLane: boolean;
  readonly limits?: Partial<Limits>;
  readonly beside?: RunningApp;
  /** Whether there is a stream `large`, too: 1,500 releases. */
  readonly large?: boolean;
}

/** A server with streams that have two rollouts, aliases, both schemes and two basearches. */
export async function startLane({ fastLane, limits, beside, large = false }: Start): Promise<RunningApp> {
  const settings = { fastLane, limits: { ...DEFAULT_LIMITS, ...limits } };
  const app = await RunningApp.start({ now: NOW, settings, ...(beside && { beside }) });
  if (!beside) {
    await app.store.change('stable', (now) => ({ ...releasesAre(...STABLE)(now), aliases: ['24.03'] }), NOTE);
    await app.store.change('empty', releasesAre(), NOTE);
    if (large) await app.store.change('large', releasesAre(...LARGE), NOTE);
  }
  await app.refresh();
  await app.settled();
  return app;
}

/** Both, with the same data. */
export class BothLanes {
  private constructor(
    readonly lane: RunningApp,
    readonly beside: RunningApp,
  ) {}

  static async start(limits: Partial<Limits> = {}): Promise<BothLanes> {
    const lane = await startLane({ fastLane: true, limits });
    return new BothLanes(lane, await startLane({ fastLane: false, limits, beside: lane }));
  }

  async close(): Promise<void> {
    await this.beside.close();
    await this.lane.close();
  }

  /** Has the same done to each, and says it without dates and ids. */
  async each(talk: Talk): Promise<Both> {
    const both = await this.#each(talk, QUIET_MS);
    // Others had the machine for longer than we waited, perhaps.
    return isSame(both) ? both : this.#each(talk, DOUBT_MS);
  }

  async #each(talk: Talk, quietMs: number): Promise<Both> {
    const [lane, beside] = await Promise.all([talk(this.lane, quietMs), talk(this.beside, quietMs)]);
    return [
      { ...lane, text: plain(lane.text) },
      { ...beside, text: plain(beside.text) },
    ];
  }
}

/** @param quietMs after how many milliseconds of silence nothing more is waited for */
type Talk = (app: RunningApp, quietMs: number) => Promise<Heard>;
export type Both = readonly [lane: Heard, beside: Heard];

/** At first, and where the two differ. */
const [QUIET_MS, DOUBT_MS] = [60, 3000];

export function isSame([lane, beside]: Both): boolean {
  return lane.text === beside.text && lane.closed === beside.closed;
}

const rollout = (startEpoch: number, startFraction: number, durationMinutes: number): Rollout => ({
  ...{ startEpoch, startFraction, durationMinutes, basearches: null, pause: null },
});

function numbered(number: number, more: Partial<Release>): Release {
  const version = String(number);
  const checksum = version.padStart(64, '0');
  return release(version, {
    payloads: [
      { basearch: 'aarch64', scheme: 'checksum', payload: checksum.replace('0', 'a') },
      { basearch: 'x86_64', scheme: 'checksum', payload: checksum },
      { basearch: 'x86_64', scheme: 'oci', payload: imageOf(number) },
    ],
    ...more,
  });
}

const STABLE: readonly Release[] = [
  numbered(1, {}),
  numbered(2, {
    barrier: { reason: 'https://example.com/keys', basearches: null },
    aliases: [
      { basearch: 'x86_64', scheme: 'checksum', payload: CHECKSUM_ALIAS, reason: 'labels' },
      { basearch: 'x86_64', scheme: 'oci', payload: imageOf(22), reason: 'labels' },
    ],
  }),
  numbered(3, { deadend: { reason: 'https://example.com/dead', basearches: ['aarch64'] } }),
  numbered(4, { rollout: rollout(NOW - 3600, 0, 180) }),
  numbered(5, { rollout: rollout(NOW - 600, 0, 100) }),
];

const LARGE = Array.from({ length: 1500 }, (_, index) => numbered(index + 1, {}));
