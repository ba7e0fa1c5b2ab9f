/** Agents answered by several processes of the server as it was built: npm run build. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../database.js';
import { bearer, jsonOf, RunningServer } from './built-cli.js';
import { answerTo, plain, RawCaller } from './raw-caller.js';
import { ServerWithWorkers, TOKEN } from './worker-processes.js';

let database: FreshDatabase;
let many: ServerWithWorkers;
let one: RunningServer;

beforeAll(async () => {
  database = await freshDatabase();
  const data = { DATABASE_URL: database.url, GRAPH_DATA: `${process.cwd()}/graph-data` };
  many = await ServerWithWorkers.start({ ...data, TRUSTED_PROXIES: '127.0.0.1' });
  one = await RunningServer.start({ ...data, DATA_DIR: '/nonexistent', LOG_LEVEL: 'info', WORKERS: '1' });
});
afterEach(() => many.leaveAll());
afterAll(async () => {
  await one.kill();
  await many.end();
  await database.drop();
});

const [STABLE, MADE_UP] = [
  '/v1/graph?stream=stable&basearch=x86_64',
  '/v1/graph?stream=2403-LTS&basearch=x86_64',
];
const asking = (target: string, ...lines: readonly string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const statusOf = (text: string) => / (\d{3}) /.exec(text)?.[1];
const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4);

/** Heard on a connection that stays, once all of it is there. */
async function heardOf(caller: RawCaller, bytes: string): Promise<string> {
  const before = caller.heard.text.length;
  caller.say(bytes);
  const isWhole = (text: string) => {
    const length = /^Content-Length: (\d+)\r$/im.exec(text)?.[1];
    return length === undefined || bytes.startsWith('HEAD')
      ? text.endsWith('\r\n\r\n')
      : bodyOf(text).length >= Number(length);
  };
  await expect
    .poll(() => isWhole(caller.heard.text.slice(before)), { timeout: 10_000, interval: 5 })
    .toBe(true);
  return caller.heard.text.slice(before);
}

describe('each worker gives the answers of a server without workers', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['the whole graph', asking(STABLE)],
    ['an eager agent', asking(`${MADE_UP}&rollout_wariness=0`)],
    ['a wary agent', asking(`${MADE_UP}&rollout_wariness=1`)],
    ['an agent by its uuid', asking(`${MADE_UP}&node_uuid=0123456789abcdef0123456789abcdef`)],
    ['an alias and a synonym', asking('/v1/graph?stream=24.03-LTS&basearch=arm64')],
    ['images', asking(`${STABLE}&oci=true`)],
    ['gzip', asking(STABLE, 'Accept-Encoding: gzip')],
    ['brotli', asking(STABLE, 'Accept-Encoding: br')],
    ['an unknown stream', asking('/v1/graph?stream=nope&basearch=x86_64')],
    ['an unknown basearch', asking('/v1/graph?stream=stable&basearch=z80')],
    ['no stream', asking('/v1/graph?basearch=x86_64')],
    ['a head', asking(STABLE).replace('GET', 'HEAD')],
    ['a question what may be done', asking(STABLE).replace('GET', 'OPTIONS')],
    [
      'an explanation',
      asking('/v1/explain?stream=stable&basearch=x86_64&os_version=1&at=2026-07-22T16:00:00Z'),
    ],
    ['a document', asking('/updates/stable.json')],
    ['the console', asking('/console/')],
    ['nothing there', asking('/nothing')],
    ['an operator', asking('/admin/v1/whoami', `Authorization: Bearer ${TOKEN}`)],
  ];

  test.each(rows)(
    '%s',
    async (_, bytes) => {
      const isForms = bytes.includes('Accept-Encoding');
      const each = await many.openAtEach(1);
      for (const [caller] of each.values()) {
        const expected = await RawCaller.open(one.port);
        const isSame = async () => {
          const [is, should] = await Promise.all([heardOf(caller!, bytes), heardOf(expected, bytes)]);
          return plain(is) === plain(should) && (!isForms || is.includes('Content-Encoding'));
        };
        if (bytes.includes('whoami')) expect(await heardOf(caller!, bytes)).toContain('"bootstrap"');
        // The best forms of an answer are made in their time, and on each server in its own.
        else await expect.poll(isSame, { timeout: 4_000, interval: 300 }).toBe(true);
        expected.leave();
      }
    },
    70_000,
  );

  test('one after another, in pieces, and behind others on one connection', async () => {
    for (const [caller] of (await many.openAtEach(1)).values()) {
      const graph = plain(await heardOf(caller!, asking(STABLE)));
      for (const cut of [1, 20, 60]) {
        const fresh = await many.open();
        await fresh.sayApart([asking(STABLE).slice(0, cut), asking(STABLE).slice(cut)]);
        expect(plain(await heardOf(fresh, ''))).toBe(graph);
      }
      expect(statusOf(await heardOf(caller!, asking('/healthz')))).toBe('200');
      expect(plain(await heardOf(caller!, asking(STABLE)))).toBe(graph);
      const both = `${asking(STABLE)}${asking('/healthz')}${asking(STABLE, 'Connection: close')}`;
      const { text, closed } = await answerTo(many.server.port, both);
      expect([text.match(/HTTP\/1\.1 200/g)?.length, closed]).toEqual([3, true]);
    }
  });
});

