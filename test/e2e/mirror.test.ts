import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Upkeep } from '../../src/application/upkeep.js';
import { indexOf, rolledOut } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { ADMIN, RunningApp } from './running-app.js';
import { Upstream } from './upstream.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const REASON = 'https://example.com/why';

let upstream: Upstream;
let apps: RunningApp[];

beforeEach(async () => {
  upstream = await Upstream.start();
  apps = [];
  publish('stable', '1', '2');
  publish('testing', 'a');
});

afterEach(async () => {
  for (const app of apps.reverse()) await app.close();
  await upstream.close();
});

function publish(stream: string, ...versions: readonly string[]): void {
  upstream.publish(stream, { index: indexOf(...versions), updates: rolledOut(versions.at(-1) ?? '') });
}

async function mirror(url = upstream.url, beside?: RunningApp): Promise<RunningApp> {
  const settings = { mirror: { url, streams: ['stable', 'testing'] }, refreshSeconds: 1 };
  const app = await RunningApp.start({ settings, now: NOW, ...(beside && { beside }) });
  apps.push(app);
  return app;
}

async function versions(app: RunningApp, stream = 'stable'): Promise<readonly string[]> {
  const { body } = await app.get(`/v1/graph?stream=${stream}&basearch=x86_64`);
  return body.nodes.map(({ version }: { version: string }) => version);
}

async function sourceOf(app: RunningApp, stream = 'stable') {
  return (await app.get(`/v1/streams/${stream}`)).body.source;
}

describe('a mirror', () => {
  test('serves what the other server has, and what it publishes', async () => {
    const app = await mirror();
    expect([await versions(app), await versions(app, 'testing')]).toEqual([['1', '2'], ['a']]);
    publish('stable', '1', '2', '3');
    await expect.poll(() => versions(app), { timeout: 5000 }).toEqual(['1', '2', '3']);
    expect(await sourceOf(app)).toMatchObject({ kind: 'mirror', last_error_kind: null });
  });

  test('asks with conditions, and is as fresh by the answer that nothing has changed', async () => {
    const app = await mirror();
    app.clock.at = NOW + 100;
    const fresh = { last_attempt: '2026-11-22T00:01:40Z', last_success: '2026-11-22T00:01:40Z' };
    await expect.poll(() => sourceOf(app), { timeout: 5000 }).toMatchObject(fresh);
    expect(upstream.requests.at(-1)?.headers['if-none-match']).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await app.get('/v1/streams/stable')).body.revision).toBe(1);
  });

  test('keeps the last good state, says what is wrong, everywhere, and heals', async () => {
    const app = await mirror();
    upstream.instead('/updates/stable.json', (_, response) => response.end('<html>'));
    await expect
      .poll(() => sourceOf(app), { timeout: 5000 })
      .toMatchObject({ last_error_kind: 'invalid_json' });
    expect([await versions(app), (await sourceOf(app, 'testing')).last_error_kind]).toEqual([
      ['1', '2'],
      null,
    ]);
    expect((await app.get('/readyz')).body.degraded).toEqual([
      { what: 'source', stream: 'stable', kind: 'invalid_json', as_of: '2026-11-22T00:00:00Z' },
    ]);
    const { source } = (await app.as(ADMIN, 'get', '/admin/v1/streams/stable')).body;
    expect(source).toMatchObject({ kind: 'mirror', url: upstream.url + '/' });
    expect(source.last_error).toMatchObject({
      kind: 'invalid_json',
      message: expect.stringContaining(`${upstream.url}/updates/stable.json: `),
    });
    app.clock.at = NOW + 3601;
    const { text } = await app.get('/metrics');
    for (const line of [
      'roost_ingest_failing{stream="stable"} 1',
      'roost_snapshot_age_seconds{stream="stable"} 3601',
      'roost_serving_stale{reason="source"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/roost_ingest_duration_seconds_count [1-9]/);
    for (const path of ['/v1/streams/stable', '/readyz', '/metrics'])
      expect((await app.get(path)).text).not.toContain('127.0.0.1');
    upstream.instead('/updates/stable.json', null);
    await expect.poll(() => sourceOf(app), { timeout: 12_000 }).toMatchObject({ last_error_kind: null });
  }, 30_000);

  test('holds back what has lost a release until an operator lets it in', async () => {
    const app = await mirror();
    publish('stable', '2', '3');
    await expect
      .poll(() => sourceOf(app), { timeout: 5000 })
      .toMatchObject({ last_error_kind: 'lost_releases' });
    expect(await versions(app)).toEqual(['1', '2']);
    const accept = { reason: REASON, confirm: ['lost_releases'] };
    const { status } = await app.as(ADMIN, 'post', '/admin/v1/streams/stable/source/accept').send(accept);
    expect([status, await versions(app)]).toEqual([200, ['2', '3']]);
    expect(await sourceOf(app)).toMatchObject({ last_error_kind: null });
  });

  test('keeps what operators have put over it, and leaves a stream alone that they take over', async () => {
    const app = await mirror();
    const send = (path: string, body: object) =>
      app.as(ADMIN, 'put', `/admin/v1/streams/stable${path}`).send(body);
    expect((await send('/releases/2/barrier', { reason: REASON })).status).toBe(200);
    publish('stable', '1', '2', '3');
    await expect.poll(() => versions(app), { timeout: 5000 }).toEqual(['1', '2', '3']);
    const { body } = await app.get('/v1/graph?stream=stable&basearch=x86_64');
    expect(body.nodes[1].metadata).toMatchObject({
      'org.fedoraproject.coreos.updates.barrier_reason': REASON,
    });
    const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: '5'.repeat(64) }];
    const publishing = app.as(ADMIN, 'post', '/admin/v1/streams/stable/releases');
    expect((await publishing.send({ version: '9', payloads })).body.kind).toBe('stream_follows_source');
    const takeOver = app.as(ADMIN, 'patch', '/admin/v1/streams/stable').send({ source: 'managed' });
    expect((await takeOver).status).toBe(200);
    publish('stable', '1', '2', '3', '4');
    upstream.count();
    await expect.poll(() => upstream.requests.length, { timeout: 5000 }).toBeGreaterThan(8);
    expect(await versions(app)).toEqual(['1', '2', '3']);
  });

  test('serves what there is while the other server hangs with the rest, and does not call that unknown', async () => {
    upstream.instead('/updates/stable.json', () => undefined);
    const settings = { mirror: { url: upstream.url, streams: ['stable', 'testing'] }, refreshSeconds: 1 };
    const app = await RunningApp.create({ settings, now: NOW });
    apps.push(app);
    const opened = app.open();
    await expect
      .poll(async () => (await app.get('/v1/graph?stream=testing&basearch=x86_64')).status)
      .toBe(200);
    const { status, body } = await app.get('/v1/graph?stream=stable&basearch=x86_64');
    expect([status, body.kind]).toEqual([503, 'not_ready']);
    await expect.poll(async () => (await app.get('/readyz')).status, { timeout: 15_000 }).toBe(200);
    expect((await app.get('/readyz')).body.degraded).toEqual([
      { what: 'source', stream: 'stable', kind: 'not_ready', as_of: null },
    ]);
    upstream.instead('/updates/stable.json', null);
    await expect.poll(() => versions(app).catch(() => []), { timeout: 12_000 }).toEqual(['1', '2']);
    await opened;
  }, 30_000);
});

