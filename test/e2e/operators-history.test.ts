import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { drawn, drawnDiff } from './drawn-answers.js';
import { ADMIN, RunningApp } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const HOUR = 3600;
const LINK = 'https://x.example/why';

let app: RunningApp;
let pipeline: string;

/** Five revisions, an hour each: made; 1 to 3, of which 2 for all; 2 a barrier; a rollout of 3; that paused. */
beforeAll(async () => {
  app = await RunningApp.start({ now: NOW, ownTime: true });
  const rights = { name: '=pipeline', role: 'publisher' };
  pipeline = (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(rights)).body.token;
  await app.as(ADMIN, 'post', '/admin/v1/streams').set('X-Request-Id', 'q-1').send({ name: 's' });
  const updates = rolledOut('2');
  const s = '/admin/v1/streams/s';
  const steps = [
    ['put', '/documents', { releases: indexOf('1', '2', '3'), updates }],
    ['put', '/releases/2/barrier', { reason: LINK }],
    ['put', '/releases/3/rollout', { duration: '48h' }],
    ['post', '/releases/3/rollout/pause', { reason: '-1+1, "quoted"'.slice(1), public_reason: 'wait' }],
  ] as const;
  for (const [index, [method, path, body]] of steps.entries()) {
    app.clock.at = NOW + (index + 1) * HOUR;
    const { status } = await app
      .as(pipeline, method, s + path)
      .set('X-Request-Id', `q-${index + 2}`)
      .send(body);
    expect(status).toBe(200);
  }
});

afterAll(async () => {
  await app.close();
});

const get = (path: string, accept = 'application/json') =>
  app.as(ADMIN, 'get', `/admin/v1${path}`).set('Accept', accept);
const graph = (query: string) => get(`/streams/s/graph?basearch=x86_64${query}`);

interface Graph {
  readonly nodes: readonly { readonly version: string }[];
  readonly edges: readonly (readonly [number, number])[];
}

const edges = ({ nodes, edges: list }: Graph) =>
  list.map(([from, to]) => `${nodes[from]!.version}>${nodes[to]!.version}`).join(' ');

describe('GET /admin/v1/streams/{stream}/graph', () => {
  test.each([
    ['', '2>3 1>2'],
    ['&revision=1', ''],
    ['&revision=2', '1>2'],
    ['&revision=4', '2>3 1>2'],
    ['&revision=4&wariness=0', '2>3 1>2'],
    ['&revision=4&wariness=0.5', '1>2'],
    ['&revision=4&wariness=0.5&at=2026-11-23T02:59:59Z', '1>2'],
    ['&revision=4&wariness=0.5&at=2026-11-23T03:00:00Z', '2>3 1>2'],
    ['&wariness=0.5&at=2099-01-01T00:00:00Z', '1>2'],
    ['&wariness=1&at=2026-11-23T04:00:00%2B01:00', '1>2'],
  ])('%s leads %s', async (query, drawing) => {
    const { status, body, headers } = await graph(query);
    expect([status, edges(body)]).toEqual([200, drawing]);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['etag']).toMatch(/^"5\.[\w-]{22}"$/);
  });

  test.each([0, 0.01, 0.5, 1])(
    'is the one of agents, to the byte, for a wariness of %d',
    async (wariness) => {
      const agents = await app.get(`/v1/graph?stream=s&basearch=x86_64&rollout_wariness=${wariness}`);
      expect((await graph(`&wariness=${wariness}`)).text).toBe(agents.text);
    },
  );

  test.each([
    ['/streams/s/graph', '400 missing_params missing_params /basearch'],
    ['/streams/s/graph?basearch=x86_64&wariness=', '400 invalid_params invalid_params /wariness'],
    ['/streams/s/graph?basearch=x86_64&wariness=%20', '400 invalid_params invalid_params /wariness'],
    ['/streams/s/graph?basearch=x86_64&wariness=1&wariness=1', '400 invalid_params invalid_params /wariness'],
    ['/streams/s/graph?basearch=x86_64&revision=', '400 invalid_params invalid_params /revision'],
    ['/streams/s/graph?basearch=', '400 invalid_params invalid_params /basearch'],
    ['/streams/s/graph?basearch=arm64', '404 unknown_basearch'],
    ['/streams/s/graph?basearch=x86_64&oci=true', '404 unknown_basearch'],
    ['/streams/s/graph?basearch=x86_64&revision=6', '404 unknown_revision'],
    ['/streams/t/graph?basearch=x86_64', '404 unknown_stream'],
    [
      '/streams/s/graph?basearch=x86_64&oci=maybe&at=noon&wariness=2&revision=0&x=1',
      [
        '400 invalid_params invalid_params /x invalid_params /oci invalid_params /at',
        'invalid_params /wariness invalid_params /revision',
      ].join(' '),
    ],
  ])('%s is %s', async (path, drawing) => {
    expect(drawn(await get(path)).join(' ')).toBe(drawing);
  });
});