describe('with workers', () => {
  const api = '/admin/v1/streams';
  const release = (version: string, payload: string, more: object = {}) => ({
    version,
    payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: payload.repeat(64) }],
    ...more,
  });
  const post = async (path: string, body: object) => {
    const answer = await many.server.post(api + path, body, bearer(TOKEN));
    expect([answer.status < 300, path, await answer.text()]).toEqual([true, path, expect.anything()]);
  };
  const versionsOf = (text: string): readonly string[] =>
    JSON.parse(bodyOf(text)).nodes.map(({ version }: { version: string }) => version);
  const ASK = asking('/v1/graph?stream=s&basearch=x86_64&rollout_wariness=0.5');

  beforeAll(async () => {
    await post('', { name: 's' });
    await post('/s/releases', release('0', '0'));
  });

  test('a change is served by all of them when its answer is there', async () => {
    const each = await many.openAtEach(2);
    for (const version of ['1', '2', '3', '4', '5']) {
      await post('/s/releases', release(version, version));
      const callers = [...each.values()].flat();
      const answers = await Promise.all(callers.map((caller) => heardOf(caller, ASK)));
      for (const answer of answers) expect(versionsOf(answer).at(-1)).toBe(version);
    }
  });

  test('a stream that is gone is gone everywhere, and so is an alias that moved', async () => {
    await post('', { name: 'other', aliases: ['moving'] });
    await post('/other/releases', release('0', 'a'));
    const ask = asking('/v1/graph?stream=moving&basearch=x86_64');
    const each = async (status: string) => {
      for (const [caller] of (await many.openAtEach(1)).values())
        expect(statusOf(await heardOf(caller!, ask))).toBe(status);
    };
    await each('200');
    const patched = await fetch(`${many.server.url}${api}/other`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...bearer(TOKEN) },
      body: JSON.stringify({ aliases: [] }),
    });
    expect(patched.status).toBe(200);
    await each('404');
  });

  test('a rollout moves on in time at each of them', async () => {
    const each = await many.openAtEach(1);
    const start = Math.floor(Date.now() / 1000) + 3;
    await post('', { name: 'r' });
    await post('/r/releases', release('0', '0'));
    const rollout = { start: new Date(start * 1000).toISOString(), duration: '1m' };
    await post('/r/releases?confirm=blast_radius', release('1', '1', { rollout }));
    const ask = asking('/v1/graph?stream=r&basearch=x86_64&rollout_wariness=0.05');
    const edges = async (caller: RawCaller) => JSON.parse(bodyOf(await heardOf(caller, ask))).edges.length;
    for (const [caller] of each.values()) expect(await edges(caller!)).toBe(0);
    for (const [caller] of each.values())
      await expect.poll(() => edges(caller!), { timeout: 12_000 }).toBe(1);
    expect(Date.now() / 1000 - start).toBeGreaterThan(2.9);
  });

  test('an agent under an alias finds itself, whichever it asks', async () => {
    const payload = 'e'.repeat(64);
    await post('/s/releases/1/payload-aliases', {
      basearch: 'x86_64',
      scheme: 'checksum',
      payload,
      reason: 'x',
    });
    for (const [caller] of (await many.openAtEach(1)).values()) {
      const answer = await heardOf(caller!, ASK.replace(' HTTP', `&os_checksum=${payload} HTTP`));
      expect(JSON.parse(bodyOf(answer)).nodes[1].payload).toBe(payload);
    }
  });

  test('everybody has an address of their own: wrong tokens count for who sends them', async () => {
    const statuses = async (from: string) => {
      const answers: number[] = [];
      for (let times = 0; times < 12; times++) {
        const headers = { 'X-Forwarded-For': from, ...bearer('roost_wrong') };
        answers.push((await fetch(`${many.server.url}/admin/v1/whoami`, { headers })).status);
      }
      return answers;
    };
    const limited = [...Array.from({ length: 10 }, () => 401), 429, 429];
    expect(await statuses('192.0.2.1')).toEqual(limited);
    expect((await statuses('198.51.100.7'))[0]).toBe(401);
    const valid = { 'X-Forwarded-For': '192.0.2.1', ...bearer(TOKEN) };
    expect((await fetch(`${many.server.url}/admin/v1/whoami`, { headers: valid })).status).toBe(200);
  });

  test('metrics have every request, whoever answered it, within a second', async () => {
    await post('', { name: 'counted' });
    await post('/counted/releases', release('0', '0'));
    const target = '/v1/graph?stream=counted&basearch=x86_64&node_uuid=a';
    const line = (code: number) =>
      `roost_graph_requests_total{stream="counted",basearch="x86_64",scheme="checksum",code="${code}",kind=""}`;
    const callers = [...(await many.openAtEach(3)).values()].flat();
    const etag = /^ETag: (.*)\r$/m.exec(await heardOf(callers[0]!, asking(target)))?.[1];
    for (const caller of callers) {
      for (let times = 0; times < 10; times++) await heardOf(caller, asking(target));
      await heardOf(caller, asking(target, `If-None-Match: ${etag}`));
    }
    const counted = async () => [await many.metric(line(200)), await many.metric(line(304))];
    const expected = [1 + 10 * callers.length, callers.length];
    await expect.poll(counted, { timeout: 2000 }).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await counted()).toEqual(expected);
    const open = await many.metric('roost_connections{port="agents"}');
    expect(open).toBeGreaterThanOrEqual(callers.length);
  });

  test('a caller who goes away, at whatever moment, leaves no connection behind', async () => {
    const open = () => many.metric('roost_connections{port="agents"}');
    const files = async () => (await many.pids()).map((pid) => many.openFiles(pid));
    const [before, filesBefore] = [await open(), await files()];
    const ways: readonly ((caller: RawCaller) => void)[] = [
      (caller) => caller.leave(),
      (caller) => caller.finish(),
      (caller) => caller.socket.resetAndDestroy(),
    ];
    for (const bytes of [
      '',
      'G',
      asking(STABLE),
      asking('/console/'),
      asking('/v1/streams', 'Connection: close'),
    ]) {
      for (const leave of ways) {
        const callers = await Promise.all(Array.from({ length: 10 }, () => many.open(false)));
        for (const caller of callers) caller.say(bytes);
        for (const caller of callers) leave(caller);
      }
    }
    many.leaveAll();
    await expect.poll(open, { timeout: 5000 }).toBeLessThanOrEqual(before + 1);
    await expect
      .poll(async () => (await files()).every((now, at) => now <= filesBefore[at]! + 3), { timeout: 5000 })
      .toBe(true);
  });

  test('who keeps a connection open after its last answer does not keep it for long', async () => {
    const filesBefore = (await many.pids()).map((pid) => many.openFiles(pid));
    const callers = await Promise.all(Array.from({ length: 20 }, () => many.open()));
    for (const caller of callers) caller.say(asking('/healthz', 'Connection: close'));
    for (const caller of callers) expect((await caller.hearsAll()).closed).toBe(true);
    await expect
      .poll(async () => (await many.pids()).every((pid, at) => many.openFiles(pid) <= filesBefore[at]! + 3), {
        timeout: 5000,
      })
      .toBe(true);
  });

  test('nothing is amiss after all that', async () => {
    expect((await jsonOf(many.server.get('/readyz'))).status).toBe('ready');
  });
});
