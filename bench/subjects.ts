import { askOnce, headerOf, type Answer } from './ask-once.js';
import { bareAnswerOf, requireSameBytes } from './bare-answer.js';
import type { Child } from './child.js';
import { pollOf, pollOfSomebody } from './poll.js';
import type { BootedNode } from './rolling-graph-data.js';

export const ANSWERS = ['identity', 'gzip', '304'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

/** Milliseconds for the bare server to take an answer. */
const PATIENCE_MS = 5000;

/** One kind of answer: what to send for it, and what comes back. */
export interface Subject {
  readonly kind: AnswerKind;
  readonly headers: readonly string[];
  readonly answer: Answer;
}

/** Asks the server once for each kind of answer. */
export async function findSubjects(port: number, node: BootedNode): Promise<readonly Subject[]> {
  const ask = async (kind: AnswerKind, headers: readonly string[]): Promise<Subject> => {
    const request = pollOfSomebody(pollOf(node, `127.0.0.1:${port}`, headers));
    return { kind, headers, answer: await askOnce(port, request) };
  };
  const identity = await ask('identity', []);
  const gzip = await ask('gzip', ['accept-encoding: gzip']);
  const etag = headerOf(identity.answer, 'ETag') ?? '';
  const notModified = await ask('304', [`if-none-match: ${etag}`]);
  const statuses = [identity, gzip, notModified].map(({ answer }) => answer.status).join();
  if (statuses !== '200,200,304') throw new Error(`the server answered with ${statuses}`);
  return [identity, gzip, notModified];
}

/** Has the bare server write a subject's answer, and makes sure that it does. */
export async function teachPeer(peer: Child, subject: Subject): Promise<number> {
  const port = await peer.ask(bareAnswerOf(subject.answer), PATIENCE_MS);
  if (typeof port !== 'number') throw new Error('the bare server does not say where it listens');
  requireSameBytes(await askOnce(port, 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'), subject.answer);
  return port;
}
