import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf, rolloutOf, streamDrawn } from '../graph/draw.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const LINK = 'https://x.example/why';
const S = '/admin/v1/streams/s';

/** v0 and v1, a barrier; v2, a deadend; v3 and v4, for all; v5; v6, half way; v7, the newest. */
const RELEASES = [
  ...streamDrawn('.bd.r.'),
  { ...releaseOf('v6', 6), rollout: rolloutOf(NOW - 86_400, 0, 2880) },
  {
    ...releaseOf('v7', 7),
    aliases: [{ basearch: 'x86_64', scheme: 'checksum', payload: 'a'.repeat(64), reason: LINK }],
  } as const,
];

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
  await app.store.change('s', releasesAre(...RELEASES), NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const payload = (digit: string, more: object = {}) => ({
  basearch: 'x86_64',
  scheme: 'checksum',
  payload: digit.repeat(64),
  ...more,
});
const NEW = { version: 'v8', payloads: [payload('8')] };

type Row = readonly [
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  body: object | undefined,
  drawing: readonly string[],
];

const ROWS: readonly Row[] = [
  ['post', '/releases', NEW, ['201 r2 tried', 'x86_64 checksum +v8']],
  [
    'post',
    '/releases',
    { ...NEW, metadata: 'https://x.example/v8.json', barrier: { reason: LINK } },
    [
      '201 r2 tried',
      'warning barrier_for_all_at_once /barrier',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { duration: '48h' } },
    [
      '201 r2 tried',
      'warning overlapping_rollouts /rollout',
      'v8 2026-11-22T00:00:00Z 0',
      'v8 2026-11-22T04:48:00Z 0.1',
      'v8 2026-11-23T00:00:00Z 0.5',
      'v8 2026-11-24T00:00:00Z 1',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { start: 'now', duration: '48h', start_fraction: 0.2 } },
    [
      '201 r2 tried',
      'warning overlapping_rollouts /rollout',
      'v8 2026-11-22T00:00:00Z 0.2',
      'v8 2026-11-22T18:00:00Z 0.5',
      'v8 2026-11-24T00:00:00Z 1',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, payloads: [payload('8', { basearch: 'amd64' })] },
    ['201 r2 tried', 'x86_64 checksum +v8'],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: LINK },
    [
      '200 r2 tried',
      'warning barrier_for_all_at_once',
      'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5 -v1>v6 -v3>v6 -v4>v6',
    ],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: 'no link', basearches: ['amd64'] },
    [
      '200 r2 tried',
      'warning reason_not_a_link /reason',
      'warning barrier_for_all_at_once',
      'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5 -v1>v6 -v3>v6 -v4>v6',
    ],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: LINK, basearches: ['aarch64'] },
    ['200 r2 tried', 'warning unknown_basearch /basearches'],
  ],
  ['delete', '/releases/v1/barrier', undefined, ['200 r2 tried', 'x86_64 checksum ~v1 +v0>v6 +v0>v4 -v0>v1']],
  ['delete', '/releases/v0/barrier', undefined, ['200 r1 unchanged tried']],
  ['put', '/releases/v5/deadend', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v5 -v5>v6']],
  ['delete', '/releases/v2/deadend', undefined, ['200 r2 tried', 'x86_64 checksum ~v2 +v2>v6 +v2>v4']],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '48h' },
    [
      '200 r2 tried',
      'warning overlapping_rollouts',
      'v7 2026-11-22T00:00:00Z 0',
      'v7 2026-11-22T04:48:00Z 0.1',
      'v7 2026-11-23T00:00:00Z 0.5',
      'v7 2026-11-24T00:00:00Z 1',
      'x86_64 checksum ~v7 +v1>v7 +v3>v7 +v4>v7 +v5>v7 +v6>v7',
    ],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { start: '2026-11-23T01:00:00+01:00', duration: '2d', start_fraction: 0.25 },
    [
      '200 r2 tried',
      'warning overlapping_rollouts',
      'v7 2026-11-22T00:00:00Z 0',
      'v7 2026-11-23T00:00:00Z 0.25',
      'v7 2026-11-23T16:00:00Z 0.5',
      'v7 2026-11-25T00:00:00Z 1',
      'x86_64 checksum ~v7 +v1>v7 +v3>v7 +v4>v7 +v5>v7 +v6>v7',
    ],
  ],
  [
    'put',
    '/releases/v6/rollout',
    { start: '2026-11-21T00:00:00Z', duration: '48h' },
    ['200 r1 unchanged tried'],
  ],
  [
    'put',
    '/releases/v6/rollout',
    { start: '2026-11-21T23:59:59Z', duration: '48h' },
    [
      '200 r2 tried',
      'warning exposure_falls',
      'v6 2026-11-22T00:00:00Z 0.000005787037',
      'v6 2026-11-22T04:47:59Z 0.1',
      'v6 2026-11-22T23:59:59Z 0.5',
      'v6 2026-11-23T23:59:59Z 1',
      'x86_64 checksum ~v6',
    ],
  ],
  [
    'post',
    '/releases/v6/rollout/pause',
    { reason: LINK },
    ['200 r2 tried', 'v6 2026-11-22T00:00:00Z 0.5', 'x86_64 checksum ~v6'],
  ],
  [
    'post',
    '/releases/v6/rollout/withdraw',
    { reason: LINK },
    ['200 r2 tried', 'x86_64 checksum ~v6 -v1>v6 -v3>v6 -v4>v6 -v5>v6'],
  ],
  [
    'post',
    '/releases/v6/rollout/finish',
    { reason: LINK },
    ['409 needs_confirmation', 'blast_radius', 'v6 2026-11-22T00:00:00Z 1', 'x86_64 checksum ~v6'],
  ],
  [
    'post',
    '/releases/v6/rollout/finish?confirm=blast_radius',
    { reason: LINK },
    ['200 r2 tried', 'warning cliff', 'v6 2026-11-22T00:00:00Z 1', 'x86_64 checksum ~v6'],
  ],
  [
    'post',
    '/releases/v7/payloads',
    { payloads: [payload('7', { basearch: 'arm64' })] },
    ['201 r2 tried', 'aarch64 checksum +v7'],
  ],
  [
    'post',
    '/releases/v7/payloads',
    { payloads: [payload('7', { scheme: 'oci', payload: `r/i@sha256:${'7'.repeat(64)}` })] },
    ['201 r2 tried', 'x86_64 oci +v7'],
  ],
  ['post', '/releases/v7/payload-aliases', { ...payload('c'), reason: LINK }, ['201 r2 tried']],
  ['post', '/releases/v7/payload-aliases', { ...payload('a'), reason: LINK }, ['201 r1 unchanged tried']],
  ['delete', '/releases/v7/payload-aliases/b3e13b362fda5bb2', undefined, ['200 r2 tried']],
  ['post', '/releases/v4/retire', { reason: LINK }, ['200 r2 tried', 'x86_64 checksum ~v4 -v1>v4 -v3>v4']],
  ['post', '/releases/v7/retire', { reason: LINK }, ['200 r2 tried']],
  [
    'post',
    '/releases/v1/retire',
    { reason: LINK },
    ['200 r2 tried', 'x86_64 checksum ~v1 +v0>v6 +v0>v4 -v0>v1'],
  ],
];

