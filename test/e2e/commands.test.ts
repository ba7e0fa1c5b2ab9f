import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { freshDatabase } from '../database.js';
import { GraphFolder } from './graph-folder.js';

const CLI = join(import.meta.dirname, '../../dist/src/cli.js');
const scratch = mkdtempSync(join(tmpdir(), 'roost-commands-'));
let database: Awaited<ReturnType<typeof freshDatabase>>;
let folder: GraphFolder;

beforeAll(() => {
  if (!existsSync(CLI)) throw new Error('these tests run the built command: npm run build');
});

beforeEach(async () => {
  database = await freshDatabase();
  folder = new GraphFolder();
});

afterEach(async () => {
  await database.drop();
  folder.remove();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

async function roost(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.url, ...environment };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { env, cwd: scratch }, (_, out, err) =>
      resolve({ status: child.exitCode ?? -1, out, err }),
    );
  });
}

describe('roost', () => {
  test('without a command says how it is used', async () => {
    const { status, out } = await roost([]);
    expect(status).toBe(2);
    for (const command of ['serve', 'migrate', 'ingest', 'lint', 'export', 'explain', 'node-config', 'token'])
      expect(out).toContain(`\n  ${command} `);
  });

  test.each(['serve', 'migrate', 'ingest', 'lint', 'export', 'explain', 'node-config', 'token'])(
    '%s --help says how it is used',
    async (command) => {
      const { status, out, err } = await roost([command, '--help']);
      expect([status, err]).toEqual([0, '']);
      expect(out).toContain(`usage: roost ${command}`);
    },
  );

  test.each([
    [['nope'], 'there is no command nope'],
    [['lint'], 'folder is missing'],
    [['lint', 'a', 'b'], 'b is too much'],
    [['serve', '--port', '1'], "Unknown option '--port'"],
    [['serve', 'now'], 'no arguments are expected'],
    [['ingest', 'http://127.0.0.1:1/'], 'needs --stream'],
    [['ingest', 'x', '--stream', 'a b'], 'is not the name of a stream'],
    [['token'], 'say what to do'],
    [['token', 'toString'], 'say what to do'],
    [['token', 'create'], '--name: say 1 to 64'],
    [['token', 'create', '--name', ' ', '--role', 'admin'], '--name: say 1 to 64'],
    [['token', 'create', '--name', 'n'], '--role: say one of viewer'],
    [['token', 'create', '--name', 'n', '--role', 'root'], '--role: say one of viewer'],
    [['token', 'create', 'n', '--name', 'n', '--role', 'admin'], 'no arguments are expected'],
    [['token', 'create', '--name', 'n', '--role', 'admin', '--expires', '90'], '--expires: say a time'],
    [['token', 'list', 'all'], 'no arguments are expected'],
    [['token', 'list', '--role', 'admin'], '--role is for roost token create'],
    [['token', 'revoke'], 'id is missing'],
  ])('%j is wrong usage', async (args, message) => {
    const { status, out, err } = await roost(args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });

  test('names all wrong settings at once, and no password', async () => {
    const wrong = {
      PORT: '99999',
      REFRESH_INTERVAL: '30',
      GRAPH_DATA_MODE: 'both',
      DATABASE_URL: 'mysql://u:geheim@h/d',
    };
    const { status, err } = await roost(['serve'], wrong);
    expect(status).toBe(2);
    for (const name of Object.keys(wrong)) expect(err).toContain(`${name}: expected `);
    expect(err).toContain('was given "30"');
    expect(err).not.toContain('geheim');
  });
});

describe('roost migrate', () => {
  test('brings the schema up to date, once', async () => {
    expect(await roost(['migrate'])).toEqual({
      status: 0,
      out: 'applied Initial1795305600000\napplied Operators1795348800000\napplied SourceStates1795392000000\n',
      err: '',
    });
    expect(await roost(['migrate'])).toEqual({ status: 0, out: 'nothing to do: up to date\n', err: '' });
    expect(JSON.parse((await roost(['migrate', '--json'])).out)).toEqual({ applied: [] });
  });

  test('says when there is no database to be reached', async () => {
    const { status, err } = await roost(['migrate'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/x' });
    expect([status, err]).toEqual([1, 'roost: the database does not answer: try again soon\n']);
  });
});

describe('roost lint', () => {
  test('finds nothing wrong with the example data', async () => {
    const { status, out } = await roost(['lint', join(import.meta.dirname, '../../graph-data')]);
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/\n2 streams, 0 errors, 0 to confirm, 0 warnings\n$/),
    ]);
  });

  test('says what is wrong, and where', async () => {
    folder.write('a', { index: indexOf('1', '1'), updates: '{"stream": "a", "releases": [' });
    folder.write('b', { index: { releases: [{ version: 1 }] }, updates: { stream: 'b', releases: {} } });
    folder.write('c', { index: indexOf('1', '2'), updates: rolledOut('3') });
    const { status, out } = await roost(['lint', folder.path]);
    expect(status).toBe(1);
    expect(out).toContain('error   updates/a.json: (root): expected JSON: ');
    expect(out).toContain(
      'error   streams/b/releases.json: /releases/0/version: expected a string, found 1 [wrong_type]',
    );
    expect(out).toContain('error   streams/b/releases.json: /releases/0/metadata: "metadata" is missing');
    expect(out).toContain('error   updates/b.json: /releases: expected a list, found an object [wrong_type]');
    expect(out).toContain('error   updates/c.json: /releases/0/version: 3 is not in the release index');
    expect(out).toMatch(/\n3 streams, 5 errors, 0 to confirm, 0 warnings\n$/);
    const { findings } = JSON.parse((await roost(['lint', folder.path, '--json'])).out);
    expect(findings).toHaveLength(5);
  });
});

