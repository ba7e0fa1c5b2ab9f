import { Agent } from './agent.js';
import { askAll } from './ask-all.js';
import { now, pause } from './clock.js';
import { checkAll } from './final-check.js';
import { groupOf, type Group } from './group.js';
import { hostilePhase } from './hostile-phase.js';
import type { Instance } from './instance.js';
import { Memory } from './memory.js';
import { MirroredStream } from './mirrored-stream.js';
import type { Options } from './options.js';
import type { Operator } from './operator.js';
import { Outages } from './outages.js';
import { planFor, type Plan } from './plan.js';
import { prepareMirrored } from './prepare-mirrored.js';
import { Random } from './random.js';
import { Record } from './record.js';
import { progress } from './report.js';
import type { Outcome } from './requirements.js';
import { Saboteur } from './saboteur.js';
import { setStage, type Stage } from './stage.js';
import { startAll, stopAll } from './start-and-stop.js';
import { troubleAll } from './trouble-all.js';

const OPERATOR_PACE_MS = 700;
/** What happened last is to be seen by agents, too. */
const QUIET_MS = 3000;

/** All that is asked, written and watched, from the first start to the last check. */
export class Soak {
  readonly record = new Record();
  readonly plan: Plan;
  readonly shared: Group;
  readonly alone: Group;
  readonly #saboteur: Saboteur;
  readonly #memory = new Memory();

  private constructor(
    readonly stage: Stage,
    private readonly options: Options,
  ) {
    this.plan = planFor(options.minutes);
    this.#saboteur = new Saboteur(options.sabotage, this.random('saboteur'));
    const { shared, embedded, postgres, token } = stage;
    const random = (salt: string) => this.random(salt);
    const parts = { token, record: this.record, saboteur: this.#saboteur, random };
    const { outages } = postgres;
    this.shared = groupOf({ ...parts, instances: shared, outages, names: ['stable', 'lts'] });
    this.alone = groupOf({ ...parts, instances: [embedded], outages: new Outages(), names: ['home'] });
  }

  /** Starts everything, and has it in order before there is trouble. */
  static async prepare(room: Pick<Stage, 'folder' | 'clear'>, options: Options): Promise<Soak> {
    const soak = new Soak(await setStage(room, options.seed), options);
    await startAll(soak.#instances, soak.record);
    for (const { operators } of soak.#groups) for (const operator of operators) await operator.prepare();
    const streams = soak.stage.documents.map((one) => new MirroredStream(one, soak.shared.outages));
    for (const stream of streams) {
      if (await prepareMirrored(stream, soak.stage)) soak.shared.mirrored.push(stream);
      else soak.record.event(`! ${stream.name} is not mirrored`);
    }
    return soak;
  }

  async run(): Promise<Outcome> {
    const [trouble, writing, asking] = [new AbortController(), new AbortController(), new AbortController()];
    const asked = askAll(this.#groups, (salt) => this.agent(salt), asking.signal);
    const written = Promise.all(
      this.#operators.map(async (one) => one.work(OPERATOR_PACE_MS, writing.signal)),
    );
    const troubled = troubleAll(this, trouble.signal);
    // Whichever breaks is waited for below, in its turn.
    for (const one of [asked, written, troubled]) void one.catch(() => undefined);
    await this.#watch();
    trouble.abort();
    await troubled;
    await pause(QUIET_MS);
    writing.abort();
    await written;
    await Promise.all(this.#groups.map(async ({ visibility }) => visibility.end()));
    await this.#check();
    asking.abort();
    await asked;
    await stopAll(this.#instances, this.record);
    await startAll(this.#instances, this.record);
    await this.#check();
    await this.#attack();
    return {
      plan: this.plan,
      record: this.record,
      memory: this.#memory,
      instances: 2 * this.#instances.length,
    };
  }

  /** @param salt whose choices they are */
  random(salt: string): Random {
    return new Random(this.options.seed, salt);
  }

  agent(salt: string): Agent {
    return new Agent(this.record, this.#saboteur, this.random(salt));
  }

  get #groups(): readonly Group[] {
    return [this.shared, this.alone];
  }

  get #operators(): readonly Operator[] {
    return this.#groups.flatMap(({ operators }) => operators);
  }

  get #instances(): readonly Instance[] {
    return this.#groups.flatMap(({ fleet }) => fleet.instances);
  }

  /** For as long as it is troubled. */
  async #watch(): Promise<void> {
    const end = new AbortController();
    const watched = this.#memory.watch(this.stage.shared[0]?.pid ?? 0, end.signal);
    const began = now();
    for (let left = this.plan.totalMs; left > 0; left = began + this.plan.totalMs - now()) {
      await pause(Math.min(10_000, left));
      process.stdout.write(progress(this.record, now() - began));
    }
    end.abort();
    await watched;
    this.record.event(`memory, MiB each ten seconds: ${this.#memory.text}`);
  }

  async #check(): Promise<void> {
    for (const { fleet, operators, mirrored } of this.#groups) {
      const operated = operators.map(({ stream }) => stream);
      const agent = this.agent('the last one');
      await checkAll({ fleet, operated, mirrored, token: this.stage.token }, { agent, record: this.record });
    }
  }

  async #attack(): Promise<void> {
    const [target] = this.stage.shared;
    const [operator] = this.shared.operators;
    if (!target || !operator) return;
    await hostilePhase(target, operator.stream, { record: this.record, milliseconds: this.plan.hostileMs });
  }
}