/** Everything wrong is told at once. */
const REFUSED: readonly Row[] = [
  ['post', '/releases', {}, ['400 invalid_body', 'missing_field /version', 'missing_field /payloads']],
  ['post', '/releases', undefined, ['400 invalid_body', 'missing_field /version', 'missing_field /payloads']],
  ['post', '/releases', [], ['400 invalid_body', 'wrong_type']],
  ['post', '/releases', { ...NEW, payloads: [] }, ['400 invalid_body', 'wrong_type /payloads']],
  ['post', '/releases', { ...NEW, payloads: 'x' }, ['400 invalid_body', 'wrong_type /payloads']],
  [
    'post',
    '/releases',
    { ...NEW, payloads: [{ basearch: 1, scheme: 'ostree', payload: null, more: 1 }], x: 1 },
    [
      '400 invalid_body',
      'unknown_field /x',
      'unknown_field /payloads/0/more',
      'wrong_type /payloads/0/basearch',
      'wrong_type /payloads/0/scheme',
      'wrong_type /payloads/0/payload',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, metadata: 'x', barrier: 'x', rollout: { start: 5, duration: 48, start_fraction: '0' } },
    [
      '400 invalid_body',
      'wrong_type /metadata',
      'wrong_type /barrier',
      'wrong_type /rollout/start',
      'wrong_type /rollout/duration',
      'wrong_type /rollout/start_fraction',
    ],
  ],
  [
    'post',
    '/releases',
    { version: 'a b', payloads: [payload('8', { basearch: 'x y', payload: 'XYZ' })] },
    [
      '422 invalid_release_data',
      'invalid_basearch /payloads/0/basearch',
      'invalid_payload /payloads/0/payload',
      'invalid_version /version',
    ],
  ],
  [
    'post',
    '/releases',
    { version: 'v8', payloads: [payload('8'), payload('9')] },
    ['422 invalid_release_data', 'duplicate_payload /payloads/1/payload'],
  ],
  [
    'post',
    '/releases',
    { version: 'v8', payloads: [{ ...payload('8'), payload: releaseOf('', 5).payloads[0]?.payload }] },
    ['422 invalid_release_data', 'duplicate_payload /payloads/0/payload'],
  ],
  [
    'post',
    '/releases',
    { ...NEW, payloads: [payload('8', { scheme: 'oci', payload: 'r/i:latest' })] },
    ['422 invalid_release_data', 'invalid_payload /payloads/0/payload'],
  ],
  ['post', '/releases', { ...NEW, version: 'v5' }, ['409 already_exists', 'duplicate_version /version']],
  [
    'post',
    '/releases',
    { ...NEW, barrier: {}, rollout: { start_fraction: 100, duration: '1200' } },
    [
      '422 invalid_release_data',
      'invalid_duration /rollout/duration',
      'missing_reason /barrier/reason',
      'fraction_out_of_range /rollout/start_fraction',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: {} },
    ['422 invalid_release_data', 'invalid_duration /rollout/duration'],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { start_fraction: 1 } },
    [
      '409 needs_confirmation',
      'blast_radius /rollout',
      'v8 2026-11-22T00:00:00Z 1',
      'x86_64 checksum +v8 ~v4 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8 -v1>v4 -v3>v4',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { duration: '48h', start_fraction: 0.3 } },
    [
      '409 needs_confirmation',
      'blast_radius /rollout',
      'v8 2026-11-22T00:00:00Z 0.3',
      'v8 2026-11-22T13:42:52Z 0.500002314815',
      'v8 2026-11-24T00:00:00Z 1',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { start: '2026-11-21T22:59:59Z', duration: '48h' } },
    [
      '409 needs_confirmation',
      'start_in_past /rollout/start',
      'v8 2026-11-22T00:00:00Z 0.02083912037',
      'v8 2026-11-22T03:47:59Z 0.1',
      'v8 2026-11-22T22:59:59Z 0.5',
      'v8 2026-11-23T22:59:59Z 1',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  [
    'post',
    '/releases',
    { ...NEW, rollout: { start: '2027-11-22T00:00:00Z', duration: '48h' } },
    [
      '409 needs_confirmation',
      'start_far_ahead /rollout/start',
      'v8 2026-11-22T00:00:00Z 0',
      'v8 2027-11-22T04:48:00Z 0.1',
      'v8 2027-11-23T00:00:00Z 0.5',
      'v8 2027-11-24T00:00:00Z 1',
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ],
  ],
  ['put', '/releases/v9/barrier', { reason: LINK }, ['404 unknown_version']],
  ['put', '/releases/v9/barrier', { reason: 5 }, ['404 unknown_version']],
  ['put', '/releases/v5/barrier', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: '' }, ['422 invalid_release_data', 'missing_reason /reason']],
  ['put', '/releases/v5/barrier', { reason: '-rf' }, ['422 invalid_release_data', 'invalid_reason /reason']],
  [
    'put',
    '/releases/v5/barrier',
    { reason: 'two\nlines' },
    ['422 invalid_release_data', 'invalid_reason /reason'],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: 'x'.repeat(501) },
    ['422 invalid_release_data', 'invalid_reason /reason'],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: LINK, basearches: [] },
    ['400 invalid_body', 'wrong_type /basearches'],
  ],
  [
    'put',
    '/releases/v5/barrier',
    { reason: LINK, basearches: ['a b'] },
    ['422 invalid_release_data', 'invalid_basearch /basearches'],
  ],
  ['put', '/releases/v2/barrier', { reason: LINK }, ['422 invalid_release_data', 'barrier_and_deadend']],
  ['put', '/releases/v1/deadend', { reason: LINK }, ['422 invalid_release_data', 'barrier_and_deadend']],
  ['put', '/releases/v4/deadend', { reason: LINK }, ['422 invalid_release_data', 'rollout_of_deadend']],
  [
    'delete',
    '/releases/v1/barrier',
    { basearches: ['x86_64'] },
    ['400 invalid_body', 'unknown_field /basearches'],
  ],
  ['delete', '/releases/v9/deadend', undefined, ['404 unknown_version']],
  ['put', '/releases/v2/rollout', { duration: '48h' }, ['422 invalid_release_data', 'rollout_of_deadend']],
  [
    'put',
    '/releases/v5/rollout',
    { duration: '48h' },
    [
      '409 needs_confirmation',
      'not_newest',
      'v5 2026-11-22T00:00:00Z 0',
      'v5 2026-11-22T04:48:00Z 0.1',
      'v5 2026-11-23T00:00:00Z 0.5',
      'v5 2026-11-24T00:00:00Z 1',
      'x86_64 checksum ~v5 +v1>v5 +v3>v5 +v4>v5',
    ],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '48' },
    ['422 invalid_release_data', 'invalid_duration /duration'],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '0h' },
    ['422 invalid_release_data', 'invalid_duration /duration'],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '48h', start: 'yesterday' },
    ['400 invalid_body', 'wrong_type /start'],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '48h', start_percentage: 0.5 },
    ['400 invalid_body', 'unknown_field /start_percentage'],
  ],
  [
    'put',
    '/releases/v7/rollout',
    { duration: '48h', start_fraction: -0.1 },
    ['422 invalid_release_data', 'fraction_out_of_range /start_fraction'],
  ],
  [
    'put',
    '/releases/v6/rollout',
    { duration: '5m' },
    [
      '409 needs_confirmation',
      'blast_radius',
      'v6 2026-11-22T00:00:00Z 0',
      'v6 2026-11-22T00:00:30Z 0.1',
      'v6 2026-11-22T00:02:30Z 0.5',
      'v6 2026-11-22T00:05:00Z 1',
      'x86_64 checksum ~v6',
    ],
  ],
  ['post', '/releases/v6/rollout/pause', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  [
    'post',
    '/releases/v6/rollout/pause',
    { reason: LINK, public_reason: '-x', review_at: 5 },
    ['400 invalid_body', 'wrong_type /review_at', 'invalid_reason /public_reason'],
  ],
  [
    'post',
    '/releases/v6/rollout/pause',
    { reason: '-x', public_reason: '' },
    ['422 invalid_release_data', 'invalid_reason /reason', 'missing_reason /public_reason'],
  ],
  ['post', '/releases/v5/rollout/pause', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v4/rollout/pause', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/resume', {}, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v5/rollout/resume', undefined, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v4/rollout/finish', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/finish', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v5/rollout/withdraw', { reason: LINK }, ['409 invalid_state', 'invalid_state']],
  ['post', '/releases/v6/rollout/withdraw', {}, ['422 invalid_release_data', 'missing_reason /reason']],
  ['post', '/releases/v7/payloads', {}, ['400 invalid_body', 'missing_field /payloads']],
  [
    'post',
    '/releases/v7/payloads',
    { payloads: [payload('7')] },
    ['422 invalid_release_data', 'duplicate_payload /payloads/0/payload'],
  ],
  [
    'post',
    '/releases/v7/payload-aliases',
    {},
    [
      '400 invalid_body',
      'missing_field /basearch',
      'missing_field /scheme',
      'missing_field /payload',
      'missing_reason /reason',
    ],
  ],
  [
    'post',
    '/releases/v7/payload-aliases',
    payload('c'),
    ['422 invalid_release_data', 'missing_reason /reason'],
  ],
  [
    'post',
    '/releases/v7/payload-aliases',
    { ...payload('c'), payload: 'x', reason: LINK },
    ['422 invalid_release_data', 'invalid_payload /payload'],
  ],
  [
    'post',
    '/releases/v7/payload-aliases',
    { ...payload('0'), payload: releaseOf('', 5).payloads[0]?.payload, reason: LINK },
    ['422 invalid_release_data', 'duplicate_payload /payload'],
  ],
  ['delete', '/releases/v7/payload-aliases/0', undefined, ['404 not_found']],
  ['delete', '/releases/v7/payload-aliases/0', { id: 'b3e13b362fda5bb2' }, ['404 not_found']],
  ['post', '/releases/v7/retire', {}, ['422 invalid_release_data', 'missing_reason /reason']],
];

