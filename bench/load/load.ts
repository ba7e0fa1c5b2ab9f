import { connect, type Socket } from 'node:net';
import { AnswerReader } from './answer-reader.js';
import { isLoadJob, type LoadJob, type LoadReport } from './load-job.js';
import { pollOfSomebody } from './poll.js';

/** After its time, a job may take so much longer for what is under way. */
const GRACE_MS = 5000;

/** One job: so many agents, each of which asks again when it has its answer. */
class Load {
  readonly #end: number;
  readonly #sockets = new Set<Socket>();
  readonly #cutOff: NodeJS.Timeout;
  #started = 0;
  #answered = 0;

  constructor(
    private readonly job: LoadJob,
    private readonly report: (report: LoadReport) => void,
  ) {
    this.#end = performance.now() + job.mostMs;
    this.#cutOff = setTimeout(() => this.#finish('answers are missing'), job.mostMs + GRACE_MS);
    for (let agent = 0; agent < job.connections; agent++) this.#connect();
  }

  #connect(): void {
    const reader = new AnswerReader();
    const socket = connect({ ...this.job.address, noDelay: true });
    this.#sockets.add(socket);
    socket.on('data', (chunk) => this.#receive(chunk, reader, socket));
    socket.on('error', ({ message }) => this.#finish(message));
    socket.on('close', () => this.#closed(socket));
    this.#send(socket);
  }

  #send(socket: Socket): void {
    this.#started += 1;
    socket.write(pollOfSomebody(this.job.poll), 'latin1');
  }

  #receive(chunk: Buffer, reader: AnswerReader, socket: Socket): void {
    try {
      if (!reader.read(chunk)) return;
    } catch (error) {
      return this.#finish(String(error));
    }
    if (!this.#isExpected(reader)) return this.#finish(`got ${reader.head}`);
    this.#answered += 1;
    if (this.job.fresh || !this.#goesOn()) socket.end();
    else this.#send(socket);
  }

  #isExpected({ status, length }: AnswerReader): boolean {
    return status === this.job.status && (this.job.length === null || length === this.job.length);
  }

  #goesOn(): boolean {
    return performance.now() < this.#end;
  }

  #closed(socket: Socket): void {
    if (!this.#sockets.delete(socket)) return;
    if (this.job.fresh && this.#goesOn()) this.#connect();
    if (this.#sockets.size === 0) this.#finish(null);
  }

  #finish(fault: string | null): void {
    clearTimeout(this.#cutOff);
    for (const socket of this.#sockets) socket.removeAllListeners('close').destroy();
    this.#sockets.clear();
    const lost = this.#started - this.#answered;
    this.report({
      answered: this.#answered,
      fault: fault ?? (lost > 0 ? `${lost} connections closed early` : null),
    });
  }
}

// A process of its own, so that its CPU time is nobody else's.
process.on('message', (message: unknown) => {
  if (!isLoadJob(message)) throw new Error('this is no job');
  let told = false;
  new Load(message, (report) => {
    if (!told) process.send?.(report);
    told = true;
  });
});
process.once('disconnect', () => process.exit());
