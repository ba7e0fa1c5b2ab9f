import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { releaseOf, rolloutOf, streamDrawn } from '../graph/draw.js';
import { drawn } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const DAY = 86_400;
const LINK = 'https://x.example/why';

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
  // v0 and v1, a barrier; v2, for all; v3, half way; v4, the newest.
  const running = { ...releaseOf('v3', 3), rollout: rolloutOf(NOW - DAY, 0, 2880) };
  await app.store.change('s', releasesAre(...streamDrawn('.br'), running, releaseOf('v4', 4)), NOTE);
  await app.store.change('t', (current) => current, NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const send = (path: string, body: object | string, token = ADMIN) =>
  app.as(token, path.startsWith('/changes') ? 'post' : 'put', `/admin/v1/streams/s${path}`).send(body);

const revision = async () => (await app.as(ADMIN, 'get', '/admin/v1/streams/s')).body.revision;

const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: '5'.repeat(64) }];
const PUBLISH = { op: 'publish_release', version: 'v5', payloads };
const PAUSE = { op: 'pause_rollout', version: 'v3', reason: LINK };

type Row = readonly [operations: unknown, drawing: readonly string[]];

const SETS: readonly Row[] = [
  [
    [
      PUBLISH,
      { op: 'set_rollout', version: 'v5', duration: '48h' },
      { op: 'withdraw_rollout', version: 'v3', reason: LINK },
    ],
    [
      '200 r2 tried',
      'v5 2026-11-22T00:00:00Z 0',
      'v5 2026-11-22T04:48:00Z 0.1',
      'v5 2026-11-23T00:00:00Z 0.5',
      'v5 2026-11-24T00:00:00Z 1',
      'x86_64 checksum +v5 ~v3 +v1>v5 +v2>v5 +v3>v5 +v4>v5 -v1>v3 -v2>v3',
    ],
  ],
  [
    [PAUSE, { op: 'resume_rollout', version: 'v3' }],
    ['200 r2 tried', 'v3 2026-11-22T00:00:00Z 0.5', 'v3 2026-11-23T00:00:00Z 1', 'x86_64 checksum ~v3'],
  ],
  [
    [
      { op: 'set_barrier', version: 'v4', reason: LINK },
      { op: 'clear_barrier', version: 'v4' },
    ],
    ['200 r1 unchanged tried'],
  ],
  [
    [
      { op: 'set_deadend', version: 'v0', reason: LINK },
      { op: 'clear_deadend', version: 'v4' },
    ],
    ['200 r2 tried', 'x86_64 checksum ~v0 -v0>v1'],
  ],
  [
    [
      {
        op: 'add_payloads',
        version: 'v4',
        payloads: [{ basearch: 'arm64', scheme: 'checksum', payload: '4'.repeat(64) }],
      },
    ],
    ['200 r2 tried', 'aarch64 checksum +v4'],
  ],
  [[{ op: 'retire_release', version: 'v2', reason: LINK }], ['200 r2 tried', 'x86_64 checksum ~v2 -v1>v2']],
  [[{ op: 'restore', revision: 1 }], ['200 r1 unchanged tried']],
];