const send = (method: Row[0], path: string, body?: object) => app.as(ADMIN, method, S + path).send(body);

describe('each write says what it will do', () => {
  test.each(ROWS)('%s %s %j', async (method, path, body, drawing) => {
    const tried = path + (path.includes('?') ? '&' : '?') + 'dry_run=true';
    expect(drawn(await send(method, tried, body))).toEqual(drawing);
  });
});

describe('each write says everything that is wrong with it', () => {
  test.each(REFUSED)('%s %s %j', async (method, path, body, drawing) => {
    expect(drawn(await send(method, `${path}?dry_run=true`, body))).toEqual(drawing);
    expect(drawn(await send(method, path, body))).toEqual(drawing);
  });

  test('in words that show the way out', async () => {
    const rollout = { start: '2027-11-22T00:00:00Z', duration: '48h' };
    const { status, headers, body } = await send('post', '/releases', { ...NEW, rollout });
    const message = 'the rollout starts in 365 days, over 30: correct the start, or confirm it';
    expect([status, headers['content-type'], body]).toEqual([
      409,
      'application/problem+json',
      {
        type: '/docs/errors#needs_confirmation',
        title: 'Known to have gone wrong before',
        status: 409,
        detail: `/rollout/start: ${message}; if that is meant, confirm start_far_ahead`,
        kind: 'needs_confirmation',
        errors: [{ path: '/rollout/start', code: 'start_far_ahead', message }],
        diff: [expect.objectContaining({ nodes_added: ['v8'] })],
        exposure: expect.arrayContaining([{ version: 'v8', at: '2026-11-22T00:00:00Z', throttle: 0 }]),
      },
    ]);
  });
});