describe('GET /admin/v1/streams/{stream}/diff', () => {
  test.each([
    ['from=1&to=2', 'x86_64 checksum +1 +2 +3 +1>2'],
    ['from=2&to=1', 'x86_64 checksum -1 -2 -3 -1>2'],
    ['from=2', 'x86_64 checksum ~2 ~3 +2>3'],
    ['from=4&to=5', 'x86_64 checksum ~3'],
    ['from=3&to=3', ''],
  ])('%s', async (query, drawing) => {
    const { status, body } = await get(`/streams/s/diff?${query}`);
    const { from, to, diff, ...more } = body;
    expect([status, from, to, more]).toEqual([200, expect.any(Number), expect.any(Number), {}]);
    expect(diff.map(drawnDiff).join()).toBe(drawing);
  });

  test.each([
    ['', '400 missing_params missing_params /from'],
    ['from=', '400 invalid_params invalid_params /from'],
    ['from=0&to=x', '400 invalid_params invalid_params /from invalid_params /to'],
    ['from=1&to=6', '404 unknown_revision'],
    ['from=99999999999&to=1', '400 invalid_params invalid_params /from'],
  ])('%s is %s', async (query, drawing) => {
    expect(drawn(await get(`/streams/s/diff?${query}`)).join(' ')).toBe(drawing);
  });
});

/** In the order that the database keeps. */
const PAUSE = { op: 'pause_rollout', reason: '1+1, "quoted"', version: '3', public_reason: 'wait' };
const FIFTH = {
  ...{ revision: 5, at: '2026-11-22T04:00:00Z', actor: '=pipeline', role: 'publisher' },
  ...{ operations: [PAUSE], reason: '1+1, "quoted"', request_id: 'q-5', versions: ['3'] },
};

describe('GET /admin/v1/streams/{stream}/revisions', () => {
  test('has them newest first, in pages', async () => {
    const first = await get('/streams/s/revisions?limit=1');
    expect([first.status, first.body]).toEqual([200, { items: [FIFTH], next_cursor: expect.any(String) }]);
    const rest = await get(`/streams/s/revisions?cursor=${first.body.next_cursor}`);
    const numbers = rest.body.items.map(({ revision }: { revision: number }) => revision);
    expect([numbers, rest.body.next_cursor]).toEqual([[4, 3, 2, 1], null]);
    expect(rest.body.items.at(-1)).toEqual({
      ...{ revision: 1, at: '2026-11-22T00:00:00Z', actor: 'bootstrap', role: 'admin', reason: '' },
      operations: [{ op: 'create_stream', aliases: [], description: '' }],
      ...{ request_id: 'q-1', versions: [] },
    });
  });

  test('shows one with what it changed', async () => {
    const { status, body } = await get('/streams/s/revisions/5');
    const { changes, diff, ...entry } = body;
    expect([status, entry]).toEqual([200, FIFTH]);
    expect(diff.map(drawnDiff)).toEqual(['x86_64 checksum ~3']);
    expect(changes).toEqual([
      {
        version: '3',
        before: expect.objectContaining({
          rollout: expect.objectContaining({ state: 'active', pause: null }),
        }),
        after: expect.objectContaining({
          rollout: expect.objectContaining({
            state: 'paused',
            pause: {
              ...{ since: '2026-11-22T04:00:00Z', reason: PAUSE.reason, public_reason: 'wait' },
              review_at: '2026-11-23T04:00:00Z',
            },
          }),
        }),
      },
    ]);
  });

  test.each(['0', '6', 'x', '-1', '1.5', '99999999999', '9'.repeat(99)])(
    '%s is not there',
    async (revision) => {
      const answer = await get(`/streams/s/revisions/${revision}`);
      expect(drawn(answer)).toEqual(['404 unknown_revision']);
      expect(answer.body.detail).toContain(`s has no revision ${revision.slice(0, 20)};`);
    },
  );

  test.each(['limit=0', 'cursor=', 'cursor=x', 'page=2'])('refuses %s', async (query) => {
    expect(drawn(await get(`/streams/s/revisions?${query}`))[0]).toBe('400 invalid_params');
  });
});