const REFUSED: readonly Row[] = [
  [
    [
      { op: 'add_payload_alias', version: 'v4', ...payloads[0], reason: LINK },
      { op: 'remove_payload_alias', version: 'v4', id: '5f1b6a1e4c8d2b30' },
    ],
    ['422 invalid_release_data', 'not_found /operations/1/id'],
  ],
  [undefined, ['400 invalid_body', 'missing_field /operations']],
  [[], ['400 invalid_body', 'wrong_type /operations']],
  [{}, ['400 invalid_body', 'wrong_type /operations']],
  [
    [1, null, { op: 'reboot' }, {}, { op: 'set_barrier' }],
    [
      '400 invalid_body',
      'wrong_type /operations/0',
      'wrong_type /operations/1',
      'unknown_operation /operations/2/op',
      'unknown_operation /operations/3/op',
      'missing_field /operations/4/version',
    ],
  ],
  [
    [
      { op: 'pause_rollout', reason: '-', public_reason: '' },
      { op: 'set_rollout', version: 5, duration: '12' },
    ],
    [
      '400 invalid_body',
      'missing_field /operations/0/version',
      'missing_field /operations/1/version',
      'invalid_reason /operations/0/reason',
      'missing_reason /operations/0/public_reason',
    ],
  ],
  [
    [
      { op: 'pause_rollout', version: 'v9' },
      { op: 'finish_rollout', version: 'v2', reason: '' },
      PUBLISH,
      PUBLISH,
    ],
    [
      '422 invalid_release_data',
      'missing_reason /operations/0/reason',
      'unknown_version /operations/0/version',
      'missing_reason /operations/1/reason',
      'invalid_state /operations/1',
      'duplicate_version /operations/3/version',
    ],
  ],
  [
    [
      { ...PAUSE, reason: 5, extra: 1 },
      { op: 'set_rollout', version: 'v4', duration: '1200', start_fraction: 100 },
      { op: 'restore', revision: 99 },
    ],
    [
      '400 invalid_body',
      'unknown_field /operations/0/extra',
      'wrong_type /operations/0/reason',
      'invalid_duration /operations/1/duration',
      'unknown_revision /operations/2/revision',
      'fraction_out_of_range /operations/1/start_fraction',
    ],
  ],
  [[{ op: 'restore', revision: 'x' }], ['400 invalid_body', 'wrong_type /operations/0/revision']],
  [
    [{ op: 'restore', revision: 2_147_483_647 }],
    ['422 invalid_release_data', 'unknown_revision /operations/0/revision'],
  ],
  [
    [{ op: 'restore', revision: 99 }],
    ['422 invalid_release_data', 'unknown_revision /operations/0/revision'],
  ],
  [
    [
      { op: 'set_rollout', version: 'v1', duration: '5m' },
      { op: 'set_rollout', version: 'v4', start: '2027-12-01T00:00:00Z', duration: '2d' },
    ],
    [
      '409 needs_confirmation',
      'not_newest /operations/0',
      'start_far_ahead /operations/1/start',
      'blast_radius /operations/0',
      'v1 2026-11-22T00:00:00Z 0',
      'v1 2026-11-22T00:00:30Z 0.1',
      'v1 2026-11-22T00:02:30Z 0.5',
      'v1 2026-11-22T00:05:00Z 1',
      'v4 2026-11-22T00:00:00Z 0',
      'v4 2027-12-01T04:48:00Z 0.1',
      'v4 2027-12-02T00:00:00Z 0.5',
      'v4 2027-12-03T00:00:00Z 1',
      'x86_64 checksum ~v1 ~v4 +v1>v4 +v2>v4 +v3>v4',
    ],
  ],
  [
    [
      { op: 'set_deadend', version: 'v1', reason: LINK },
      { op: 'set_barrier', version: 'v0', reason: '-' },
    ],
    ['422 invalid_release_data', 'invalid_reason /operations/1/reason', 'barrier_and_deadend /operations/0'],
  ],
];

const DOCUMENTS = { releases: indexOf('1', '2', '3'), updates: rolledOut('2') };

const IMPORTS: readonly (readonly [what: string, path: string, body: object, drawing: readonly string[]])[] =
  [
    ['nothing', '/documents', {}, ['400 invalid_body', 'missing_field /releases', 'missing_field /updates']],
    [
      'lists',
      '/documents',
      { releases: [], updates: null },
      ['400 invalid_body', 'wrong_type /updates', 'wrong_type /releases'],
    ],
    [
      'wrong types',
      '/documents',
      {
        releases: { releases: [{ version: 1 }] },
        updates: {
          stream: 's',
          releases: [{ version: 'x', metadata: { rollout: { start_percentage: 100 } } }],
        },
      },
      [
        '422 invalid_release_data',
        'wrong_type /releases/releases/0/version',
        'missing_field /releases/releases/0/metadata',
        'fraction_out_of_range /updates/releases/0/metadata/rollout/start_percentage',
      ],
    ],
    [
      'other releases',
      '/documents',
      DOCUMENTS,
      [
        '409 needs_confirmation',
        'not_newest /updates/releases/0/metadata/rollout',
        'blast_radius /updates/releases/0/metadata/rollout',
        'lost_releases',
        '2 2026-11-22T00:00:00Z 1',
        'x86_64 checksum +1 +2 +3 -v0 -v1 -v2 -v3 -v4 +1>2 -v1>v3 -v2>v3 -v1>v2 -v0>v1',
      ],
    ],
    [
      'other releases, meant',
      '/documents',
      { ...DOCUMENTS, confirm: ['lost_releases'] },
      [
        '409 needs_confirmation',
        'not_newest /updates/releases/0/metadata/rollout',
        'blast_radius /updates/releases/0/metadata/rollout',
        '2 2026-11-22T00:00:00Z 1',
        'x86_64 checksum +1 +2 +3 -v0 -v1 -v2 -v3 -v4 +1>2 -v1>v3 -v2>v3 -v1>v2 -v0>v1',
      ],
    ],
    [
      'other releases, meant',
      '/documents?confirm=lost_releases',
      DOCUMENTS,
      [
        '409 needs_confirmation',
        'not_newest /updates/releases/0/metadata/rollout',
        'blast_radius /updates/releases/0/metadata/rollout',
        '2 2026-11-22T00:00:00Z 1',
        'x86_64 checksum +1 +2 +3 -v0 -v1 -v2 -v3 -v4 +1>2 -v1>v3 -v2>v3 -v1>v2 -v0>v1',
      ],
    ],
    [
      'a field more',
      '/documents',
      { ...DOCUMENTS, force: true },
      ['400 invalid_body', 'unknown_field /force'],
    ],
  ];

