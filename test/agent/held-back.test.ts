import { setTimeout } from 'node:timers/promises';
import { expect, inject } from 'vitest';
import { explain } from './explanation.js';
import type { Machine } from './machine.js';
import { ask, offer, type Answer } from './recorder.js';
import { draft, image } from './releases.js';
import { AGENTS_BY_SCHEME, test, type Context } from './test-context.js';

/** From 0.4 on by one hundredth a second: whoever is this wary comes after 20 s. */
const RELEASES = [draft('1'), draft('2', { rollout: { start_fraction: 0.4, duration: '1m' } })];
const WARINESS = 0.6;

test.concurrent.for(AGENTS_BY_SCHEME)(
  'Zincati $version by $scheme is held back until the very second that explain says, and then takes the update',
  async ({ binary, scheme }, { stream, operator, recorder, machine }) => {
    const node = await heldNode({ binary, scheme }, { stream, operator, recorder, machine });
    const second = await eligibleAt(recorder.answers[0]!);
    const [polled] = await Promise.all([pollAround(second, recorder.answers[0]!), node.updates()]);

    expect(wrong([...recorder.answers, ...polled], second)).toEqual([]);
    expect([polled[0]!.answered < second - 1000, polled.at(-1)!.asked > second + 1000]).toEqual([true, true]);
    // It took the first that it was offered.
    const { targets, checks, checkErrors } = await node.switchOff();
    const offers = recorder.answers.map(offer);
    expect([targets, checks, checkErrors]).toEqual([['2'], offers.length, {}]);
    expect(offers.indexOf('2')).toBe(offers.length - 1);
  },
);

test.concurrent.for(AGENTS_BY_SCHEME)(
  'Zincati $version by $scheme takes nothing while the rollout is paused, and goes on when that does',
  async ({ binary, scheme }, { stream, operator, recorder, machine }) => {
    const node = await heldNode({ binary, scheme }, { stream, operator, recorder, machine });
    const planned = await eligibleAt(recorder.answers[0]!);
    await operator.change(stream, image('2', scheme), 'rollout/pause', { reason: 'https://example.com/1' });
    await setTimeout(Math.max(planned - Date.now(), 0));
    await node.checks(3);
    expect(recorder.answers.map(offer)).toEqual(recorder.answers.map(() => null));
    expect(await explain(inject('baseUrl'), recorder.answers[0]!)).toMatchObject({
      verdict: 'rollout_paused',
      held: [{ version: '2', paused: true }],
    });

    await operator.change(stream, image('2', scheme), 'rollout/resume', {});
    const second = await eligibleAt(recorder.answers[0]!);
    await node.updates();
    expect(wrong(recorder.answers, second)).toEqual([]);
    expect((await node.switchOff()).targets).toEqual(['2']);
  },
);

/** A node that has asked once, before its turn in a rollout that goes on. */
async function heldNode(
  { binary, scheme }: Pick<(typeof AGENTS_BY_SCHEME)[number], 'binary' | 'scheme'>,
  { stream, operator, recorder, machine }: Omit<Context, 'locks'>,
): Promise<Machine> {
  await operator.makeStream(stream, RELEASES);
  const options = { binary, stream, baseUrl: recorder.url, images: [image('2', scheme)] };
  const node = machine({ ...options, booted: image('1', scheme), wariness: WARINESS });
  node.switchOn();
  await node.checks(1);
  return node;
}

/** When the agent that got this answer will be let in, as explain says: milliseconds since the epoch. */
async function eligibleAt(answer: Answer): Promise<number> {
  const now = await explain(inject('baseUrl'), answer);
  expect(now).toMatchObject({ verdict: 'held_back', target: null, held: [{ version: '2', paused: false }] });
  const second = Date.parse(now.held[0]?.eligible_at ?? '');
  const verdicts = [-1, 0].map((seconds) => new Date(second + seconds * 1000).toISOString());
  const [before, then] = await Promise.all(verdicts.map((at) => explain(inject('baseUrl'), answer, at)));
  expect([before?.verdict, then?.verdict]).toEqual(['held_back', 'update_available']);
  return second;
}

/** Asks again and again what the agent has asked, from two seconds before until two after. */
async function pollAround(second: number, { query }: Answer): Promise<readonly Answer[]> {
  await setTimeout(second - 2000 - Date.now());
  const answers: Answer[] = [];
  while (Date.now() < second + 2000) {
    answers.push(await ask(inject('baseUrl'), `v1/graph?${query}`));
    await setTimeout(20);
  }
  return answers;
}

/** The answers that offer something and were out before this second, or that offer nothing to a question of later. */
function wrong(answers: readonly Answer[], second: number): readonly Answer[] {
  return answers.filter((answer) =>
    offer(answer) === null ? answer.asked >= second : answer.answered < second,
  );
}
