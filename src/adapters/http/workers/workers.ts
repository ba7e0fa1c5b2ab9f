import cluster from 'node:cluster';
import { Injectable } from '@nestjs/common';
import { Fellows } from '../../../application/fellows.js';
import { Log } from '../../../application/log.js';
import { Outlet, type AnswerName, type ScopeFacts, type StreamFacts } from '../agent/outlet.js';
import type { PreparedAnswer, SmallerForm } from '../agent/prepared-answer.js';
import { Traffic } from '../agent/traffic.js';
import { Shed } from '../limits/shed.js';
import type { Counts, Order, Post } from './messages.js';
import { answerOrders, PreparedSoFar } from './prepared-so-far.js';
import { WorkerProcess, type WorkerEvents } from './worker-process.js';

/** One that ends soon after its start is not started again at once, in milliseconds. */
const REST_MS = 1000;

/** At a stop, one that takes longer is ended, in milliseconds. */
const PATIENCE_MS = 6000;

/** What is to be done of a worker beside what is done of all. */
type ForkEvents = Pick<WorkerEvents, 'listening' | 'cannotListen'> & Partial<Pick<WorkerEvents, 'ended'>>;

/**
 * Processes that answer agents with what is prepared here. They share one listening socket, so that the end of one
 * leaves the connections that wait there to the others.
 */
@Injectable()
export class Workers implements Outlet, Fellows {
  readonly #soFar = new PreparedSoFar();
  readonly #workers = new Set<WorkerProcess>();
  #isStopping = false;
  #allEnded: () => void = () => undefined;

  constructor(
    private readonly traffic: Traffic,
    private readonly shed: Shed,
    private readonly log: Log,
  ) {}

  /**
   * Starts so many of them.
   * @param program what each of them runs
   * @returns the port that they listen on
   * @throws Error where they cannot listen
   */
  async start(program: string, post: Post, count: number): Promise<number> {
    // Handing connections out one by one would cost more than answering them.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ exec: program, args: [], serialization: 'advanced' });
    this.shed.watch('agents', () => this.#connections);
    const ports = Array.from({ length: count }, () => this.#listening(post));
    return Math.max(...(await Promise.all(ports)));
  }

  /** Resolves once all have answered what was asked of them, and have ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#workers.size === 0) return;
    const ended = new Promise<void>((resolve) => (this.#allEnded = resolve));
    this.#tell({ kind: 'stop' });
    const cutOff = setTimeout(() => this.#workers.forEach((worker) => worker.kill()), PATIENCE_MS);
    await ended;
    clearTimeout(cutOff);
  }

  async caughtUp(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.caughtUp()));
  }

  scope(id: number, facts: ScopeFacts): void {
    this.#soFar.scope(id, facts);
    this.#tell({ kind: 'scope', id, facts });
  }

  answer(name: AnswerName, answer: PreparedAnswer): void {
    this.#soFar.answer(name, answer);
    for (const order of answerOrders(name, answer)) this.#tell(order);
  }

  form(name: AnswerName, form: SmallerForm): void {
    this.#tell({ kind: 'form', name, form });
  }

  drop(name: AnswerName): void {
    this.#soFar.drop(name);
    this.#tell({ kind: 'drop', name });
  }

  put(name: string, stream: StreamFacts | null): void {
    this.#soFar.put(name, stream);
    this.#tell({ kind: 'put', name, stream });
  }

  get #connections(): number {
    return [...this.#workers].reduce((sum, { connections }) => sum + connections, 0);
  }

  #tell(order: Order): void {
    for (const worker of this.#workers) worker.tell(order);
  }

  #listening(post: Post): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#fork(post, {
        listening: resolve,
        cannotListen: (error) => reject(new Error(error)),
        ended: (how) => reject(new Error(`a worker has ended: ${how}`)),
      });
    });
  }

  #fork(post: Post, events: ForkEvents): WorkerProcess {
    const start = performance.now();
    const worker = new WorkerProcess({
      ...events,
      ready: () => {
        if (this.#isStopping) return worker.kill();
        for (const order of this.#soFar.orders()) worker.tell(order);
        worker.tell({ kind: 'listen', post });
      },
      counted: (counts) => this.#count(counts),
      ended: (how) => {
        this.#workers.delete(worker);
        events.ended?.(how);
        if (this.#isStopping) return this.#workers.size === 0 ? this.#allEnded() : undefined;
        this.log.error('a worker has ended, and another takes its place', { how });
        const rest = performance.now() - start < REST_MS ? REST_MS : 0;
        setTimeout(() => this.#replace(post), rest).unref();
      },
    });
    this.#workers.add(worker);
    return worker;
  }

  #replace(post: Post): void {
    if (this.#isStopping) return;
    const worker = this.#fork(post, {
      listening: () => this.log.info('a worker has taken its place'),
      cannotListen: (error) => {
        this.log.error('a worker cannot listen', { error });
        worker.kill();
      },
    });
  }

  #count({ scopes, anonymous, durations, shed }: Counts): void {
    for (const { stream, basearch, scheme, sent, notModified, unknownPayload } of scopes) {
      const traffic = this.traffic.scope(stream, basearch, scheme);
      traffic.sent += sent;
      traffic.notModified += notModified;
      traffic.unknownPayload += unknownPayload;
    }
    this.traffic.anonymous += anonymous;
    this.traffic.durations.counts.add(durations);
    for (const [reason, times] of shed) this.shed.count(reason, times);
  }
}
