import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { indexOf, release, rolledOut } from '../application/releases.js';
import { freshDatabase, type FreshDatabase } from '../database.js';
import { bearer, jsonOf, roost, RunningServer } from './built-cli.js';
import { GraphFolder } from './graph-folder.js';

const scratch = mkdtempSync(join(tmpdir(), 'roost-backups-'));
const file = join(scratch, 'move.roost');
let first: FreshDatabase;
let second: FreshDatabase;
let folder: GraphFolder;
let server: RunningServer | null = null;

beforeEach(async () => {
  [first, second] = [await freshDatabase(), await freshDatabase()];
  folder = new GraphFolder();
  folder.write('stable', {
    index: indexOf('1', '2', '3'),
    updates: rolledOut('3'),
    profile: { aliases: ['x'] },
  });
});

afterEach(async () => {
  await server?.kill();
  server = null;
  await Promise.all([first.drop(), second.drop()]);
  folder.remove();
  rmSync(file, { force: true });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const postgres = ({ url }: FreshDatabase) => ({ DATABASE_URL: url });

/** What a server tells of its streams: bodies, and the headers that must not change either. */
async function toldBy(one: RunningServer, token: string): Promise<unknown> {
  return Promise.all(
    TOLD.map(async (path) => {
      const answer = await one.get(path, path.startsWith('/admin') ? token : undefined);
      const { status, headers } = answer;
      return { path, status, tag: headers.get('etag'), body: await answer.text() };
    }),
  );
}

const STREAM = '/admin/v1/streams/stable';
const TOLD = [
  ...['/v1/graph?stream=stable&basearch=x86_64', '/v1/graph?stream=x&basearch=x86_64&rollout_wariness=1'],
  ...['/prod/streams/stable/releases.json', '/updates/stable.json', '/admin/v1/whoami'],
  ...[`${STREAM}/revisions`, `${STREAM}/revisions/1`, `${STREAM}/revisions/2`, `${STREAM}/releases`],
  ...[`${STREAM}/diff?from=1&to=3`, '/admin/v1/audit'],
];

/** What an operator does: each raises the revision by one. */
async function operate(one: RunningServer, token: string): Promise<void> {
  const payload = release('4').payloads[0]?.payload ?? '';
  const publish = {
    version: '4',
    payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload }],
    rollout: { start: 'now', duration: '48h' },
  };
  const key = { ...bearer(token), 'Idempotency-Key': 'once' };
  expect((await one.post(`${STREAM}/releases`, publish, key)).status).toBe(201);
  const pause = { reason: 'boot loops' };
  expect((await one.post(`${STREAM}/releases/4/rollout/pause`, pause, bearer(token))).status).toBe(200);
}

describe('moving from the embedded database to PostgreSQL', () => {
  test('keeps graphs, revisions, audit, and the first token', { timeout: 120_000 }, async () => {
    const dataDir = join(scratch, 'data');
    const embedded = { DATA_DIR: dataDir };
    server = await RunningServer.start({ ...embedded, GRAPH_DATA: folder.path });
    const token = readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
    await operate(server, token);
    const before = await toldBy(server, token);
    const tooEarly = await roost(['backup', file], embedded);
    expect([tooEarly.status, tooEarly.err]).toEqual([
      1,
      expect.stringContaining('in use by a running Roost'),
    ]);
    expect(await server.stop()).toBe(0);

    const backup = await roost(['backup', file, '--json'], embedded);
    expect([backup.status, backup.err]).toEqual([0, '']);
    expect(JSON.parse(backup.out)).toMatchObject({
      file,
      migrations: expect.arrayContaining(['Initial1795305600000']),
      rows: {
        streams: 1,
        stream_aliases: 1,
        releases: 4,
        revisions: 3,
        audit: 4,
        tokens: 1,
        first_answers: 1,
      },
      left_out: [],
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(gunzipSync(readFileSync(file)).toString()).not.toContain(token.split('_')[2]);
    const restore = await roost(['restore', file], postgres(first));
    expect(restore).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+ rows, as of 20\S+Z\n$/),
      err: '',
    });

    server = await RunningServer.start({ ...postgres(first), DATA_DIR: join(scratch, 'other') });
    expect(await toldBy(server, token)).toEqual(before);
    // The server found a token, and made none.
    expect(readdirSync(join(scratch, 'other'))).toEqual(['snapshots']);
    const back = { operations: [{ op: 'restore', revision: 1 }], confirm: ['strands_nodes'] };
    const restored = await server.post(`${STREAM}/changes`, back, bearer(token));
    expect(await jsonOf(restored)).toMatchObject({ revision: 4, changed: true });
  });

  test('knows what was answered to a write that is repeated', async () => {
    server = await RunningServer.start({
      ...postgres(first),
      GRAPH_DATA: folder.path,
      BOOTSTRAP_TOKEN: TOKEN,
    });
    const body = { name: 'demo' };
    const headers = { ...bearer(TOKEN), 'Idempotency-Key': 'k' };
    const answer = await (await server.post('/admin/v1/streams', body, headers)).text();
    await server.stop();
    await roost(['backup', file], postgres(first));
    await roost(['restore', file], postgres(second));
    server = await RunningServer.start({ ...postgres(second), BOOTSTRAP_TOKEN: TOKEN });
    const again = await server.post('/admin/v1/streams', body, headers);
    expect([again.status, await again.text()]).toEqual([201, answer]);
  });
});

