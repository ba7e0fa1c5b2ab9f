import { randomUUID } from 'node:crypto';
import type { Agent } from './agent.js';
import { ask } from './ask.js';
import { chooseOperation, publishNext } from './choose-operation.js';
import { eventually, now, pause } from './clock.js';
import { WHOLE_SCOPE } from './content.js';
import type { Fleet } from './fleet.js';
import type { Instance } from './instance.js';
import type { OperatedStream, Step } from './operated-stream.js';
import type { SoakOperation } from './operations.js';
import type { Outages } from './outages.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import { HEALING_MS } from './revision-watch.js';
import type { Saboteur } from './saboteur.js';
import type { Visibility } from './visibility.js';
import { revisionIn, writeFault, type Sent } from './write-outcome.js';

/** Nobody waits longer than this for a write: it hangs. */
const LIMIT_MS = 30_000;
/** What is confirmed beforehand: what the soak does, it means. */
const CONFIRM = 'blast_radius,strands_nodes,not_newest,start_in_past';
/** A write that has not come through by then never will. */
const GIVE_UP_MS = 180_000;

export interface OperatorParts {
  readonly fleet: Fleet;
  readonly token: string;
  readonly outages: Outages;
  readonly record: Record;
  readonly agent: Agent;
  readonly saboteur: Saboteur;
  readonly visibility: Visibility;
  readonly random: Random;
}

/** Writes to a stream of its own through whichever instance lives, and asks again until it knows what came of it. */
export class Operator {
  constructor(
    readonly stream: OperatedStream,
    private readonly parts: OperatorParts,
  ) {}

  /** Makes the stream, with some releases to begin with. */
  async prepare(): Promise<void> {
    const { fleet, random } = this.parts;
    const instance = await fleet.any(random);
    if (!instance) throw new Error(`nobody makes ${this.stream.name}`);
    const body = { name: this.stream.name };
    const reply = await this.#send(instance, { method: 'POST', path: '', body }, randomUUID());
    this.stream.begins(revisionIn(reply) ?? 0);
    for (let count = 0; count < 4; count++)
      await this.#perform(publishNext(this.stream.content ?? [], random, seconds()));
  }

  /** @param paceMs from one write to the next, about */
  async work(paceMs: number, stop: AbortSignal): Promise<void> {
    const { random, record } = this.parts;
    while (!stop.aborted) {
      const { content } = this.stream;
      const done = content !== null && (await this.#perform(chooseOperation(content, random, seconds())));
      // What comes next depends on what came before.
      if (!done) return record.event(`${this.stream.name}: its operator gives up`);
      await pause(random.between(0.5, 1.5) * paceMs, stop);
    }
  }

  /** @returns whether it was done, and everybody agrees on what it has made */
  async #perform(operation: SoakOperation): Promise<boolean> {
    const { fleet, record, saboteur, random, visibility } = this.parts;
    const step = this.stream.begin(operation);
    const key = randomUUID();
    if (saboteur.swallowsWrite() && step.content) return true;
    for (let attempt = 1; now() < step.begunAt + GIVE_UP_MS; attempt++) {
      const instance = await fleet.any(random);
      if (!instance) break;
      const { life } = instance;
      const reply = await this.#send(instance, pathOf(operation), key);
      const outcome = this.#judge({ instance, life, reply }, step);
      // It and the model would never agree again.
      if (outcome === 'broken') break;
      if (outcome === 'done') {
        record.count('writes');
        // Another attempt may have been the one that did it: then this instance need not have been told.
        this.stream.watch.saw(attempt === 1 ? instance.name : null, step.revision, reply.receivedAt);
        visibility.follow(this.stream.name, { revision: step.revision, by: instance, at: reply.receivedAt });
        return this.#look(instance);
      }
      await pause(300);
    }
    return false;
  }

  async #send(
    instance: Instance,
    { method, path, body }: Pick<SoakOperation, 'method' | 'path' | 'body'>,
    key: string,
  ) {
    const stream = path === '' ? '' : `/${this.stream.name}`;
    return ask({
      port: instance.port,
      ...{ method, body, limitMs: LIMIT_MS },
      path: `/admin/v1/streams${stream}${path}?confirm=${CONFIRM}`,
      headers: { Authorization: `Bearer ${this.parts.token}`, 'Idempotency-Key': key },
    });
  }

  /** Notes what is wrong with an answer to a write. */
  #judge(sent: Sent, step: Step): 'done' | 'again' | 'broken' {
    const { outages, record } = this.parts;
    const { reply } = sent;
    const wasAway = outages.touch(reply.sentAt, reply.receivedAt, HEALING_MS);
    record.measure(wasAway ? 'write, database away' : 'write', reply.receivedAt - reply.sentAt);
    const fault = writeFault(sent, step.revision, wasAway);
    if (fault !== null) {
      const message = `${sent.instance.name} ${this.stream.name} ${step.operation.name}: ${fault.message}`;
      const answer = 'error' in reply ? reply.error : reply.body.toString('utf8');
      record.breach({ breach: fault.breach, message, asked: step.operation, answer });
    }
    if ('error' in reply || reply.status === 503) return 'again';
    return fault === null ? 'done' : 'broken';
  }

  /** Whoever has answered serves it at once. Where that one is dead already, somebody else will. */
  async #look(instance: Instance): Promise<boolean> {
    const { agent, fleet, random } = this.parts;
    await agent.graph(instance, this.stream, { scope: WHOLE_SCOPE, wariness: 0 });
    const isKnown = async () => {
      if (this.stream.isSettled) return true;
      const another = await fleet.any(random);
      if (another) await agent.graph(another, this.stream, { scope: WHOLE_SCOPE, wariness: 0 });
      return this.stream.isSettled;
    };
    return eventually(isKnown, { withinMs: 60_000, everyMs: 100 });
  }
}

function pathOf({ method, path, body }: SoakOperation): Pick<SoakOperation, 'method' | 'path' | 'body'> {
  return { method, path, body };
}

function seconds(): number {
  return Math.floor(now() / 1000);
}
