import { connect, type Socket } from 'node:net';
import { quantile } from '../report/statistics.js';
import { AnswerReader } from './answer-reader.js';
import { isPacedJob, type PacedJob, type PacedReport } from './paced-job.js';
import { pollOfSomebody } from './poll.js';

/** After its time, a job may take so much longer for what is under way. */
const GRACE_MS = 5000;

interface Agent {
  readonly socket: Socket;
  readonly reader: AnswerReader;
  /** When the request that is under way was due. */
  due: number;
}

/** Sends each request when it is due, or as soon after that as one of the connections is free. */
class PacedLoad {
  readonly #latencies: Float64Array;
  readonly #agents: readonly Agent[];
  readonly #free: Agent[] = [];
  #start = Infinity;
  #sent = 0;
  #answered = 0;
  #fault: string | null = null;

  constructor(
    private readonly job: PacedJob,
    private readonly report: (report: PacedReport) => void,
  ) {
    this.#latencies = new Float64Array(Math.floor(job.perSecond * job.seconds));
    this.#agents = Array.from({ length: job.connections }, () => this.#connect());
  }

  #connect(): Agent {
    const socket = connect({ ...this.job.address, noDelay: true });
    const agent = { socket, reader: new AnswerReader(), due: 0 };
    socket.on('connect', () => this.#ready(agent));
    socket.on('data', (chunk) => this.#receive(chunk, agent));
    socket.on('error', ({ message }) => (this.#fault ??= message));
    socket.on('close', () => (this.#fault ??= 'a connection was closed'));
    return agent;
  }

  /** The clock starts when all are connected. */
  #ready(agent: Agent): void {
    this.#free.push(agent);
    if (this.#free.length < this.#agents.length) return;
    this.#start = performance.now();
    this.#turn();
  }

  /** Never sleeps: a timer would be up to a millisecond late. */
  #turn(): void {
    this.#sendDue();
    const isOver = performance.now() > this.#start + this.job.seconds * 1000 + GRACE_MS;
    if (isOver) this.#fault ??= 'answers are missing';
    if (this.#fault !== null || this.#answered === this.#latencies.length) return this.#finish();
    setImmediate(() => this.#turn());
  }

  #sendDue(): void {
    const now = performance.now();
    while (this.#sent < this.#latencies.length) {
      const due = this.#start + (this.#sent * 1000) / this.job.perSecond;
      const agent = due <= now ? this.#free.pop() : undefined;
      if (!agent) return;
      agent.due = due;
      this.#sent += 1;
      agent.socket.write(pollOfSomebody(this.job.poll), 'latin1');
    }
  }

  #receive(chunk: Buffer, agent: Agent): void {
    try {
      if (!agent.reader.read(chunk)) return;
    } catch (error) {
      this.#fault ??= String(error);
      return;
    }
    const { status, length, head } = agent.reader;
    if (status !== this.job.status || length !== this.job.length) this.#fault ??= `got ${head}`;
    this.#latencies[this.#answered] = performance.now() - agent.due;
    this.#answered += 1;
    this.#free.push(agent);
  }

  #finish(): void {
    for (const { socket } of this.#agents) socket.removeAllListeners('close').destroy();
    const sorted = this.#latencies.subarray(0, this.#answered).sort();
    const [p50, p99, p999] = [quantile(sorted, 0.5), quantile(sorted, 0.99), quantile(sorted, 0.999)];
    this.report({ latencies: { p50, p99, p999 }, fault: this.#fault });
  }
}

// A process of its own: whoever measures time must have nothing else to do.
process.on('message', (message: unknown) => {
  if (!isPacedJob(message)) throw new Error('this is no job');
  new PacedLoad(message, (report) => process.send?.(report));
});
process.once('disconnect', () => process.exit());
