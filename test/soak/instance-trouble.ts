import { now, pause } from './clock.js';
import type { Instance } from './instance.js';
import type { Outages } from './outages.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import type { RevisionWatch } from './revision-watch.js';
import { Turn } from './turn.js';
import type { Upstream } from './upstream.js';

const TAKEOVER_LIMIT_MS = 30_000;

export interface InstanceTroubleParts {
  /** Those that may be killed. */
  readonly victims: readonly Instance[];
  readonly outages: Outages;
  readonly watches: readonly RevisionWatch[];
  /** `null` where nothing is mirrored. */
  readonly upstream: Upstream | null;
  readonly record: Record;
  readonly random: Random;
}

/** Kills instances with -9, one at a time, and starts them again. */
export class InstanceTrouble {
  readonly #turn = new Turn();

  constructor(private readonly parts: InstanceTroubleParts) {}

  async work(everyMs: number, stop: AbortSignal): Promise<void> {
    const { random } = this.parts;
    for (;;) {
      await pause(everyMs, stop);
      if (stop.aborted) return;
      await this.#turn.take(async () => {
        const victim = await this.#choose();
        await this.#kill(victim);
        await pause(random.between(500, 3000));
        await this.#start(victim);
      });
    }
  }

  /** Kills one that then starts while the database is away, and stays away until it is ready. */
  async startWhileAway(takeAway: () => Promise<void>): Promise<void> {
    const { record, random } = this.parts;
    await this.#turn.take(async () => {
      const victim = random.pick(this.parts.victims);
      await this.#kill(victim);
      await takeAway();
      const took = await this.#start(victim);
      record.measure('ready, database away', took);
      const degraded = await victim.readiness();
      const isSaid = degraded?.some((one) => one.includes('"database"')) ?? false;
      if (isSaid) record.count('degraded without a database');
      record.event(`${victim.name} started without a database says ${degraded?.join(' ') ?? 'not ready'}`);
      // So that agents have asked it, too.
      await pause(2000);
    });
  }

  /** Whoever asks the upstream, so that somebody has to take over. */
  async #choose(): Promise<Instance> {
    const { upstream, victims, random } = this.parts;
    const askers = (await upstream?.askersSince(now() - 10_000)) ?? [];
    return victims.find(({ pid }) => pid === askers.at(-1)?.pid) ?? random.pick(victims);
  }

  async #kill(victim: Instance): Promise<void> {
    const { record, upstream } = this.parts;
    const { pid } = victim;
    const askers = (await upstream?.askersSince(now() - 10_000)) ?? [];
    record.event(`kill -9 of ${victim.name}`);
    record.count(`kills of instances`);
    const killedAt = now();
    await victim.kill();
    if (askers.at(-1)?.pid === pid) void this.#awaitTakeover(killedAt, pid);
  }

  /** How long until somebody else asks the upstream; time without a database does not count. */
  async #awaitTakeover(since: number, pid: number): Promise<void> {
    const { upstream, outages, record } = this.parts;
    for (;;) {
      const took = now() - since - outages.within(since, now());
      const others = ((await upstream?.askersSince(since)) ?? []).filter((one) => one.pid !== pid);
      if (others.length > 0 || took > TAKEOVER_LIMIT_MS) {
        record.event(`the upstream is asked by another instance after ${Math.round(took)} ms`);
        return record.measure('takeover', took);
      }
      await pause(50);
    }
  }

  /** @returns how long it took to be ready */
  async #start(victim: Instance): Promise<number> {
    const { record, outages, watches } = this.parts;
    record.event(`start of ${victim.name}`);
    victim.start();
    const { startedAt } = victim;
    const took = (await victim.becomesReady()) ?? Infinity;
    const wasAway = outages.touch(startedAt, now());
    if (wasAway) for (const watch of watches) watch.forget(victim.name);
    record.measure(wasAway ? 'ready, database away' : 'ready', took);
    record.event(`${victim.name} is ready after ${Math.round(took)} ms`);
    return took;
  }
}
