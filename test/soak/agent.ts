import { gunzipSync } from 'node:zlib';
import { judge, type Answer, type JudgedStream } from './answer.js';
import { ask, header, type NoReply, type Reply } from './ask.js';
import { pause } from './clock.js';
import { SCOPES, type Scope } from './content.js';
import type { Instance } from './instance.js';
import type { Random } from './random.js';
import type { Record } from './record.js';
import type { Saboteur } from './saboteur.js';

/** An answer that takes longer is none. */
const LIMIT_MS = 10_000;
const PAUSE_MS = 40;

/** Somebody who asks an instance for graphs as long as it lives, and knows what they have to be. */
export class Agent {
  constructor(
    private readonly record: Record,
    private readonly saboteur: Saboteur,
    private readonly random: Random,
  ) {}

  async askFor(instance: Instance, streams: readonly JudgedStream[], stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      if (instance.isLiving) await this.#once(instance, this.random.pick(streams));
      await pause(PAUSE_MS, stop);
    }
  }

  async #once(instance: Instance, stream: JudgedStream): Promise<void> {
    const scope = this.random.pick(SCOPES);
    const wariness = this.random.pick([0, this.random.whole(0, 1_000_000) / 1_000_000, 1]);
    const isZipped = this.random.happens(0.25);
    await this.graph(instance, stream, { scope, wariness, isZipped });
  }

  /**
   * Asks once, and notes what is wrong with the answer.
   * @returns the answer; `null` where it was wrong, or none that counts
   */
  async graph(
    instance: Instance,
    stream: JudgedStream,
    {
      scope,
      wariness,
      isZipped = false,
    }: { readonly scope: Scope; readonly wariness: number; readonly isZipped?: boolean },
  ): Promise<Answer | null> {
    const { life, name, port } = instance;
    const path = graphPath(stream.name, scope, wariness);
    const headers = { 'Accept-Encoding': isZipped ? 'gzip' : 'identity' };
    const came = await ask({ port, path, headers, limitMs: LIMIT_MS });
    const reply = this.saboteur.spoil(path, came);
    if ('error' in reply) {
      if (instance.isStill(life)) this.#noAnswer(instance, path, reply);
      return null;
    }
    const answer = { ...answerOf(reply, name), scope, wariness };
    this.record.count('answers');
    const fault = judge(stream, answer);
    if (fault === null) return answer;
    const expected = reply.status === 200 ? stream.expected(answer) : '200';
    this.record.breach({
      breach: reply.status === 200 ? 'wrong answer' : 'no answer',
      message: `${name} ${path}: ${fault}`,
      asked: {
        path,
        headers,
        sentAt: time(reply.sentAt),
        receivedAt: time(reply.receivedAt),
        got: reply.headers,
      },
      ...{ answer: answer.body, expected },
    });
    return null;
  }

  #noAnswer({ name }: Instance, path: string, { error, sentAt, receivedAt }: NoReply): void {
    const message = `${name} ${path}: ${error}`;
    this.record.breach({
      breach: 'no answer',
      message,
      asked: { sentAt: time(sentAt), receivedAt: time(receivedAt) },
    });
  }
}

export function graphPath(stream: string, { basearch, oci }: Scope, wariness: number): string {
  const query = `stream=${stream}&basearch=${basearch}${oci ? '&oci=true' : ''}&rollout_wariness=${wariness.toFixed(6)}`;
  return `/v1/graph?${query}`;
}

function answerOf(reply: Reply, instance: string): Omit<Answer, 'scope' | 'wariness'> {
  const { status, sentAt, receivedAt } = reply;
  const contentType = header(reply, 'content-type');
  const revision = Number(header(reply, 'roost-revision') || 'NaN');
  return { instance, status, contentType, revision, body: bodyOf(reply), sentAt, receivedAt };
}

/** What cannot be unpacked is no graph either. */
function bodyOf(reply: Reply): string {
  if (header(reply, 'content-encoding') !== 'gzip') return reply.body.toString('utf8');
  try {
    return gunzipSync(reply.body).toString('utf8');
  } catch {
    return 'a damaged gzip';
  }
}

function time(at: number): string {
  return new Date(at).toISOString();
}