describe('a mirror of a Roost', () => {
  test('says all that the other says, by its extended documents', async () => {
    const folder = new GraphFolder();
    folder.write('stable', { index: indexOf('1', '2', '3'), updates: rolledOut('3') });
    folder.write('testing', { index: indexOf('a'), updates: rolledOut('a') });
    const first = await RunningApp.start({ graphData: folder.path, now: NOW });
    apps.push(first);
    folder.remove();
    const changes = [
      { op: 'set_barrier', version: '2', reason: REASON, basearches: ['aarch64'] },
      {
        op: 'add_payload_alias',
        version: '1',
        basearch: 'x86_64',
        scheme: 'checksum',
        payload: '7'.repeat(64),
        reason: REASON,
      },
      { op: 'set_rollout', version: '3', start: 'now', duration: '48h', basearches: ['x86_64'] },
    ];
    const change = first.as(ADMIN, 'post', '/admin/v1/streams/stable/changes');
    expect(
      (await change.send({ operations: changes, confirm: ['blast_radius', 'strands_nodes'] })).body,
    ).toMatchObject({ changed: true });
    const alias = first
      .as(ADMIN, 'patch', '/admin/v1/streams/stable')
      .send({ aliases: ['lts'], description: 'd' });
    expect((await alias).status).toBe(200);

    const second = await mirror(`http://127.0.0.1:${first.port}`);
    const paths = ['stable', 'lts'].flatMap((stream) =>
      ['0', '0.5', '1'].flatMap((wariness) =>
        ['', `&os_checksum=${'7'.repeat(64)}`].map(
          (more) => `/v1/graph?stream=${stream}&basearch=x86_64&rollout_wariness=${wariness}${more}`,
        ),
      ),
    );
    for (const path of paths)
      expect((await second.get(path)).body, path).toEqual((await first.get(path)).body);
    const { aliases, description } = (await second.get('/v1/streams/stable')).body;
    expect([aliases, description]).toEqual([['lts'], 'd']);
  });
});

describe('two mirrors on one database', () => {
  test('ask the other server once, tell the same, and the one replaces the other', async () => {
    const one = await mirror();
    const two = await mirror(upstream.url, one);
    expect(await versions(two)).toEqual(['1', '2']);
    one.clock.at = NOW + 100;
    const fresh = { last_success: '2026-11-22T00:01:40Z', last_error_kind: null };
    await expect.poll(() => sourceOf(two), { timeout: 8000 }).toMatchObject(fresh);
    upstream.count();
    await new Promise((resolve) => setTimeout(resolve, 4000));
    // Two documents of two streams, every second.
    expect(upstream.count()).toBeLessThan(24);
    await one.app.get(Upkeep).stop();
    publish('stable', '1', '2', '3');
    await expect.poll(() => versions(two), { timeout: 10_000 }).toEqual(['1', '2', '3']);
  }, 40_000);
});
