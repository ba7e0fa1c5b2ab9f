import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Release } from '../../src/graph/model.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf, rolloutOf, streamDrawn } from '../graph/draw.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const HOUR = 3600;
const DAY = 24 * HOUR;
const LINK = 'https://x.example/why';
const WARINESSES = [0, 0.2, 0.25, 0.2500001, 0.5, 0.999, 1];

let app: RunningApp;
let stream: string;
let streams = 0;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
});

afterAll(async () => {
  await app.close();
});

/** Each test has a stream of its own: v0; v1, for all; v2, the newest. */
beforeEach(async () => {
  app.clock.at = NOW;
  stream = `s${++streams}`;
  await streamIs(...streamDrawn('.r.'));
});

async function streamIs(...releases: readonly Release[]): Promise<void> {
  await app.store.change(stream, releasesAre(...releases), NOTE);
  await app.refresh();
}

const send = (method: 'get' | 'post' | 'put' | 'patch', path: string, body?: object) =>
  app.as(ADMIN, method, `/admin/v1/streams/${stream}${path}`).send(body);

const write = async (...request: Parameters<typeof send>) => drawn(await send(...request));

const graphFor = async (wariness: number, of = stream) =>
  (await app.get(`/v1/graph?stream=${of}&basearch=x86_64&rollout_wariness=${wariness}`)).text;

const graphs = (of = stream) => Promise.all(WARINESSES.map((wariness) => graphFor(wariness, of)));

const edges = async () => (await graphs()).map((text) => JSON.stringify(JSON.parse(text).edges));

/** Who is led to the newest release, by wariness. */
const letIn = async () => (await edges()).map((text) => (text === '[[0,2],[1,2],[0,1]]' ? 1 : 0)).join('');

describe('a pause', () => {
  beforeEach(async () => {
    await write('put', '/releases/v2/rollout', { duration: '48h' });
    app.clock.at = NOW + 12 * HOUR;
  });

  const pause = () =>
    write('post', '/releases/v2/rollout/pause', { reason: LINK, public_reason: 'we look into it' });

  test('freezes every graph to the byte, however long it lasts', async () => {
    const before = await edges();
    expect(await pause()).toEqual(['200 r3', 'v2 2026-11-22T12:00:00Z 0.25', 'x86_64 checksum ~v2']);
    expect(await edges()).toEqual(before);
    const frozen = await graphs();
    expect(await letIn()).toBe('1110000');
    for (const later of [1, 300, HOUR, DAY, 36 * HOUR, 5 * DAY, 400 * DAY]) {
      app.clock.at = NOW + 12 * HOUR + later;
      expect(await graphs()).toEqual(frozen);
    }
  });

  test('goes on from there with the slope it had', async () => {
    await pause();
    app.clock.at = NOW + 12 * HOUR + 5 * DAY;
    const before = await edges();
    expect(await write('post', '/releases/v2/rollout/resume', { reason: 'a false alarm' })).toEqual([
      '200 r4',
      'v2 2026-11-27T12:00:00Z 0.25',
      'v2 2026-11-28T00:00:00Z 0.5',
      'v2 2026-11-29T00:00:00Z 1',
      'x86_64 checksum ~v2',
    ]);
    expect(await edges()).toEqual(before);
    for (const [later, expected] of [
      [0, '1110000'],
      [1, '1111000'],
      [12 * HOUR, '1111100'],
      [36 * HOUR, '1111111'],
    ] as const) {
      app.clock.at = NOW + 12 * HOUR + 5 * DAY + later;
      expect([later, await letIn()]).toEqual([later, expected]);
    }
  });

  test('is written into the documents as every server understands it', async () => {
    await pause();
    const index = (await app.get(`/prod/streams/${stream}/releases.json`)).body;
    const updates = (await app.get(`/updates/${stream}.json`)).body;
    expect(updates).toEqual({
      stream,
      metadata: { 'last-modified': '2026-11-22T12:00:00Z' },
      releases: [
        { version: 'v1', metadata: { rollout: { start_percentage: 1 } } },
        { version: 'v2', metadata: { rollout: { start_epoch: NOW + 12 * HOUR, start_percentage: 0.25 } } },
      ],
    });
    const copy = `${stream}-copy`;
    await app.as(ADMIN, 'post', '/admin/v1/streams').send({ name: copy });
    const imported = await app
      .as(ADMIN, 'put', `/admin/v1/streams/${copy}/documents`)
      .send({ releases: index, updates });
    expect([imported.status, imported.body.changed]).toEqual([200, true]);
    for (const later of [0, DAY, 30 * DAY]) {
      app.clock.at = NOW + 12 * HOUR + later;
      expect(await graphs(copy)).toEqual(await graphs());
    }
  });

  test('is told to everybody in public, and to operators in full', async () => {
    await pause();
    const { body } = await app.get(`/v1/streams/${stream}`);
    expect(body.rollouts[1]).toEqual({
      ...{ version: 'v2', state: 'paused', throttle: 0.25, start: '2026-11-22T12:00:00Z', end: null },
      ...{ duration_minutes: null, basearches: null, public_reason: 'we look into it' },
    });
    expect(JSON.stringify(body)).not.toContain(LINK);
    const { rollout } = (await send('get', '/releases/v2')).body;
    expect(rollout).toEqual({
      ...{ state: 'paused', throttle: 0.25, start: '2026-11-22T12:00:00Z', end: null, duration: null },
      ...{ duration_minutes: null, start_fraction: 0.25, basearches: null, origin: 'local' },
      pause: {
        ...{ since: '2026-11-22T12:00:00Z', reason: LINK, public_reason: 'we look into it' },
        review_at: '2026-11-23T12:00:00Z',
      },
    });
    app.clock.at = NOW + 12 * HOUR + DAY + 1;
    const { warnings } = (await send('get', '')).body;
    expect(warnings).toEqual([
      { code: 'paused_for_long', severity: 'warning', path: '', message: expect.stringContaining('25 %') },
    ]);
  });

  test('is in the way of a new start, and of another pause', async () => {
    await pause();
    for (const [method, path, body] of [
      ['put', '/releases/v2/rollout', { duration: '48h' }],
      ['post', '/releases/v2/rollout/pause', { reason: LINK }],
    ] as const) {
      expect(await write(method, path, body)).toEqual(['409 invalid_state', 'invalid_state']);
    }
  });

  test('can end with everybody, or with nobody', async () => {
    await pause();
    const finish = '/releases/v2/rollout/finish?confirm=blast_radius';
    expect((await write('post', `${finish}&dry_run=true`, { reason: LINK }))[0]).toBe('200 r4 tried');
    expect((await write('post', finish, { reason: LINK }))[0]).toBe('200 r4');
    expect(await letIn()).toBe('1111111');
    expect((await write('post', '/releases/v2/rollout/withdraw', { reason: LINK }))[0]).toBe('200 r5');
    expect(await letIn()).toBe('0000000');
  });
});

