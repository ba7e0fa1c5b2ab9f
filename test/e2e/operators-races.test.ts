import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf } from '../graph/draw.js';
import { ADMIN, RunningApp } from './running-app.js';

/** A change by another instance is to be seen within a second. @see http-api.md 5 */
const A_SECOND = 1000;
const MANY = 50;

let one: RunningApp;
let two: RunningApp;
let stream: string;
let streams = 0;

/** Two instances on one database. */
beforeAll(async () => {
  one = await RunningApp.start({});
  two = await RunningApp.start({ beside: one });
});

afterAll(async () => {
  await two.close();
  await one.close();
});

/** Each test has a stream of its own, with as many releases as there are writers. */
beforeEach(async () => {
  stream = `s${++streams}`;
  const releases = Array.from({ length: MANY }, (_, index) => releaseOf(`v${index}`, index + 1));
  await one.store.change(stream, releasesAre(...releases), NOTE);
  await Promise.all([one.refresh(), two.refresh()]);
});

const url = (path = '') => `/admin/v1/streams/${stream}${path}`;

const setBarrier = (app: RunningApp, index: number) =>
  app.as(ADMIN, 'put', url(`/releases/v${index}/barrier`)).send({ reason: `https://x.example/${index}` });

const all = <T>(work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: MANY }, (_, index) => work(index)));

async function barriers(app: RunningApp): Promise<readonly string[]> {
  const { nodes } = (await app.get(`/v1/graph?stream=${stream}&basearch=x86_64`)).body;
  return nodes.flatMap(({ metadata }: { metadata: Record<string, string> }) =>
    Object.entries(metadata).flatMap(([key, value]) => (key.endsWith('barrier_reason') ? [value] : [])),
  );
}

async function revisions(app: RunningApp): Promise<readonly number[]> {
  const { items } = (await app.as(ADMIN, 'get', url('/revisions?limit=500'))).body;
  return items.map(({ revision }: { revision: number }) => revision);
}

const countdown = (from: number) => Array.from({ length: from }, (_, index) => from - index);

const REASONS = Array.from({ length: MANY }, (_, index) => `https://x.example/${index}`);

describe('fifty writes at once', () => {
  test('that have all seen the same revision: one is done, and nothing of the others', async () => {
    const answers = await all((index) => setBarrier(index % 2 ? one : two, index).set('If-Match', '"1"'));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array(MANY - 1).fill(412)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(answers[winner]!.body).toMatchObject({ revision: 2, changed: true });
    const refused = answers.filter(({ status }) => status === 412).map(({ body }) => body);
    const refusal = {
      ...{ type: '/docs/errors#stale_revision', title: 'The stream has changed meanwhile', status: 412 },
      detail: 'the stream is at revision 2, not 1: look at what has changed, then try again',
      kind: 'stale_revision',
    };
    expect(refused).toEqual(Array(MANY - 1).fill(refusal));
    await setTimeout(A_SECOND);
    expect(await revisions(one)).toEqual([2, 1]);
    for (const app of [one, two]) expect(await barriers(app)).toEqual([REASONS[winner]]);
  });

  test('that do not care are all done, one after the other, whichever instance they come to', async () => {
    const answers = await all((index) => setBarrier(index % 2 ? one : two, index));
    expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    const made = answers.map(({ body }) => body.revision).sort((a, b) => a - b);
    expect(made).toEqual(
      countdown(MANY + 1)
        .reverse()
        .slice(1),
    );
    await setTimeout(A_SECOND);
    expect(await revisions(two)).toEqual(countdown(MANY + 1));
    for (const app of [one, two]) expect(await barriers(app)).toEqual(REASONS);
  });
});

describe('one request sent twenty times at once', () => {
  test.each([
    ['to one instance', () => one],
    ['to two', (index: number) => (index % 2 ? one : two)],
  ])('%s with one Idempotency-Key is done once, and answered alike', async (_, target) => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (__, index) => setBarrier(target(index), 7).set('Idempotency-Key', 'k')),
    );
    const first = { status: 200, body: { ...answers[0]!.body, revision: 2, changed: true } };
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual(Array(20).fill(first));
    expect(await revisions(one)).toEqual([2, 1]);
    const { items } = (await one.as(ADMIN, 'get', `/admin/v1/audit?stream=${stream}`)).body;
    expect(items).toHaveLength(2);
  });

  test('of which one has another body, is done once all the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        one
          .as(ADMIN, 'put', url('/releases/v7/barrier'))
          .set('Idempotency-Key', 'k')
          .send({ reason: `https://x.example/${index % 2}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(10).fill(409)]);
    expect(await revisions(one)).toEqual([2, 1]);
  });
});

describe('a stream that one instance deletes and makes again', () => {
  test('is noticed by the other within a second, as it is now', async () => {
    const remove = () => one.as(ADMIN, 'delete', url('?confirm=deletes_stream'));
    expect(await barriers(two)).toEqual([]);
    await remove();
    await one.as(ADMIN, 'post', '/admin/v1/streams').send({ name: stream });
    const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: 'f'.repeat(64) }];
    await one.as(ADMIN, 'post', url('/releases')).send({ version: 'new', payloads });
    await setTimeout(A_SECOND);
    const graphs = [one, two].map((app) => app.get(`/v1/graph?stream=${stream}&basearch=x86_64`));
    for (const { body } of await Promise.all(graphs)) {
      expect(body.nodes.map(({ version }: { version: string }) => version)).toEqual(['new']);
    }
    await remove();
    await setTimeout(A_SECOND);
    expect((await two.get(`/v1/graph?stream=${stream}&basearch=x86_64`)).status).toBe(404);
  });

  test('takes writes of the other at once, though that has not noticed yet', async () => {
    const name = `${stream}-new`;
    await one.as(ADMIN, 'post', '/admin/v1/streams').send({ name });
    const patched = await two.as(ADMIN, 'patch', `/admin/v1/streams/${name}`).send({ description: 'two' });
    expect([patched.status, patched.body]).toEqual([200, expect.objectContaining({ name, revision: 2 })]);
  });
});

describe('one name wanted by many at once', () => {
  test('is given to one of them', async () => {
    const name = `${stream}-wanted`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? one : two)
          .as(ADMIN, 'post', '/admin/v1/streams')
          .send(index % 3 ? { name } : { name: `${name}-${index}`, aliases: [name] }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(9).fill(409)]);
  });
});

test('what one instance has written the other one tells operators at once', async () => {
  await setBarrier(one, 3);
  expect((await two.as(ADMIN, 'get', url())).body.revision).toBe(2);
  expect(await revisions(two)).toEqual([2, 1]);
});