describe('roost ingest and export', () => {
  test('take documents in and give them out again', async () => {
    folder.write('stable', {
      index: indexOf('1', '2'),
      updates: rolledOut('2'),
      profile: { aliases: ['x'], description: 'd' },
    });
    folder.write('broken', { index: '<html>', updates: rolledOut() });
    const taken = await roost(['ingest', folder.path]);
    expect(taken.status).toBe(1);
    expect(taken.out).toContain('stable: revision 1, 2 releases, 0 findings\n');
    expect(taken.out).toContain('broken: not taken\n  streams/broken/releases.json: (root): expected JSON');

    const out = join(scratch, 'exported');
    expect((await roost(['export', out])).out).toBe('stable: revision 1, 2 releases\n');
    const again = await roost(['ingest', out, '--json']);
    expect([again.status, JSON.parse(again.out).streams]).toEqual([
      0,
      [{ stream: 'stable', taken: true, revision: 1, releases: 2, findings: 0, message: '', faults: [] }],
    ]);
    const profile: unknown = JSON.parse(readFileSync(join(out, 'streams/stable/stream.json'), 'utf8'));
    expect(profile).toEqual({ aliases: ['x'], description: 'd' });
    expect((await roost(['export', out, '--stream', 'nope'])).status).toBe(2);
  });

  test('hold back documents that lost a release', async () => {
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    await roost(['ingest', folder.path]);
    folder.write('stable', { index: indexOf('2') });
    const { status, out } = await roost(['ingest', folder.path]);
    expect([status, out]).toEqual([1, expect.stringContaining('no longer have 1')]);
  });

  test('take documents from another server', async () => {
    const documents: Record<string, object> = {
      '/base/prod/streams/stable/releases.json': indexOf('1', '2', '3'),
      '/base/updates/stable.json': rolledOut('3'),
    };
    const server = createServer((request, response) => {
      const document = documents[request.url ?? ''];
      response.writeHead(document ? 200 : 404).end(JSON.stringify(document));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/base`;
    expect((await roost(['ingest', url, '--stream', 'stable'])).out).toBe(
      'stable: revision 1, 3 releases, 0 findings\n',
    );
    expect((await roost(['ingest', url, '--stream', 'other'])).out).toContain('answered 404');
    // Two documents say nothing of aliases: those that are there stay.
    folder.write('stable', {
      index: indexOf('1', '2', '3'),
      updates: rolledOut('3'),
      profile: { aliases: ['x'] },
    });
    await roost(['ingest', folder.path]);
    expect((await roost(['ingest', url, '--stream', 'stable'])).status).toBe(0);
    await roost(['export', join(scratch, 'from-server')]);
    const profile = readFileSync(join(scratch, 'from-server/streams/stable/stream.json'), 'utf8');
    expect(JSON.parse(profile)).toEqual({ aliases: ['x'], description: '' });
    server.close();
  });
});

describe('roost token', () => {
  test('makes tokens that are shown once, lists and revokes them', async () => {
    folder.write('stable', { index: indexOf('1'), updates: rolledOut('1'), profile: { aliases: ['x'] } });
    await roost(['ingest', folder.path]);
    const rights = ['--name', 'on call', '--role', 'operator'];
    const made = await roost(['token', 'create', ...rights]);
    expect(made).toEqual({ status: 0, out: expect.stringMatching(/^roost_\w{16}_\w{64}\n$/), err: '' });
    const more = ['--stream', 'stable', '--stream', 'x', '--expires', '2099-01-01T01:00:00+01:00', '--json'];
    const bound = JSON.parse((await roost(['token', 'create', ...rights, ...more])).out);
    const expected = {
      name: 'on call',
      role: 'operator',
      streams: ['stable'],
      expires_at: '2099-01-01T00:00:00Z',
    };
    expect(bound).toEqual({ ...expected, id: expect.any(String), token: expect.stringContaining('roost_') });

    const list = await roost(['token', 'list', '--json']);
    const { tokens } = JSON.parse(list.out);
    const times = { created_at: expect.any(String), last_used_at: null };
    expect(tokens).toHaveLength(2);
    expect(tokens).toContainEqual({ ...expected, ...times, id: bound.id });
    expect(list.out).not.toContain(made.out.split('_')[2]?.trim());
    expect((await roost(['token', 'list'])).out).toContain(
      `${bound.id}  on call: operator of stable, expires 2099-01-01T00:00:00Z, last used never\n`,
    );

    expect(await roost(['token', 'revoke', bound.id])).toEqual({
      status: 0,
      out: `revoked ${bound.id}\n`,
      err: '',
    });
    const again = await roost(['token', 'revoke', bound.id]);
    expect([again.status, again.err]).toEqual([1, 'roost: there is no such token\n']);
    const left = JSON.parse((await roost(['token', 'list', '--json'])).out).tokens;
    expect(left).toEqual([expect.objectContaining({ streams: null, expires_at: null })]);
  });

  test('takes a duration for the end of a token', async () => {
    const { out } = await roost([
      'token',
      'create',
      '--name',
      'n',
      '--role',
      'viewer',
      '--expires',
      '90d',
      '--json',
    ]);
    const days = (Date.parse(JSON.parse(out).expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(90, 2);
  });

  test('makes none for a stream that is not there', async () => {
    const { status, out, err } = await roost([
      'token',
      'create',
      '--name',
      'n',
      '--role',
      'viewer',
      '--stream',
      's',
    ]);
    expect([status, out, err]).toEqual([1, '', 'roost: there is no stream s: there is none yet\n']);
    expect((await roost(['token', 'list'])).out).toBe('there are no tokens\n');
  });
});

describe('roost serve', () => {
  let child: ChildProcess;
  let log: string;

  afterEach(() => child.kill('SIGKILL'));

  /** Starts a server; its port, once it is ready. */
  async function serve(environment: Record<string, string>): Promise<number> {
    const env = { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', ...environment };
    child = spawn(process.execPath, [CLI, 'serve'], { env, cwd: scratch });
    log = '';
    child.stdout?.on('data', (chunk: Buffer) => (log += String(chunk)));
    child.stderr?.on('data', (chunk: Buffer) => (log += String(chunk)));
    for (;;) {
      if (child.exitCode !== null) throw new Error(log);
      const port = Number(/"port":(\d+)/.exec(log)?.[1] ?? 0);
      const ready = port > 0 && (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
      if (ready) return port;
      await setTimeout(50);
    }
  }

  test('stops well: what is in flight is answered, then it ends with 0', async () => {
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    const port = await serve({ DATABASE_URL: database.url, GRAPH_DATA: folder.path });
    const idle = connect(port, '127.0.0.1');
    const busy = connect(port, '127.0.0.1');
    busy.write('GET /v1/graph?stream=stable&basearch=x86_64 HTTP/1.1\r\nHost: x\r\n');
    await Promise.all([once(idle, 'connect'), setTimeout(200)]);
    const started = Date.now();
    child.kill('SIGTERM');
    await setTimeout(300);
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
    busy.write('\r\n');
    const answer = await text(busy);
    expect(answer).toContain('HTTP/1.1 200 OK');
    expect(answer).toContain('Connection: close');
    const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect(status).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('gives operators a port of their own, and stops well at both', async () => {
    const token = 'a-token-for-the-operators-of-this-test';
    const environment = { DATABASE_URL: database.url, ADMIN_PORT: '0', BOOTSTRAP_TOKEN: token };
    const port = await serve(environment);
    const operators = Number(/"adminPort":(\d+)/.exec(log)?.[1]);
    const whoami = (at: number) =>
      fetch(`http://127.0.0.1:${at}/admin/v1/whoami`, { headers: { Authorization: `Bearer ${token}` } });
    expect([(await whoami(port)).status, (await whoami(operators)).status]).toEqual([404, 200]);
    const busy = connect(operators, '127.0.0.1');
    busy.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    await setTimeout(200);
    child.kill('SIGTERM');
    await setTimeout(300);
    await expect(whoami(operators)).rejects.toThrow();
    busy.write('\r\n');
    expect(await text(busy)).toContain('HTTP/1.1 200 OK');
    const [status] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    expect([status, log.includes(token)]).toEqual([0, false]);
  });

  test('names both ports that cannot be had', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    for (const [name, other] of [
      ['PORT', 'ADMIN_PORT'],
      ['ADMIN_PORT', 'PORT'],
    ] as const) {
      const { status, err } = await roost(['serve'], { HOST: '127.0.0.1', [other]: '0', [name]: port });
      expect([status, err]).toEqual([
        1,
        expect.stringContaining(`${name}: cannot listen on 127.0.0.1:${port}`),
      ]);
    }
    taken.close();
  });

  test('on the embedded database needs nothing else, and locks it', { timeout: 90_000 }, async () => {
    folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
    const environment = { DATA_DIR: join(scratch, 'data'), GRAPH_DATA: folder.path };
    const port = await serve(environment);
    const file = join(scratch, 'data/admin-token');
    await expect.poll(() => log).toContain(`Bearer $(cat ${file})`);
    const token = readFileSync(file, 'utf8').trim();
    expect([statSync(file).mode & 0o777, log.includes(token)]).toEqual([0o600, false]);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`http://127.0.0.1:${port}/admin/v1/whoami`, { headers })).status).toBe(200);
    const graph = `http://127.0.0.1:${port}/v1/graph?stream=stable&basearch=x86_64`;
    expect((await fetch(graph)).status).toBe(200);
    const second = await roost(['migrate'], { ...environment, DATABASE_URL: '' });
    expect([second.status, second.err]).toEqual([1, expect.stringContaining('in use by a running Roost')]);

    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    const exported = await roost(['export', join(scratch, 'out'), '--json'], {
      ...environment,
      DATABASE_URL: '',
    });
    expect(JSON.parse(exported.out).streams).toEqual([{ stream: 'stable', revision: 1, releases: 2 }]);
  });

  test('told to stop in the middle of its first start, it stops', { timeout: 60_000 }, async () => {
    const env = { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(scratch, 'fresh') };
    child = spawn(process.execPath, [CLI, 'serve'], { env, cwd: scratch });
    const [line] = await once(child.stdout ?? child, 'data');
    expect(String(line)).toContain('listening');
    await setTimeout(500);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
  });
});
