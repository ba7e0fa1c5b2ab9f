import { setTimeout as sleep } from 'node:timers/promises';
import type { Address } from './address.js';
import { askOnce } from './ask-once.js';
import { pollOfSomebody } from './poll.js';
import type { Question } from './question.js';

/** Between two samples, in milliseconds: so few that they cost the server nothing that counts. */
const PAUSE_MS = 50;

/**
 * Asks as one more agent while others make the load, and compares every byte of what comes. What makes load fast
 * cannot do that.
 * @param stop ends it
 * @throws Error about an answer that is not the expected one
 */
export async function sampleAnswers(address: Address, question: Question, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const { status, head, body } = await askOnce(address, pollOfSomebody(question.poll));
    const isRight =
      status === question.answer.status && (!question.exact || body.equals(question.answer.body));
    if (!isRight) throw new Error(`under load, another answer of ${body.length} bytes came:\n${head}`);
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}