const BARE = {
  ...{ metadata: '', payload_aliases: [], barrier: null, deadend: null, rollout: null },
  ...{ rollout_withdrawn: false, retired: null },
};
const scope = (from: readonly string[], to: readonly string[]) => ({
  reachable_from: from,
  leads_to: to,
  scopes: [{ basearch: 'x86_64', scheme: 'checksum', reachable_from: from, leads_to: to }],
});
const payloadOf = (number: number) => payload('0', { payload: releaseOf('', number).payloads[0]?.payload });

describe('GET /admin/v1/streams/{stream}/releases', () => {
  const V6 = {
    ...{ ...BARE, version: 'v6', age_index: 6, payloads: [payloadOf(6)] },
    ...scope(['v1', 'v3', 'v4', 'v5'], []),
    rollout: {
      ...{ state: 'active', throttle: 0.5, start: '2026-11-21T00:00:00Z', end: '2026-11-23T00:00:00Z' },
      ...{ duration: '2d', duration_minutes: 2880, start_fraction: 0, basearches: null },
      ...{ pause: null, origin: 'local' },
    },
  };
  const V7 = {
    ...{ ...BARE, version: 'v7', age_index: 7, payloads: [payloadOf(7)] },
    ...scope([], []),
    payload_aliases: [{ id: 'b3e13b362fda5bb2', ...payload('a'), reason: LINK, origin: 'local' }],
  };

  test('has everything known of each, newest first, in pages', async () => {
    const first = await send('get', '/releases?limit=2');
    expect([first.status, first.body]).toEqual([200, { items: [V7, V6], next_cursor: expect.any(String) }]);
    expect(first.headers['etag']).toMatch(/^"1\.[\w-]{22}"$/);
    const rest = await send('get', `/releases?limit=500&cursor=${first.body.next_cursor}`);
    const versions = rest.body.items.map(({ version }: { version: string }) => version);
    expect([versions, rest.body.next_cursor]).toEqual([['v5', 'v4', 'v3', 'v2', 'v1', 'v0'], null]);
  });

  test.each([
    [V6.version, V6],
    [V7.version, V7],
    [
      'v1',
      {
        ...{ ...BARE, version: 'v1', age_index: 1, payloads: [payloadOf(1)], ...scope(['v0'], ['v6', 'v4']) },
        barrier: { reason: 'a barrier', basearches: null, origin: 'local' },
      },
    ],
  ])('%s', async (version, view) => {
    const { status, body, headers } = await send('get', `/releases/${version}`);
    expect([status, body]).toEqual([200, view]);
    expect(headers['etag']).toMatch(/^"1\.[\w-]{22}"$/);
  });

  test.each([
    ['/admin/v1/streams/s/releases/v9', '404 unknown_version'],
    ['/admin/v1/streams/t/releases/v1', '404 unknown_stream'],
    ['/admin/v1/streams/t/releases', '404 unknown_stream'],
    ['/admin/v1/streams/s/releases?limit=0', '400 invalid_params invalid_params /limit'],
    ['/admin/v1/streams/s/releases?dry=1', '400 invalid_params invalid_params /dry'],
    ['/admin/v1/streams/s/releases/v1/rollout', '405 method_not_allowed'],
    ['/admin/v1/streams/s/releases/v1/nope', '404 not_found'],
  ])('%s is %s', async (path, drawing) => {
    expect(drawn(await app.as(ADMIN, 'get', path)).join(' ')).toBe(drawing);
  });
});