describe('a pause before the start', () => {
  beforeEach(async () => {
    const start = '2026-11-23T00:00:00Z';
    await write('put', '/releases/v2/rollout', { start, duration: '48h', start_fraction: 0.1 });
    await write('post', '/releases/v2/rollout/pause', { reason: LINK });
  });

  test.each([
    ['goes on as it was planned', 12 * HOUR, '2026-11-23T00:00:00Z', '2026-11-25T00:00:00Z'],
    ['starts now if that has passed', 10 * DAY, '2026-12-02T00:00:00Z', '2026-12-04T00:00:00Z'],
  ])('%s', async (_, later, start, end) => {
    app.clock.at = NOW + later;
    expect(await letIn()).toBe('1000000');
    await write('post', '/releases/v2/rollout/resume');
    const { rollout } = (await send('get', '/releases/v2')).body;
    expect(rollout).toMatchObject({ start, end, start_fraction: 0.1, pause: null });
  });
});

describe('a rollout', () => {
  test('goes through its states', async () => {
    const rollout = { start: '2026-11-22T06:00:00Z', duration: '24h' };
    await write('put', '/releases/v2/rollout', rollout);
    const seen = [];
    for (const later of [0, 6 * HOUR, 18 * HOUR, 30 * HOUR + 1]) {
      app.clock.at = NOW + later;
      const { state, throttle } = (await send('get', '/releases/v2')).body.rollout;
      seen.push([state, throttle]);
    }
    expect(seen).toEqual([
      ['scheduled', 0],
      ['active', 0],
      ['active', 0.5],
      ['finished', 1],
    ]);
  });

  test('takes finished ones away that are older than the newest finished one', async () => {
    await streamIs(...streamDrawn('.rrr'), releaseOf('v4', 4));
    expect(await write('put', '/releases/v4/rollout', { duration: '48h' })).toEqual([
      '200 r3',
      ...['v4 2026-11-22T00:00:00Z 0', 'v4 2026-11-22T04:48:00Z 0.1'],
      ...['v4 2026-11-23T00:00:00Z 0.5', 'v4 2026-11-24T00:00:00Z 1'],
      'x86_64 checksum ~v1 ~v2 ~v4 +v0>v4 +v1>v4 +v2>v4 +v3>v4 -v0>v2 -v1>v2 -v0>v1',
    ]);
  });

  test('that is under way is named where another starts', async () => {
    await streamIs(
      ...streamDrawn('r'),
      { ...releaseOf('v1', 1), rollout: rolloutOf(NOW - HOUR, 0, 120) },
      releaseOf('v2', 2),
    );
    const { body } = await send('put', '/releases/v2/rollout', { duration: '48h' });
    expect(body.warnings).toEqual([
      {
        ...{ code: 'overlapping_rollouts', severity: 'warning', path: '' },
        message:
          'the rollout of v1 is not finished: nodes may take both, and reboot twice; withdraw the older one unless that is meant',
      },
    ]);
  });

  test('for some basearches changes the graphs of those only', async () => {
    const arm = { basearch: 'aarch64', scheme: 'checksum', payload: 'a'.repeat(64) };
    await write('post', '/releases/v2/payloads', { payloads: [arm] });
    const answer = await write('put', '/releases/v2/rollout', { duration: '48h', basearches: ['amd64'] });
    expect(answer.at(-1)).toBe('x86_64 checksum ~v2 +v0>v2 +v1>v2');
    expect((await send('get', '/releases/v2')).body.rollout.basearches).toEqual(['x86_64']);
    expect((await app.get(`/v1/graph?stream=${stream}&basearch=aarch64`)).text).not.toContain(
      'updates.rollout',
    );
  });

  test.each(['frozen', 'eol'])(
    'does not start in a stream that is %s, but can be corrected and stopped there',
    async (state) => {
      await write('put', '/releases/v1/rollout?confirm=not_newest', { duration: '48h' });
      await send('patch', '', { state });
      expect(await write('put', '/releases/v2/rollout', { duration: '48h' })).toEqual([
        '409 invalid_state',
        'invalid_state',
      ]);
      expect((await write('put', '/releases/v1/rollout', { duration: '24h' }))[0]).toBe('200 r4');
      expect((await write('post', '/releases/v1/rollout/pause', { reason: LINK }))[0]).toBe('200 r5');
    },
  );
});