describe('POST /admin/v1/streams/{stream}/changes', () => {
  test.each(SETS)('does %j', async (operations, drawing) => {
    expect(drawn(await send('/changes?dry_run=true', { operations }))).toEqual(drawing);
  });

  test.each(REFUSED)('refuses %j for all that is wrong with it', async (operations, drawing) => {
    expect(drawn(await send('/changes', { operations }))).toEqual(drawing);
    expect(await revision()).toBe(1);
  });

  test.each<readonly [body: object, drawing: readonly string[]]>([
    [{}, ['400 invalid_body', 'missing_field /operations']],
    [{ operations: [PAUSE], confirm: 'blast_radius' }, ['400 invalid_body', 'wrong_type /confirm']],
    [{ operations: [PAUSE], confirm: ['X'] }, ['400 invalid_body', 'wrong_type /confirm']],
    [{ operations: [PAUSE], dry_run: true }, ['400 invalid_body', 'unknown_field /dry_run']],
    ...['x'.repeat(501), 'a\nb', 'a\u2028b', '\u009bA', ' ', '-'].map(
      (reason) =>
        [{ operations: [PAUSE], reason }, ['422 invalid_release_data', 'invalid_reason /reason']] as const,
    ),
    [{ operations: [PAUSE], reason: '' }, ['422 invalid_release_data', 'missing_reason /reason']],
    [
      { operations: [{ ...PAUSE, reason: '' }], reason: '\n' },
      ['422 invalid_release_data', 'missing_reason /operations/0/reason', 'invalid_reason /reason'],
    ],
    [
      { operations: [{ ...PAUSE, extra: 1 }], reason: '\n' },
      ['400 invalid_body', 'unknown_field /operations/0/extra', 'invalid_reason /reason'],
    ],
    [
      { operations: [{ op: 'finish_rollout', version: 'v3', reason: LINK }], reason: '\n' },
      ['422 invalid_release_data', 'invalid_reason /reason'],
    ],
    [{ operations: [PAUSE], reason: 5 }, ['400 invalid_body', 'wrong_type /reason']],
    [
      {
        operations: [
          { op: 'clear_barrier', version: 'v1', reason: 'a\nb' },
          { op: 'clear_deadend', version: 'v1', reason: 'a\rb' },
          { op: 'remove_payload_alias', version: 'v1', id: 'x', reason: 'a\u0085b' },
          { op: 'resume_rollout', version: 'v1', reason: '-' },
        ],
      },
      [
        '422 invalid_release_data',
        'invalid_reason /operations/0/reason',
        'invalid_reason /operations/1/reason',
        'invalid_reason /operations/2/reason',
        'not_found /operations/2/id',
        'invalid_reason /operations/3/reason',
        'invalid_state /operations/3',
      ],
    ],
    [{ operations: Array(501).fill(PAUSE) }, ['400 invalid_body', 'wrong_type /operations']],
  ])('refuses the shape of a body', async (body, drawing) => {
    expect(drawn(await send('/changes', body))).toEqual(drawing);
  });

  test.each([
    ['viewer', [PAUSE], '403 forbidden'],
    ['operator', [PAUSE], '200 r2 tried'],
    ['operator', [PAUSE, { op: 'resume_rollout', version: 'v3' }], '403 forbidden'],
    ['operator', [PAUSE, { op: 'restore', revision: 1 }], '403 forbidden'],
    ['operator', [PAUSE, { op: 'reboot' }], '400 invalid_body'],
    ['operator', [PUBLISH, { op: 'reboot' }], '403 forbidden'],
    ['operator', [PAUSE, { op: 'constructor' }], '400 invalid_body'],
    ['operator', [PAUSE, { op: 'withdraw_rollout', version: 'v2', reason: LINK }], '200 r2 tried'],
    ['publisher', [PAUSE, { op: 'resume_rollout', version: 'v3' }], '200 r2 tried'],
  ])('a %s and %j', async (role, operations, first) => {
    const made = await app.as(ADMIN, 'post', '/admin/v1/tokens').send({ name: 'n', role });
    const answer = await send('/changes?dry_run=true', { operations }, made.body.token);
    expect(drawn(answer)[0]).toBe(first);
  });

  test('says which operation needs the greater role', async () => {
    const made = await app.as(ADMIN, 'post', '/admin/v1/tokens').send({ name: 'n', role: 'operator' });
    const operations = [PAUSE, PUBLISH];
    const { body } = await send('/changes', { operations }, made.body.token);
    expect(body).toEqual({
      ...{
        type: '/docs/errors#forbidden',
        title: 'The token may not do this',
        status: 403,
        kind: 'forbidden',
      },
      detail: '/operations/1 needs a token with the role publisher, and yours is operator',
    });
  });
});