/** These come last: they change the stream for good. */
describe('when the answer comes, this instance serves it', () => {
  const agents = async (query = '') =>
    (await app.get(`/v1/graph?stream=s&basearch=x86_64&rollout_wariness=0${query}`)).body;

  test('a release that is published', async () => {
    const { next_cursor: cursor } = (await send('get', '/releases?limit=2')).body;
    const barrier = { reason: LINK };
    expect(
      drawn(await send('post', '/releases', { ...NEW, metadata: 'https://x.example/8', barrier })),
    ).toEqual([
      ...['201 r2', 'warning barrier_for_all_at_once /barrier'],
      'x86_64 checksum +v8 +v1>v8 +v3>v8 +v4>v8 +v5>v8 +v6>v8 +v7>v8',
    ]);
    const { nodes } = await agents();
    expect(nodes[8]).toEqual({
      version: 'v8',
      payload: '8'.repeat(64),
      metadata: {
        'org.fedoraproject.coreos.releases.age_index': '8',
        'org.fedoraproject.coreos.scheme': 'checksum',
        'org.fedoraproject.coreos.updates.barrier': 'true',
        'org.fedoraproject.coreos.updates.barrier_reason': LINK,
      },
    });
    expect((await send('get', '/releases/v8')).body).toMatchObject({ metadata: 'https://x.example/8' });
    const [{ version }] = (await send('get', `/releases?limit=2&cursor=${cursor}`)).body.items;
    expect(version).toBe('v5');
  });

  test('an architecture that comes late', async () => {
    const body = { payloads: [payload('7', { basearch: 'arm64' })] };
    expect(drawn(await send('post', '/releases/v7/payloads', body))).toEqual([
      '201 r3',
      'aarch64 checksum +v7',
    ]);
    expect((await app.get('/v1/graph?stream=s&basearch=aarch64')).body.nodes).toHaveLength(1);
  });

  test('a payload alias, until it is removed', async () => {
    const asked = `&os_checksum=${'e'.repeat(64)}`;
    const before = await agents(asked);
    const added = await send('post', '/releases/v5/payload-aliases', { ...payload('e'), reason: LINK });
    expect(drawn(added)).toEqual(['201 r4']);
    expect((await agents(asked)).nodes[5]).toMatchObject({ version: 'v5', payload: 'e'.repeat(64) });
    const [{ id }] = (await send('get', '/releases/v5')).body.payload_aliases;
    const removed = await send('delete', `/releases/v5/payload-aliases/${id}`, { reason: 'not needed' });
    expect(drawn(removed)).toEqual(['200 r5']);
    expect(await agents(asked)).toEqual(before);
    const [{ operations, reason }] = (await app.as(ADMIN, 'get', '/admin/v1/audit')).body.items;
    const operation = { op: 'remove_payload_alias', version: 'v5', id, reason: 'not needed' };
    expect([operations, reason]).toEqual([[operation], 'not needed']);
  });

  test('a release that is retired: nodes find themselves, nobody is led to it', async () => {
    expect(drawn(await send('post', '/releases/v8/retire', { reason: LINK }))).toEqual([
      '409 needs_confirmation',
      'strands_nodes',
      'x86_64 checksum ~v8 -v1>v8 -v3>v8 -v4>v8 -v5>v8 -v6>v8 -v7>v8 !v6 !v7',
    ]);
    const confirmed = '/releases/v8/retire?confirm=strands_nodes';
    expect(drawn(await send('post', confirmed, { reason: LINK }))).toEqual([
      '200 r6',
      'x86_64 checksum ~v8 -v1>v8 -v3>v8 -v4>v8 -v5>v8 -v6>v8 -v7>v8 !v6 !v7',
    ]);
    expect((await send('get', '/releases/v8')).body.retired).toBe(LINK);
    expect(drawn(await send('put', '/releases/v8/barrier', { reason: LINK }))).toEqual([
      '409 invalid_state',
      'invalid_state',
    ]);
  });
});
