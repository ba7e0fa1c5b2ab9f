import { REACHED } from '../data/running-rollout.js';
import { Child } from '../machine/child.js';
import { ASKERS_CORE } from '../machine/cores.js';
import type { Address } from './address.js';
import { isLoadReport } from './load-job.js';
import type { Question } from './question.js';
import { sampleAnswers } from './sampler.js';
import { hasWrk, runWrk, type WrkReport } from './wrk.js';

/** How many agents ask at a time. */
export const CONNECTIONS = 64;

export interface LoadOrder {
  readonly address: Address;
  readonly question: Question;
  /** A new TCP connection for each request, as agents do it; else keep-alive, as proxies do it. */
  readonly fresh: boolean;
  /** A whole number, 1 or more. */
  readonly seconds: number;
}

export interface LoadOutcome {
  readonly answered: number;
  readonly seconds: number;
}

/**
 * Makes load, as much as it can, and checks the answers. `wrk` is the fastest at it, but it cannot close a
 * connection after an answer without announcing it, which no agent does: that is left to a process of our own.
 */
export class Generator {
  private constructor(
    private readonly own: Child,
    readonly hasWrk: boolean,
  ) {}

  static async create(): Promise<Generator> {
    return new Generator(new Child('load/load.js', ASKERS_CORE), await hasWrk());
  }

  /** @throws Error about an answer that is missing or wrong */
  async run(order: LoadOrder): Promise<LoadOutcome> {
    const stop = new AbortController();
    const sampled = sampleAnswers(order.address, order.question, stop.signal);
    const loaded = (this.hasWrk && !order.fresh ? byWrk(order) : this.#byOwn(order)).finally(() =>
      stop.abort(),
    );
    const [outcome] = await Promise.all([loaded, sampled]);
    return outcome;
  }

  stop(): void {
    this.own.stop();
  }

  async #byOwn({ address, question, fresh, seconds }: LoadOrder): Promise<LoadOutcome> {
    const { poll, answer, exact } = question;
    const expected = { status: answer.status, length: exact ? answer.body.length : null };
    const job = { address, poll, fresh, connections: CONNECTIONS, mostMs: seconds * 1000, ...expected };
    const start = performance.now();
    const report = await this.own.ask(job, job.mostMs + 10_000);
    if (!isLoadReport(report)) throw new Error('the load process does not say how it went');
    if (report.fault !== null) throw new Error(`under load: ${report.fault}`);
    return { answered: report.answered, seconds: (performance.now() - start) / 1000 };
  }
}

async function byWrk({ address, question, seconds }: LoadOrder): Promise<LoadOutcome> {
  const report = await runWrk({ address, poll: question.poll, connections: CONNECTIONS, seconds });
  const { answered, refused, lost } = report;
  if (answered === 0 || refused > 0 || lost > 0) {
    throw new Error(`under load: ${answered} answers, ${refused} of them refusals, ${lost} lost`);
  }
  if (question.exact) requireLength(report, question);
  return report;
}

/**
 * wrk counts bytes and does not tell 304 from 200, so this is about all answers together.
 * @throws Error where they cannot have been as long as expected
 */
export function requireLength({ answered, bytes }: WrkReport, { answer, longest }: Question): void {
  const each = answer.head.length + '\r\n\r\n'.length + answer.body.length;
  // Those that the end cuts off, and those to random nodes that a rollout has let in.
  const cutOff = CONNECTIONS * each;
  const others = (1 + answered * REACHED) * longest;
  if (bytes >= answered * each * 0.95 && bytes <= answered * each + cutOff + others) return;
  throw new Error(`under load: ${answered} answers of ${each} bytes cannot be ${bytes} bytes`);
}
