import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATION_LOCK } from '../../src/adapters/postgres/database.js';
import { ask, migratedTo } from '../adapters/postgres/whole-databases.js';
import { indexOf, rolledOut } from '../application/releases.js';
import { freshDatabase, type FreshDatabase } from '../database.js';
import { bearer, jsonOf, roost, RunningServer } from './built-cli.js';
import { GraphFolder } from './graph-folder.js';

const TOKEN = 'the-bootstrap-token-of-these-tests';
const servers: RunningServer[] = [];
let database: FreshDatabase;
let environment: Readonly<Record<string, string>>;

beforeEach(async () => {
  database = await freshDatabase();
  environment = { DATABASE_URL: database.url, BOOTSTRAP_TOKEN: TOKEN };
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.kill()));
  await database.drop();
});

async function serve(more: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  const server = await RunningServer.start({ ...environment, ...more });
  servers.push(server);
  return server;
}

describe('five that start at the same moment', () => {
  test.each([
    ['an empty database', 0],
    ['a database of the first schema', 1],
  ])('on %s apply each migration once, and all of them start', { timeout: 90_000 }, async (_, count) => {
    const probe = await freshDatabase();
    const names = await migratedTo({ url: probe.url }, 0);
    await probe.drop();
    if (count > 0) await migratedTo({ url: database.url }, count);
    const gate = count > 0 ? await heldBack() : null;
    const commands = Array.from({ length: 3 }, () => roost(['migrate', '--json'], environment));
    const all = Promise.all([Promise.all(commands), serve(), serve()]);
    await gate?.();
    const [ended] = await all;
    expect(ended.map(({ status, err }) => [status, err])).toEqual(ended.map(() => [0, '']));
    const applied: string[] = ended.flatMap(({ out }) => JSON.parse(out).applied);
    expect(new Set(applied).size).toBe(applied.length);
    expect(names.slice(count)).toEqual(expect.arrayContaining(applied));
    expect(await ask(database.url, 'SELECT name FROM migrations ORDER BY id')).toEqual(
      names.map((one) => [one]),
    );
  });
});

/** It is somebody else's turn to migrate. @returns what lets all of five in when they wait */
async function heldBack(): Promise<() => Promise<void>> {
  const client = new Client(database.url);
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  const waiting = `SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'roost' AND wait_event_type = 'Lock'`;
  return async () => {
    await expect.poll(() => ask(database.url, waiting), { timeout: 60_000 }).toHaveLength(5);
    await client.end();
  };
}

describe('a version beside the next one, whose migrations only add', () => {
  test('starts, reads and writes, and its commands work', { timeout: 60_000 }, async () => {
    const folder = new GraphFolder();
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    await roost(['ingest', folder.path], environment);
    const columns = ['streams', 'releases', 'rollouts', 'revisions', 'audit', 'tokens', 'first_answers'].map(
      (table) => `ALTER TABLE ${table} ADD COLUMN later jsonb, ADD COLUMN filled text NOT NULL DEFAULT 'x';`,
    );
    await ask(
      database.url,
      `INSERT INTO migrations (timestamp, name) VALUES (1999999999999, 'Later1999999999999');
       CREATE TABLE later (stream text REFERENCES streams (name) ON DELETE CASCADE);
       INSERT INTO later VALUES ('stable'); ${columns.join('')}`,
    );

    expect((await roost(['migrate'], environment)).out).toBe('nothing to do: up to date\n');
    const server = await serve({ GRAPH_DATA: folder.path, GRAPH_DATA_MODE: 'follow' });
    expect((await server.get('/v1/graph?stream=stable&basearch=x86_64')).status).toBe(200);
    const payload = 'a'.repeat(64);
    const write = async (path: string, body: object) =>
      (await server.post(path, body, { ...bearer(TOKEN), 'Idempotency-Key': path })).status;
    expect(await write('/admin/v1/streams', { name: 'demo' })).toBe(201);
    expect(
      await write('/admin/v1/streams/demo/releases', {
        version: '1',
        payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload }],
        rollout: { start: 'now', duration: '48h' },
      }),
    ).toBe(201);
    expect(await write('/admin/v1/tokens', { name: 'n', role: 'viewer' })).toBe(201);
    const graph = await jsonOf(server.get('/v1/graph?stream=demo&basearch=x86_64'));
    expect(graph.nodes).toHaveLength(1);
    expect((await roost(['token', 'list'], environment)).out).toContain('n: viewer of all streams');
    expect(await ask(database.url, 'SELECT stream FROM later')).toEqual([['stable']]);
    folder.remove();
  });
});