const TOKEN = 'the-bootstrap-token-of-these-tests';

describe('roost backup', () => {
  test('goes on beside a running server, into a pipe and out of one', async () => {
    server = await RunningServer.start({
      ...postgres(first),
      GRAPH_DATA: folder.path,
      BOOTSTRAP_TOKEN: TOKEN,
    });
    const { status, out, err } = await roost(['backup', file], postgres(first));
    expect([status, out, err]).toEqual([0, expect.stringContaining(`${file}: `), '']);
    const restore = await roost(['restore', '-', '--json'], postgres(second), readFileSync(file));
    expect([restore.status, restore.err]).toEqual([0, '']);
    expect(JSON.parse(restore.out)).toMatchObject({ migrations: [], rows: { releases: 3 } });
    const [one, other] = await Promise.all([dumped(first), dumped(second)]);
    expect(one).toEqual(other);
    expect(one.length).toBeGreaterThan(20);
  });

  /** What is written to standard output, without its first and last line, which have the time. */
  async function dumped(database: FreshDatabase): Promise<readonly string[]> {
    const { status } = await roost(['backup', file], postgres(database));
    expect(status).toBe(0);
    return gunzipSync(readFileSync(file)).toString().trimEnd().split('\n').slice(1, -1);
  }

  test.each([
    [['backup'], 2, 'file is missing'],
    [['backup', 'a', 'b'], 2, 'b is too much'],
    [['backup', '-', '--json'], 2, '--json: standard output is for the backup'],
    [['backup', file], 1, 'there is nothing of Roost in this database'],
    [['backup', '/nowhere/a'], 1, 'there is nothing of Roost in this database'],
    [['restore'], 2, 'file is missing'],
    [['restore', '/nowhere/a'], 1, '/nowhere/a cannot be restored: ENOENT'],
    [['restore', '-'], 1, 'cannot be restored: it is cut off'],
  ])('%j ends with %i', async (args, status, message) => {
    const ended = await roost(args, postgres(first));
    expect([ended.status, ended.out]).toEqual([status, '']);
    expect(ended.err).toContain(message);
    expect(readdirSync(scratch)).not.toContain('move.roost');
  });

  test('where no database is says so, and makes none', async () => {
    const dataDir = join(scratch, 'typo');
    const { status, err } = await roost(['backup', file], { DATA_DIR: dataDir });
    expect([status, err]).toEqual([
      1,
      `roost: there is no embedded database in ${dataDir}: say DATA_DIR or DATABASE_URL\n`,
    ]);
    expect(readdirSync(scratch)).not.toContain('typo');
  });

  test('says which of file and database is away', async () => {
    await roost(['migrate'], postgres(first));
    const nowhere = await roost(['backup', '/nowhere/a'], postgres(first));
    expect([nowhere.status, nowhere.err]).toEqual([
      1,
      expect.stringMatching(/^roost: \/nowhere\/a cannot be written: ENOENT/),
    ]);
    const away = await roost(['backup', file], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/x' });
    expect([away.status, away.err]).toEqual([1, 'roost: the database does not answer: try again soon\n']);
  });
});

test.each(['backup', 'restore'])('roost %s --help says how it is used', async (command) => {
  const { status, out, err } = await roost([command, '--help'], {});
  expect([status, err]).toEqual([0, '']);
  expect(out).toContain(`usage: roost ${command} <file|-> [--json]\n`);
  expect((await roost(['--help'], {})).out).toContain(`\n  ${command} `);
});

describe('roost restore', () => {
  test('refuses a database that is in use, and a file that is damaged, and leaves both as they are', async () => {
    await roost(['ingest', folder.path], postgres(first));
    await roost(['backup', file], postgres(first));
    const filled = await roost(['restore', file], postgres(first));
    expect([filled.status, filled.err]).toEqual([1, expect.stringContaining('the database is not empty')]);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 20));
    const damaged = await roost(['restore', file], postgres(second));
    expect([damaged.status, damaged.err]).toEqual([1, `roost: ${file} cannot be restored: it is cut off\n`]);
    const untouched = await roost(['backup', file], postgres(second));
    expect(untouched.err).toContain('there is nothing of Roost in this database');
  });
});
