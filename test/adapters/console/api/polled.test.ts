import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser, json, type Answerer } from './fake-browser.js';

const GET = 'GET /v1/streams';
const NOTHING = { body: null, problem: null, asOf: null };
const PAGE = { items: [], next_cursor: null };

let asked: RequestInit[];
let answer: Answerer;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  asked = [];
  fakeBrowser((path, init) => {
    asked.push(init);
    return answer(path, init);
  });
  answer = () => json(200, PAGE, { ETag: '"1.a"' });
});

afterEach(() => vi.useRealTimers());

async function poll({ isSettled = false } = {}) {
  const { Polled } = await import('../../../../src/adapters/console/api/polled.js');
  const { connection } = await import('../../../../src/adapters/console/api/connection.js');
  const polled = new Polled({ name: GET, question: { path: {} }, isSettled }, NOTHING);
  return { polled, connection, leave: polled.subscribe(() => undefined) };
}

const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

describe('what is being looked at', () => {
  test('is asked every three seconds with the tag one has, until nobody looks', async () => {
    const { polled, leave } = await poll();
    await wait(0);
    expect(polled.value.body).toEqual(PAGE);
    answer = () => json(304, null, { ETag: '"1.a"' });
    await wait(3);
    expect(new Headers(asked[1]?.headers).get('If-None-Match')).toBe('"1.a"');
    expect(polled.value.body).toEqual(PAGE);
    leave();
    await wait(30);
    expect(asked).toHaveLength(2);
  });

  test('is asked once more when it was to be asked at once while an answer was under way', async () => {
    let release = (): void => undefined;
    answer = () => new Promise((resolve) => (release = () => resolve(json(200, PAGE))));
    const { polled } = await poll();
    polled.hurry();
    release();
    await wait(0.1);
    expect(asked).toHaveLength(2);
  });

  test('stays as it was while the server is away, which is said until it answers', async () => {
    const { polled, connection } = await poll();
    await wait(0);
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await wait(3);
    expect(polled.value.body).toEqual(PAGE);
    expect(connection.value.lostSince).not.toBeNull();
    answer = () => json(200, PAGE);
    await wait(3);
    expect(connection.value.lostSince).toBeNull();
  });

  test('is refused by a server that is there: no outage', async () => {
    answer = () => json(503, { kind: 'database_unavailable', detail: 'x' }, { 'Retry-After': '7' });
    const { polled, connection } = await poll();
    await wait(0);
    expect(connection.value.lostSince).toBeNull();
    expect(polled.value.problem?.kind).toBe('database_unavailable');
    await wait(6);
    expect(asked).toHaveLength(1);
    await wait(1);
    expect(asked).toHaveLength(2);
  });
});

describe('what never changes', () => {
  test('is asked for until it has come', async () => {
    answer = () => json(503, { kind: 'overloaded', detail: 'x' });
    await poll({ isSettled: true });
    await wait(0);
    answer = () => json(200, PAGE);
    await wait(30);
    expect(asked).toHaveLength(2);
  });

  test('is not asked for again where it is not', async () => {
    answer = () => json(404, { kind: 'unknown_revision', detail: 'x' });
    await poll({ isSettled: true });
    await wait(30);
    expect(asked).toHaveLength(1);
  });
});

test('an answer that was lost is asked for again, and in the end nobody knows', async () => {
  const { insist } = await import('../../../../src/adapters/console/api/insist.js');
  const { unreachable } = await import('../../../../src/adapters/console/api/api-problem.js');
  let tries = 0;
  const failing = (times: number) => () => {
    tries += 1;
    return tries <= times ? Promise.reject(unreachable('lost')) : Promise.resolve('done');
  };
  const won = insist(failing(2));
  await wait(10);
  expect(await won).toBe('done');
  tries = 0;
  const lost = expect(insist(failing(99))).rejects.toMatchObject({ isUnanswered: true });
  await wait(60);
  await lost;
  expect(tries).toBe(4);
});
