import type { NoReply, Reply } from './ask.js';
import type { Sabotage } from './options.js';
import type { Random } from './random.js';

/** So many answers are spoilt, and so many writes. */
const SHARE = 1 / 200;
const SHARE_OF_WRITES = 1 / 20;

/** Makes mistakes on purpose between a server and whoever asks, to see that they are found. */
export class Saboteur {
  readonly #first = new Map<string, Reply>();

  constructor(
    private readonly sabotage: Sabotage | null,
    private readonly random: Random,
  ) {}

  /** What comes of a graph on its way. */
  spoil(path: string, reply: Reply | NoReply): Reply | NoReply {
    if (this.sabotage === null || this.sabotage === 'lost' || 'error' in reply) return reply;
    const stream = path.slice(0, path.indexOf('&rollout_wariness'));
    const first = this.#first.get(stream) ?? reply;
    this.#first.set(stream, first);
    if (!this.random.happens(SHARE)) return reply;
    if (this.sabotage === 'status') return { ...reply, status: 502 };
    if (this.sabotage === 'edge') return { ...reply, body: withoutAnEdge(reply.body) };
    if (this.random.happens(0.5)) return first;
    // Under the revision of now: a cache that has mixed up two answers.
    return {
      ...reply,
      headers: { ...first.headers, 'roost-revision': reply.headers['roost-revision'] },
      body: first.body,
    };
  }

  /** Whether a write is to be taken for done that nobody has asked for. */
  swallowsWrite(): boolean {
    return this.sabotage === 'lost' && this.random.happens(SHARE_OF_WRITES);
  }
}

function withoutAnEdge(body: Buffer): Buffer {
  return Buffer.from(
    body
      .toString('latin1')
      .replace(/\[\d+,\d+\](?=\]\})/, '')
      .replace(/,(?=\]\})/, ''),
    'latin1',
  );
}
