import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const folder = new GraphFolder();
let app: RunningApp;

beforeAll(async () => {
  folder.write('2403-LTS', {
    index: indexOf('1', '2', '3', '4', '5'),
    updates: {
      stream: '2403-LTS',
      releases: [
        { version: '1', metadata: { rollout: {} } },
        { version: '2', metadata: { rollout: { start_percentage: 1.0 } } },
        {
          version: '3',
          metadata: { rollout: { start_epoch: NOW - 1800, start_percentage: 0.0, duration_minutes: 60 } },
        },
        { version: '4', metadata: { rollout: { start_epoch: NOW + 60, duration_minutes: 2880 } } },
        { version: '5', metadata: { rollout: { start_epoch: NOW - 60, start_percentage: 0.3 } } },
      ],
    },
    profile: { aliases: ['24.03-LTS'], description: 'An example' },
  });
  folder.write('broken', { index: '<html>', updates: '<html>' });
  app = await RunningApp.start({ graphData: folder.path, mode: 'follow', now: NOW });
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

const LTS = {
  name: '2403-LTS',
  aliases: ['24.03-LTS'],
  description: 'An example',
  state: 'active',
  revision: 1,
  updated_at: expect.stringMatching(/Z$/),
  source: {
    kind: 'folder',
    last_attempt: '2026-11-22T00:00:00Z',
    last_success: '2026-11-22T00:00:00Z',
    last_error_kind: null,
  },
  basearches: [
    {
      basearch: 'x86_64',
      schemes: [{ scheme: 'checksum', nodes: 5, edges: 10, newest: '5', newest_for_all: '2' }],
    },
  ],
  rollouts: [
    rollout('1', 'paused', 0, [null, null, null]),
    rollout('2', 'finished', 1, [null, null, null]),
    rollout('3', 'active', 0.5, ['2026-11-21T23:30:00Z', '2026-11-22T00:30:00Z', 60]),
    rollout('4', 'scheduled', 0, ['2026-11-22T00:01:00Z', '2026-11-24T00:01:00Z', 2880]),
    rollout('5', 'paused', 0.3, ['2026-11-21T23:59:00Z', null, null]),
  ],
};

const BROKEN = {
  name: 'broken',
  aliases: [],
  description: '',
  state: 'active',
  revision: 0,
  updated_at: null,
  source: {
    kind: 'folder',
    last_attempt: '2026-11-22T00:00:00Z',
    last_success: null,
    last_error_kind: 'invalid_json',
  },
  basearches: [],
  rollouts: [],
};

type Times = readonly [start: string | null, end: string | null, minutes: number | null];

function rollout(version: string, state: string, throttle: number, [start, end, minutes]: Times): object {
  return {
    version,
    state,
    throttle,
    start,
    end,
    duration_minutes: minutes,
    basearches: null,
    public_reason: null,
  };
}

describe('GET /v1/streams', () => {
  test('tells how every stream fares, the incomplete ones too', async () => {
    const { status, body } = await app.get('/v1/streams');
    expect([status, body]).toEqual([200, { items: [LTS, BROKEN], next_cursor: null }]);
  });

  test('comes in pages', async () => {
    const first = (await app.get('/v1/streams?limit=1')).body;
    expect(first).toEqual({ items: [LTS], next_cursor: expect.any(String) });
    const second = (await app.get(`/v1/streams?limit=1&cursor=${first.next_cursor}`)).body;
    expect(second).toEqual({ items: [BROKEN], next_cursor: null });
  });

  test.each([
    ['limit=0', 'limit must be a whole number from 1 to 500'],
    ['limit=501', 'limit must be a whole number from 1 to 500'],
    ['limit=x', 'limit must be a whole number from 1 to 500'],
    ['cursor=%20', 'cursor must be the next_cursor of the page before'],
  ])('refuses %s', async (query, message) => {
    const { status, body } = await app.get(`/v1/streams?${query}`);
    expect([status, body]).toEqual([400, { kind: 'invalid_params', value: message }]);
  });
});

describe('GET /v1/streams/{stream}', () => {
  test.each(['2403-LTS', '24.03-LTS'])('tells how %s fares', async (name) => {
    const { status, body, headers } = await app.get(`/v1/streams/${name}`);
    expect([status, body]).toEqual([200, LTS]);
    expect(headers['etag']).toMatch(/^"1\.[\w-]{22}"$/);
  });

  test('has a validator that moves with time as the answer does', async () => {
    const tag = String((await app.get('/v1/streams/2403-LTS')).headers['etag']);
    const again = () => app.get('/v1/streams/2403-LTS').set('If-None-Match', tag);
    expect((await again()).status).toBe(304);
    app.clock.at = NOW + 1;
    expect((await again()).status).toBe(200);
    app.clock.at = NOW;
  });

  test('of an unknown stream names those there are', async () => {
    const { status, body } = await app.get('/v1/streams/nope');
    expect([status, body]).toEqual([
      404,
      { kind: 'unknown_stream', value: 'no such stream here; there is 2403-LTS' },
    ]);
  });
});
