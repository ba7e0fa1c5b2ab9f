import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LastSnapshots } from '../../src/application/last-snapshots.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { DatabaseLine } from './database-line.js';
import { ADMIN, RunningApp } from './running-app.js';

let dataDir: string;
let lines: DatabaseLine[];
let apps: RunningApp[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'roost-keeps-'));
  [lines, apps] = [[], []];
});

afterEach(async () => {
  for (const line of lines) line.close();
  for (const app of apps.reverse()) await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A line to the database that the test can cut. */
async function lineTo(url: string): Promise<string> {
  const line = await DatabaseLine.before(url);
  lines.push(line);
  return line.url;
}

async function instance(beside?: RunningApp): Promise<RunningApp> {
  const settings = { dataDir };
  const app = await RunningApp.create({ settings, line: lineTo, now: NOW, ...(beside && { beside }) });
  apps.push(app);
  return app;
}

const NOW = 1_795_305_600;
const GRAPH = '/v1/graph?stream=stable&basearch=x86_64';

async function statusOf(app: RunningApp, path = GRAPH): Promise<number> {
  return (await app.get(path)).status;
}

async function pauseOn(app: RunningApp): Promise<{ status: number; kind: string; retryAfter: unknown }> {
  const path = '/admin/v1/streams/stable/releases/2/barrier';
  const { status, body, headers } = await app.as(ADMIN, 'put', path).send({ reason: 'https://example.com/' });
  return { status, kind: body.kind, retryAfter: headers['retry-after'] };
}

describe('the database goes', () => {
  test.each([
    ['cut off', (line: DatabaseLine | undefined, away: boolean) => line?.cut(away)],
    ['silent', (line: DatabaseLine | undefined, away: boolean) => line?.swallow(away)],
  ])('%s: agents notice nothing, writers are told, and it heals', { timeout: 60_000 }, async (_, set) => {
    const app = await instance();
    await app.open();
    await app.store.change('stable', releasesAre(release('1'), release('2')), NOTE);
    await app.refresh();
    const before = (await app.get(GRAPH)).text;

    set(lines[0], true);
    const since = Date.now();
    const refused = await Promise.all([pauseOn(app), pauseOn(app), pauseOn(app)]);
    expect(Date.now() - since).toBeLessThan(15_000);
    for (const one of refused)
      expect(one).toEqual({ status: 503, kind: 'database_unavailable', retryAfter: '5' });
    expect((await app.get(GRAPH)).text).toBe(before);
    await expect
      .poll(async () => (await app.get('/readyz')).body, { timeout: 10_000 })
      .toEqual({
        status: 'ready',
        degraded: [
          { what: 'database', stream: null, kind: 'database_unavailable', as_of: '2026-11-22T00:00:00Z' },
        ],
      });
    expect((await app.get('/metrics')).text).toContain('roost_serving_stale{reason="database"} 1');

    set(lines[0], false);
    await expect.poll(() => pauseOn(app), { timeout: 20_000 }).toMatchObject({ status: 200 });
    await expect.poll(async () => (await app.get('/readyz')).body.degraded, { timeout: 10_000 }).toEqual([]);
  });
});

describe('a start while the database is away', () => {
  test.each(['cut', 'swallow'] as const)(
    'serves what was saved, says so, and goes on with the database: %s',
    { timeout: 60_000 },
    async (how) => {
      const first = await instance();
      await first.open();
      await first.store.change('stable', releasesAre(release('1'), release('2')), NOTE);
      const saved = () => readdirSync(join(dataDir, 'snapshots/streams'));
      await expect.poll(saved, { timeout: 5000 }).toEqual(['stable']);
      const before = (await first.get(GRAPH)).text;

      const second = await instance(first);
      lines[1]?.[how](true);
      const opened = second.open();
      await expect.poll(() => statusOf(second), { timeout: 10_000 }).toBe(200);
      expect((await second.get(GRAPH)).text).toBe(before);
      const { body } = await second.get('/readyz');
      const as_of = '2026-11-22T00:00:00Z';
      expect(body).toEqual({
        status: 'ready',
        degraded: [
          { what: 'database', stream: null, kind: 'database_unavailable', as_of },
          { what: 'snapshots', stream: null, kind: 'saved', as_of },
        ],
      });
      expect(await statusOf(second, '/v1/graph?stream=other&basearch=x86_64')).toBe(503);
      expect((await second.get('/metrics')).text).toContain('roost_serving_stale{reason="saved"} 1');

      await first.store.change('stable', releasesAre(release('1'), release('2'), release('3')), NOTE);
      lines[1]?.[how](false);
      await opened;
      expect((await second.get(GRAPH)).body.nodes).toHaveLength(3);
      await expect.poll(async () => (await second.get('/readyz')).body.degraded).toEqual([]);
      expect(await statusOf(second, '/v1/graph?stream=other&basearch=x86_64')).toBe(404);
    },
  );

  test('serves nothing that is damaged', { timeout: 30_000 }, async () => {
    const first = await instance();
    await first.open();
    for (const name of ['stable', 'testing']) await first.store.change(name, releasesAre(release('1')), NOTE);
    const folder = join(dataDir, 'snapshots/streams');
    await expect.poll(() => readdirSync(folder), { timeout: 5000 }).toEqual(['stable', 'testing']);
    await first.app.get(LastSnapshots).settle();
    await setTimeout(100);
    const second = await instance(first);
    writeFileSync(join(folder, 'testing'), '{"nodes":[],"edges":[]}');
    lines[1]?.cut(true);
    const opened = second.open();
    await expect.poll(() => statusOf(second), { timeout: 10_000 }).toBe(200);
    expect(await statusOf(second, '/v1/graph?stream=testing&basearch=x86_64')).toBe(503);
    const damaged = { what: 'snapshots', stream: null, kind: 'damaged', as_of: null };
    expect((await second.get('/readyz')).body.degraded).toContainEqual(damaged);
    lines[1]?.cut(false);
    await opened;
    expect((await second.get('/readyz')).body.degraded).not.toContainEqual(damaged);
    expect(await statusOf(second, '/v1/graph?stream=testing&basearch=x86_64')).toBe(200);
  });
});

describe('two instances', () => {
  test('show each other’s changes within a second', { timeout: 30_000 }, async () => {
    const one = await instance();
    await one.open();
    await one.store.change('stable', releasesAre(release('1')), NOTE);
    const other = await instance(one);
    await other.open();
    await setTimeout(2500);
    const times: number[] = [];
    for (let i = 2; i < 12; i++) {
      const releases = Array.from({ length: i }, (_, index) => release(String(index + 1)));
      await one.store.change('stable', releasesAre(...releases), NOTE);
      const since = performance.now();
      while ((await other.get(GRAPH)).body.nodes.length < i) await setTimeout(2);
      times.push(performance.now() - since);
    }
    times.sort((a, b) => a - b);
    expect(times[8]).toBeLessThan(1000);
  });

  test('read the sources one at a time', { timeout: 30_000 }, async () => {
    const one = await instance();
    const other = await instance(one);
    await Promise.all([one.open(), other.open()]);
    const refreshers = await Promise.all(
      [one, other].map(async (app) => /^roost_refresher (\d)/m.exec((await app.get('/metrics')).text)?.[1]),
    );
    expect(refreshers.sort()).toEqual(['0', '1']);
  });
});
