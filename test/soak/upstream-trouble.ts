import type { Fleet } from './fleet.js';
import type { Following } from './following.js';
import { eventually, now, pause } from './clock.js';
import type { MirroredStream } from './mirrored-stream.js';
import type { Outages } from './outages.js';
import { FOLLOW_MS, type Plan } from './plan.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import { HEALING_MS } from './revision-watch.js';
import { FAULTS, type Fault, type Upstream } from './upstream.js';

/** Long enough to be read several times, and short enough that nobody has stopped trying. */
const FAULT_MS = 7000;
/** Documents that were read cannot be taken. */
const BROKEN: ReadonlySet<Fault> = new Set(['half', 'html', 'lost', 'types', 'cut', 'error']);

export interface UpstreamTroubleParts {
  readonly upstream: Upstream;
  readonly streams: readonly MirroredStream[];
  readonly following: Following;
  readonly fleet: Fleet;
  readonly outages: Outages;
  readonly plan: Plan;
  readonly record: Record;
  readonly random: Random;
}

/** Publishes at the upstream, breaks it and heals it, and measures how soon the instances are with it. */
export class UpstreamTrouble {
  /** How often each stream has been broken. */
  readonly #troubles = new Map<MirroredStream, number>();

  constructor(private readonly parts: UpstreamTroubleParts) {}

  /** A stream goes on whatever is wrong there: instances see it when they can. */
  async publish(stream: MirroredStream, stop: AbortSignal): Promise<void> {
    const { random, following, record } = this.parts;
    while (!stop.aborted) {
      await pause(random.between(2000, 5000), stop);
      stream.documents.publish(Math.floor(now() / 1000));
      record.count('publications upstream');
      if (!this.#isWell(stream)) continue;
      const troubles = this.#troubles.get(stream);
      const isWell = () => this.#troubles.get(stream) === troubles && !stop.aborted;
      for (const took of await following.measure(stream, stream.documents.newest, isWell)) {
        record.measure('source followed', took);
      }
    }
  }

  async work(stop: AbortSignal): Promise<void> {
    for (let count = 0; ; count++) {
      await pause(3000, stop);
      const fault = FAULTS[count % FAULTS.length];
      if (stop.aborted || !fault) return;
      const isLong = count % FAULTS.length === 0;
      await this.#trouble(fault, isLong ? this.parts.plan.hangMs : FAULT_MS, stop);
    }
  }

  async #trouble(fault: Fault, milliseconds: number, stop: AbortSignal): Promise<void> {
    const { upstream, streams, random, record } = this.parts;
    const isWhole = fault === 'refuse' || random.happens(0.5);
    const broken = isWhole ? streams : [random.pick(streams)];
    const names = broken.map(({ name }) => name).join(', ');
    record.event(`upstream: ${fault} of ${names} for ${milliseconds} ms`);
    for (const stream of broken) this.#troubles.set(stream, (this.#troubles.get(stream) ?? 0) + 1);
    for (const { name } of broken) upstream.fail(fault, name);
    await pause(milliseconds, stop);
    if (BROKEN.has(fault) && !stop.aborted) await this.#awaitWord(fault, broken, stop);
    await upstream.heal();
    record.event('upstream: well again');
    if (!stop.aborted) await this.#awaitHealing(fault, broken, stop);
  }

  /** Somebody says what is wrong with them; while there is no database nobody reads them. */
  async #awaitWord(fault: Fault, broken: readonly MirroredStream[], stop: AbortSignal): Promise<void> {
    const { outages, record } = this.parts;
    const since = now();
    const isTold = await eventually(() => this.#isTold(broken), { withinMs: FOLLOW_MS, everyMs: 500, stop });
    if (isTold) return record.count('faults of the upstream told of');
    record.event(`nobody tells of ${fault}`);
    if (!outages.touch(since, now(), HEALING_MS)) record.count('faults of the upstream not told of');
  }

  async #isTold(broken: readonly MirroredStream[]): Promise<boolean> {
    const said = await Promise.all(this.parts.fleet.living.map(async (one) => one.readiness()));
    const sources = said.flatMap((one) => one ?? []).filter((one) => one.includes('"source"'));
    return broken.every(({ name }) => sources.some((one) => one.includes(`"${name}"`)));
  }

  async #awaitHealing(fault: Fault, broken: readonly MirroredStream[], stop: AbortSignal): Promise<void> {
    const { following, record } = this.parts;
    const took = await Promise.all(
      broken.map((stream) => following.measure(stream, stream.documents.newest, () => !stop.aborted)),
    );
    const slowest = Math.max(0, ...took.flat());
    for (const one of took.flat()) record.measure('healed source followed', one);
    record.event(`upstream: followed again ${Math.round(slowest)} ms after ${fault} was over`);
    if (slowest > FOLLOW_MS) record.event(`! that is over ${FOLLOW_MS} ms`);
  }

  #isWell(stream: MirroredStream): boolean {
    return this.parts.upstream.isWell(stream.name);
  }
}
