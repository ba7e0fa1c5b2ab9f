import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { executableBinaries, serverUser } from '../../test/postgres-programs.js';
import { BOTH_CORES, onCores } from '../machine/cores.js';
import { freePort } from './free-port.js';

/** A PostgreSQL in which each server of the bench gets an empty database. */
export class DatabaseServer {
  #made: readonly string[] = [];

  /**
   * @param url of a database whose user may create others
   * @param end what is to be done when nobody needs it any more
   */
  constructor(
    private readonly url: string,
    private readonly end: () => Promise<void> = () => Promise.resolve(),
  ) {}

  /** Starts one for this run, as it is in production: what is committed is on the disk. */
  static async start(): Promise<DatabaseServer> {
    const folder = await mkdtemp(join(tmpdir(), 'roost-bench-postgres-'));
    try {
      const { url, child } = await startIn(folder);
      return new DatabaseServer(url, async () => {
        const ended = once(child, 'exit');
        child.stdin?.end();
        if (child.exitCode === null) await ended;
      });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** @returns the URL of an empty database */
  async create(): Promise<string> {
    const name = `roost_bench_${randomUUID().slice(0, 8)}`;
    await this.#say(`CREATE DATABASE "${name}"`);
    this.#made = [...this.#made, name];
    const url = new URL(this.url);
    url.pathname = `/${name}`;
    return url.href;
  }

  async stop(): Promise<void> {
    for (const name of this.#made) await this.#say(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await this.end();
  }

  async #say(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
}

async function startIn(folder: string): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const [port, password, user] = [await freePort(), randomUUID(), serverUser()];
  await writeFile(join(folder, 'password'), password);
  const binaries = await executableBinaries(folder, user);
  await chmod(folder, 0o700);
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
  const [program, ...args] = onCores(BOTH_CORES, ['/bin/sh', '-c', SCRIPT]);
  const env = { PATH: process.env['PATH'], BINARIES: binaries, PORT: String(port), FOLDER: folder };
  // Detached, because Ctrl-C must not reach it before the servers that use it.
  const child = spawn(program, args, { ...user, env, cwd: folder, detached: true });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  const said: Promise<readonly unknown[]> = Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  const [output] = await said;
  if (String(output).trim() !== 'ready') throw new Error(`PostgreSQL does not start: ${complaints}`);
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, child };
}

// Waits for the end of its standard input, which comes with our end, however that comes.
const SCRIPT = `
  trap '"$BINARIES/pg_ctl" stop -D data -m immediate >/dev/null 2>&1; cd /; rm -rf "$FOLDER"' EXIT
  trap 'exit 1' HUP INT TERM
  set -e
  "$BINARIES/initdb" -D data -U postgres -A password --pwfile=password --no-sync -E UTF8 --no-locale \\
    --locale-provider=builtin --builtin-locale=C.UTF-8 >log
  "$BINARIES/pg_ctl" start -D data -w -s -l log -o "-p $PORT -c listen_addresses=127.0.0.1 \\
    -c unix_socket_directories=" || { cat log >&2; exit 1; }
  echo ready
  cat
`;
