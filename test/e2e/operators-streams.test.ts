import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { streamDrawn } from '../graph/draw.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600;
const NOON = '2026-11-22T00:00:00Z';

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
  await app.store.change(
    's',
    (current) => ({ ...releasesAre(...streamDrawn('.r'))(current), aliases: ['a'] }),
    NOTE,
  );
  await app.store.change('t', (current) => current, NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const send = (method: 'get' | 'post' | 'patch' | 'delete', path: string, body?: object) =>
  app.as(ADMIN, method, `/admin/v1/streams${path}`).send(body);

type Row = readonly [
  method: 'post' | 'patch' | 'delete',
  path: string,
  body: object | undefined,
  drawing: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'post',
    '',
    { name: 'rawhide' },
    [
      '201 r1 tried',
      'name "rawhide"',
      'aliases []',
      'description ""',
      'state "active"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'post',
    '',
    { name: 'rawhide', aliases: ['next', 'devel'], description: 'What comes next' },
    [
      '201 r1 tried',
      'name "rawhide"',
      'aliases ["devel","next"]',
      'description "What comes next"',
      'state "active"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  ['post', '', {}, ['400 invalid_body', 'missing_field /name']],
  ['post', '', { name: '-x' }, ['400 invalid_body', 'wrong_type /name']],
  [
    'post',
    '',
    { name: 'x'.repeat(65), aliases: ['a b'], description: 5, state: 'active' },
    [
      '400 invalid_body',
      'unknown_field /state',
      'wrong_type /name',
      'wrong_type /aliases',
      'wrong_type /description',
    ],
  ],
  ['post', '', { name: 'x', aliases: ['y', 'y'] }, ['400 invalid_body', 'wrong_type /aliases']],
  ['post', '', { name: 'x', aliases: ['x'] }, ['409 already_exists']],
  ['post', '', { name: 's' }, ['409 already_exists']],
  ['post', '', { name: 'a' }, ['409 already_exists']],
  ['post', '', { name: 'x', aliases: ['s'] }, ['409 already_exists']],
  ['post', '', { name: 'x', aliases: ['a'] }, ['409 already_exists']],
  [
    'patch',
    '/s',
    {},
    [
      '200 r1 unchanged tried',
      'name "s"',
      'aliases ["a"]',
      'description ""',
      'state "active"',
      'source {"kind":"seed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/s',
    { aliases: ['b', 'a'], description: 'An example' },
    [
      '200 r2 tried',
      'name "s"',
      'aliases ["a","b"]',
      'description "An example"',
      'state "active"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/a',
    { aliases: [] },
    [
      '200 r2 tried',
      'name "s"',
      'aliases []',
      'description ""',
      'state "active"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/s',
    { state: 'frozen' },
    [
      '200 r2 tried',
      'name "s"',
      'aliases ["a"]',
      'description ""',
      'state "frozen"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/s',
    { state: 'eol' },
    [
      '200 r2 tried',
      'name "s"',
      'aliases ["a"]',
      'description ""',
      'state "eol"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/s',
    { source: 'managed' },
    [
      '200 r2 tried',
      'name "s"',
      'aliases ["a"]',
      'description ""',
      'state "active"',
      'source {"kind":"managed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'patch',
    '/s',
    { state: 'closed', source: 'folder', aliases: null, name: 'x' },
    [
      '400 invalid_body',
      'unknown_field /name',
      'wrong_type /aliases',
      'wrong_type /state',
      'wrong_type /source',
    ],
  ],
  ['patch', '/s', { aliases: ['t'] }, ['409 already_exists']],
  ['patch', '/t', { aliases: ['a', 'u'] }, ['409 already_exists']],
  ['patch', '/s', { aliases: ['s'] }, ['409 already_exists']],
  ['patch', '/u', { state: 'eol' }, ['404 unknown_stream']],
  ['delete', '/s', undefined, ['409 needs_confirmation', 'deletes_stream', 'x86_64 checksum -v0 -v1 -v0>v1']],
  [
    'delete',
    '/s?confirm=deletes_stream',
    undefined,
    [
      '200 r2 tried',
      'x86_64 checksum -v0 -v1 -v0>v1',
      'name "s"',
      'aliases ["a"]',
      'description ""',
      'state "active"',
      'source {"kind":"seed"}',
      'updated_at "2026-11-22T00:00:00Z"',
    ],
  ],
  [
    'delete',
    '/s?confirm=lost_releases',
    undefined,
    ['409 needs_confirmation', 'deletes_stream', 'x86_64 checksum -v0 -v1 -v0>v1'],
  ],
  ['delete', '/t', undefined, ['409 needs_confirmation', 'deletes_stream']],
  ['delete', '/u?confirm=deletes_stream', undefined, ['404 unknown_stream']],
];

describe('each write says what it will do, or all that is wrong with it', () => {
  test.each(ROWS)('%s /admin/v1/streams%s %j', async (method, path, body, drawing) => {
    const tried = path + (path.includes('?') ? '&' : '?') + 'dry_run=true';
    expect(drawn(await send(method, tried, body))).toEqual(drawing);
    if (drawing[0]!.startsWith('4')) expect(drawn(await send(method, path, body))).toEqual(drawing);
  });
});

const EMPTY = {
  ...{ aliases: [], description: '', state: 'active', revision: 1, updated_at: NOON },
  source: {
    ...{ kind: 'managed', url: null },
    ...{ last_attempt: null, last_success: null, last_error: null, last_error_kind: null },
  },
  ...{ basearches: [], rollouts: [], warnings: [] },
};

const S = {
  ...{ ...EMPTY, name: 's', aliases: ['a'] },
  source: { ...EMPTY.source, kind: 'seed' },
  basearches: [
    {
      basearch: 'x86_64',
      schemes: [{ scheme: 'checksum', nodes: 2, edges: 1, newest: 'v1', newest_for_all: 'v1' }],
    },
  ],
  rollouts: [
    {
      ...{ version: 'v1', state: 'finished', throttle: 1, start: null, end: null },
      ...{ duration_minutes: null, basearches: null, public_reason: null },
    },
  ],
};
const T = { ...EMPTY, name: 't', source: S.source };

describe('GET /admin/v1/streams', () => {
  test('has all of them in full', async () => {
    const { status, body } = await send('get', '');
    expect([status, body]).toEqual([200, { items: [S, T], next_cursor: null }]);
  });

  test('comes in pages', async () => {
    const first = (await send('get', '?limit=1')).body;
    expect(first).toEqual({ items: [S], next_cursor: expect.any(String) });
    const second = (await send('get', `?limit=1&cursor=${first.next_cursor}`)).body;
    expect(second).toEqual({ items: [T], next_cursor: null });
  });

  test.each(['s', 'a'])('has %s by its name or alias', async (name) => {
    const { status, body, headers } = await send('get', `/${name}`);
    expect([status, body]).toEqual([200, S]);
    expect(headers['etag']).toMatch(/^"1\.[\w-]{22}"$/);
  });

  test('of one that is not there names those that are', async () => {
    const { status, body } = await send('get', '/u');
    expect([status, body.kind, body.detail]).toEqual([
      ...[404, 'unknown_stream', 'no such stream here; there are s, t'],
    ]);
  });
});

/** These come last: they change the streams for good. */
describe('a stream', () => {
  const MADE = { name: 'rawhide', aliases: ['next'], description: 'What comes next' };

  test('is there at once when it is made', async () => {
    const { status, body } = await send('post', '', MADE);
    expect([status, body]).toEqual([
      201,
      {
        ...{ ...MADE, state: 'active', source: { kind: 'managed' }, updated_at: NOON },
        ...{ revision: 1, dry_run: false, changed: true, warnings: [], exposure: [], diff: [] },
      },
    ]);
    expect((await send('get', '/next')).body).toEqual({ ...EMPTY, ...MADE });
    const agents = await app.get('/v1/graph?stream=rawhide&basearch=x86_64');
    expect([agents.status, agents.body]).toEqual([200, { nodes: [], edges: [] }]);
  });

  test('says to everybody that it has come to its end', async () => {
    await send('patch', '/rawhide', { state: 'eol', aliases: [] });
    expect((await app.get('/v1/streams/rawhide')).body).toMatchObject({ state: 'eol', aliases: [] });
    expect((await app.get('/v1/streams/next')).status).toBe(404);
  });

  test('that is deleted is gone, but for the audit; made again it goes on counting', async () => {
    expect(drawn(await send('delete', '/rawhide?confirm=deletes_stream'))[0]).toBe('200 r3');
    for (const path of ['/admin/v1/streams/rawhide', '/v1/streams/rawhide', '/updates/rawhide.json']) {
      expect([path, (await app.as(ADMIN, 'get', path)).status]).toEqual([path, 404]);
    }
    const { items } = (await app.as(ADMIN, 'get', '/admin/v1/audit?stream=rawhide')).body;
    expect(items.map(({ operations }: { operations: object[] }) => operations)).toEqual([
      [{ op: 'delete_stream' }],
      [
        {
          ...{ op: 'describe_stream', state: 'eol', aliases: [] },
          before: { aliases: ['next'], description: 'What comes next', state: 'active', source: 'managed' },
        },
      ],
      [{ op: 'create_stream', aliases: ['next'], description: 'What comes next' }],
    ]);
    expect(drawn(await send('post', '', MADE))[0]).toBe('201 r4');
  });
});
