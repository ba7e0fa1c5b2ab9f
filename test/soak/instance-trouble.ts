import { now, pause } from './clock.js';
import type { Instance } from './instance.js';
import type { Outages } from './outages.js';
import { REFRESH_MS } from './plan.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import type { RevisionWatch } from './revision-watch.js';
import { Turn } from './turn.js';
import type { Upstream } from './upstream.js';

/** Then another has taken over, and asks. */
const READER_MS = REFRESH_MS + 3000;
const TAKEOVER_LIMIT_MS = 30_000;

export interface InstanceTroubleParts {
  /** Those that may be killed. */
  readonly victims: readonly Instance[];
  readonly outages: Outages;
  readonly watches: readonly RevisionWatch[];
  /** `null` where nothing is mirrored. */
  readonly upstream: Upstream | null;
  /** Cuts the connection that whoever reads the upstream has to the database. @returns whether there was one */
  readonly cutReader: () => Promise<boolean>;
  readonly record: Record;
  readonly random: Random;
}

/** Kills instances with -9, one at a time, and starts them again. */
export class InstanceTrouble {
  readonly #turn = new Turn();
  /** When one was killed that had the upstream to read, in milliseconds since the Unix epoch. */
  readerKilledAt = 0;

  constructor(private readonly parts: InstanceTroubleParts) {}

  async work(everyMs: number, stop: AbortSignal): Promise<void> {
    const { random } = this.parts;
    const began = now();
    for (let count = 1; ; count++) {
      await pause(began + count * everyMs - now(), stop);
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

  /** Whoever asks the upstream, so that somebody has to take over; where that must live, it loses its connection. */
  async #choose(): Promise<Instance> {
    const { victims, random, cutReader, record } = this.parts;
    for (let attempt = 0; attempt < 3; attempt++) {
      const reader = await this.#reader();
      const victim = victims.find(({ pid }) => pid === reader);
      if (victim) return victim;
      if (reader === null || !(await cutReader())) break;
      record.event('the connection of whoever reads the upstream is cut');
      await pause(READER_MS);
    }
    return random.pick(victims);
  }

  /** The process that has asked the upstream last; `null` where nobody has. */
  async #reader(): Promise<number | null> {
    const { upstream } = this.parts;
    const askers = await upstream?.askersSince(now() - 2 * READER_MS);
    return askers?.at(-1)?.pid ?? null;
  }

  async #kill(victim: Instance): Promise<void> {
    const { record } = this.parts;
    const { pid } = victim;
    const reader = await this.#reader();
    record.event(`kill -9 of ${victim.name}`);
    record.count('kills of instances');
    const killedAt = now();
    await victim.kill();
    if (reader !== pid) return;
    this.readerKilledAt = killedAt;
    void this.#awaitTakeover(killedAt, pid);
  }

  /** How long until somebody else asks the upstream; time without a database does not count. */
  async #awaitTakeover(since: number, pid: number): Promise<void> {
    const { upstream, outages, record } = this.parts;
    for (;;) {
      const askers = (await upstream?.askersSince(since)) ?? [];
      const asked = askers.find((one) => one.pid !== pid)?.at;
      const until = asked ?? now();
      // It cannot be seen who asks.
      if (upstream?.absences.touch(since, until)) return;
      const took = until - since - outages.within(since, until);
      if (asked !== undefined || took > TAKEOVER_LIMIT_MS) {
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
