import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { talks, type Talk } from './drawn-requests.js';
import { BothLanes, GRAPH, isSame } from './lanes.js';
import { RawCaller, turns, type Heard } from './raw-caller.js';
import type { RunningApp } from './running-app.js';

/**
 * So many talks are compared; `ROOST_FUZZ_RUNS=200000` has it go on for longer, and `ROOST_FUZZ_SEED` has it say the
 * same again. What fails is printed with its seed, and shrunk.
 */
const RUNS = Number(process.env['ROOST_FUZZ_RUNS'] ?? 2000);
const SEED = process.env['ROOST_FUZZ_SEED'];

/** So many talks at a time, at most. */
const AT_A_TIME = 40;

let both: BothLanes;
const tags: string[] = [];

beforeAll(async () => {
  // No limit is to make a difference by chance.
  both = await BothLanes.start({ maxRequests: 10_000 });
  for (const coding of ['identity', 'gzip', 'br']) {
    tags.push(String((await both.lane.get(GRAPH).set('Accept-Encoding', coding)).headers['etag']));
  }
});

afterAll(() => both.close());

async function talk(
  { port }: RunningApp,
  { packets, pauses, ending }: Talk,
  quietMs: number,
): Promise<Heard> {
  const caller = await RawCaller.open(port);
  for (const [index, packet] of packets.entries()) {
    await turns(pauses[index % pauses.length]);
    caller.say(packet);
  }
  if (ending === 'finish') {
    // Whoever has nothing more to say gets no answer any more that is not there by then.
    await caller.hearsUntilQuiet(quietMs);
    caller.finish();
  }
  const heard = await caller.hearsUntilQuiet(quietMs);
  caller.leave();
  return heard;
}

/** @throws where both do not answer the same */
async function compare(one: Talk): Promise<void> {
  const answers = await both.each((app, quietMs) => talk(app, one, quietMs));
  const [lane, beside] = answers;
  if (isSame(answers) || MAY_DIFFER.test(lane.text + beside.text)) return;
  expect({ ...said(one), ...lane }).toEqual({ ...said(one), ...beside });
}

/** Who is told to go on while other answers come first depends on the moment. */
const MAY_DIFFER = /HTTP\/1\.1 100 Continue/;

function said({ packets, ending }: Talk) {
  return { packets: packets.map((packet) => packet.toString('latin1')), ending };
}

test(`both answer ${RUNS} talks alike, to the byte`, { timeout: 60_000 + RUNS * 50 }, async () => {
  let count = 0;
  const property = fc.asyncProperty(
    fc.array(talks(tags), { minLength: 1, maxLength: AT_A_TIME, size: 'max' }),
    async (list) => {
      count += list.length;
      await Promise.all(list.map(compare));
    },
  );
  await fc.assert(property, {
    numRuns: Math.ceil(RUNS / (AT_A_TIME / 2)),
    ...(SEED !== undefined && { seed: Number(SEED) }),
  });
  expect(count).toBeGreaterThan(RUNS / 2);
});