describe('PUT /admin/v1/streams/{stream}/documents', () => {
  test.each(IMPORTS)('takes %s: %s %j', async (_, path, body, drawing) => {
    const tried = path + (path.includes('?') ? '&' : '?') + 'dry_run=true';
    expect(drawn(await send(tried, body))).toEqual(drawing);
  });

  test('begins a stream, whose documents they are then', async () => {
    const url = '/admin/v1/streams/t/documents';
    expect(drawn(await app.as(ADMIN, 'put', url).send(DOCUMENTS))).toEqual([
      ...['200 r2', '2 2026-11-22T00:00:00Z 1', 'x86_64 checksum +1 +2 +3 +1>2'],
    ]);
    expect(drawn(await app.as(ADMIN, 'put', url).send(DOCUMENTS))).toEqual(['200 r2 unchanged']);
    const { body } = await app.get('/prod/streams/t/releases.json');
    expect(body).toEqual({
      stream: 't',
      metadata: { 'last-modified': '2026-11-22T00:00:00Z' },
      note: expect.any(String),
      ...DOCUMENTS.releases,
    });
  });
});

/** These come last: they change the stream for good. */
describe('a change set', () => {
  test('is one revision, and one line of the audit', async () => {
    const operations = [PUBLISH, { op: 'set_rollout', version: 'v5', duration: '48h' }, PAUSE];
    const body = { operations, reason: 'the autumn release' };
    expect(drawn(await send('/changes', body)).slice(0, 2)).toEqual([
      '200 r2',
      'warning overlapping_rollouts /operations/1',
    ]);
    const { items } = (await app.as(ADMIN, 'get', '/admin/v1/audit?stream=s')).body;
    expect(items).toEqual([
      {
        ...{ id: expect.any(String), at: '2026-11-22T00:00:00Z', actor: 'bootstrap', role: 'admin' },
        ...{
          stream: 's',
          revision: 2,
          operations,
          reason: 'the autumn release',
          request_id: expect.any(String),
        },
      },
      expect.objectContaining({ revision: 1 }),
    ]);
  });

  test('restores a revision: what was published since is retired, what was on its way returns paused', async () => {
    app.clock.at = NOW + 3600;
    const operations = [{ op: 'restore', revision: 1 }];
    const effect = [
      'v3 2026-11-22T01:00:00Z 0.5',
      'x86_64 checksum ~v3 ~v5 -v1>v5 -v2>v5 -v3>v5 -v4>v5 !v3 !v4',
    ];
    const refused = ['409 needs_confirmation', 'strands_nodes', ...effect];
    expect(drawn(await send('/changes', { operations }))).toEqual(refused);
    const body = { operations, confirm: ['strands_nodes'] };
    expect(drawn(await send('/changes?confirm=cliff,strands_nodes', body))).toEqual(['200 r3', ...effect]);
    const [{ operations: kept }] = (await app.as(ADMIN, 'get', '/admin/v1/audit?stream=s')).body.items;
    expect(kept).toEqual([{ ...operations[0], confirm: ['cliff', 'strands_nodes'] }]);
    const { rollout } = (await app.as(ADMIN, 'get', '/admin/v1/streams/s/releases/v3')).body;
    expect(rollout).toMatchObject({ state: 'paused', throttle: 0.5, pause: {} });
    expect((await app.as(ADMIN, 'get', '/admin/v1/streams/s/releases/v5')).body).toMatchObject({
      retired: 'published after revision 1, which was restored',
      rollout: null,
    });
  });
});