describe('GET /admin/v1/audit', () => {
  const ids = async (query: string) =>
    (await get(`/audit?${query}`)).body.items.map((item: { request_id: string }) => item.request_id);

  test('has everything that was done, newest first', async () => {
    const { items, next_cursor: cursor } = (await get('/audit')).body;
    const { revision, versions: _, ...entry } = FIFTH;
    expect(items[0]).toEqual({ id: expect.any(String), stream: 's', revision, ...entry });
    expect([items.length, cursor]).toEqual([6, null]);
    expect(items.at(-1)).toMatchObject({
      stream: null,
      revision: null,
      operations: [{ op: 'create_token' }],
    });
  });

  test.each([
    ['stream=s', ['q-5', 'q-4', 'q-3', 'q-2', 'q-1']],
    ['stream=s&actor=%3Dpipeline', ['q-5', 'q-4', 'q-3', 'q-2']],
    ['actor=nobody', []],
    ['since=2026-11-22T03:00:00Z', ['q-5', 'q-4']],
    ['stream=s&until=2026-11-22T01:00:00Z', ['q-2', 'q-1']],
    ['since=2026-11-22T02:00:00Z&until=2026-11-22T03:00:00Z', ['q-4', 'q-3']],
    ['stream=s&limit=2', ['q-5', 'q-4']],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  test.each([
    ['since=noon', '400 invalid_params invalid_params /since'],
    ['until=5&limit=501', '400 invalid_params invalid_params /until invalid_params /limit'],
    ['stream=-', '404 unknown_stream'],
    ['actor=%00', '400 invalid_params invalid_params /actor'],
    ['actor=a&actor=b', '400 invalid_params invalid_params /actor invalid_params /actor'],
    ['stream=s&stream=t', '400 invalid_params invalid_params /stream'],
    ['cursor=x', '400 invalid_params'],
  ])('%s is %s', async (query, drawing) => {
    expect(drawn(await get(`/audit?${query}`)).join(' ')).toBe(drawing);
  });

  test('comes in pages, whose next one is in a header as well', async () => {
    const first = await get('/audit?stream=s&limit=4');
    const link = `/admin/v1/audit?stream=s&limit=4&cursor=${first.body.next_cursor}`;
    expect(first.headers['link']).toBe(`<${link}>; rel="next"`);
    const { body, headers } = await app.as(ADMIN, 'get', link);
    expect([body.items.length, body.next_cursor, headers['link']]).toEqual([1, null, undefined]);
  });

  test('as a table that no spreadsheet runs', async () => {
    const { status, text, headers } = await get('/audit?stream=s&limit=1', 'text/csv');
    expect([status, headers['content-type'], headers['vary']]).toEqual([
      ...[200, 'text/csv; charset=utf-8', expect.stringContaining('Accept')],
    ]);
    const id = (await get('/audit?limit=1')).body.items[0].id;
    const operations = JSON.stringify([PAUSE]).replaceAll('"', '""');
    expect(text).toBe(
      'id,at,actor,role,stream,revision,operations,reason,request_id\r\n' +
        `${id},2026-11-22T04:00:00Z,'=pipeline,publisher,s,5,"${operations}","1+1, ""quoted""",q-5\r\n`,
    );
  });

  test('as text, a line each', async () => {
    const { text, headers } = await get('/audit?stream=s&limit=1', 'text/plain');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text).toBe(
      `2026-11-22T04:00:00Z =pipeline (publisher) s@5 ${JSON.stringify(PAUSE)} # 1+1, "quoted"\n`,
    );
  });

  test('is shown of its own streams to a token that is bound to some', async () => {
    await app.as(ADMIN, 'post', '/admin/v1/streams').send({ name: 't' });
    const body = { name: 'n', role: 'viewer', streams: ['t'] };
    const { token } = (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body)).body;
    const { items } = (await app.as(token, 'get', '/admin/v1/audit')).body;
    expect(items.map(({ stream }: { stream: string }) => stream)).toEqual(['t']);
  });
});
