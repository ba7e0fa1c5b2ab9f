import type { BootedNode } from '../data/booted-node.js';
import type { Address } from '../load/address.js';
import { askOnce, headerOf } from '../load/ask-once.js';
import { pollOf, pollOfSomebody } from '../load/poll.js';
import type { Question } from '../load/question.js';

export const ANSWERS = ['identity', 'gzip', '304'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

/** The question for each kind of answer. */
export type Subjects = Readonly<Record<AnswerKind, Question>>;

/** Heads, and how much longer a graph with two open rollouts is than the same one without: a few edges. */
const MORE_BYTES = 1000;

/**
 * Asks a server of ours once for each kind of answer.
 * @throws Error where it gives another one
 */
export async function findSubjects(address: Address, node: BootedNode): Promise<Subjects> {
  const ask = async (...headers: readonly string[]) => {
    const poll = pollOf(node, headers);
    return { poll, answer: await askOnce(address, pollOfSomebody(poll)), exact: true };
  };
  const identity = await ask();
  const gzip = await ask('accept-encoding: gzip');
  const notModified = await ask(`if-none-match: ${headerOf(identity.answer, 'ETag')}`);
  const statuses = [identity, gzip, notModified].map(({ answer }) => answer.status).join();
  if (statuses !== '200,200,304') throw new Error(`the server answered with ${statuses}`);
  const longest = identity.answer.body.length + MORE_BYTES;
  return {
    identity: { ...identity, longest },
    gzip: { ...gzip, longest },
    '304': { ...notModified, longest },
  };
}

/** Waits until a server of ours has the graph as gzip, too: it is made off the event loop. */
export async function hasGzip(address: Address, node: BootedNode): Promise<boolean> {
  const answer = await askOnce(address, pollOfSomebody(pollOf(node, ['accept-encoding: gzip'])));
  return headerOf(answer, 'Content-Encoding') === 'gzip';
}
