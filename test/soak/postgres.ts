import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { executableBinaries, serverUser } from '../postgres-programs.js';
import { eventually, pause } from './clock.js';
import { freePort } from './free-port.js';
import { Outages } from './outages.js';
import { processesIn, signal } from './processes.js';

/** Crash recovery included. */
const PATIENCE_MS = 60_000;

/**
 * A PostgreSQL of the soak's own, with all that keeps what was committed, which can be killed, silenced and
 * started again.
 */
export class Postgres {
  readonly outages = new Outages();
  #postmaster: ChildProcess | null = null;

  private constructor(
    private readonly folder: string,
    private readonly binaries: string,
    private readonly port: number,
    readonly url: string,
  ) {}

  static async create(folder: string): Promise<Postgres> {
    await mkdir(folder);
    const [port, password, user] = [await freePort(), randomUUID(), serverUser()];
    await writeFile(join(folder, 'password'), password);
    const binaries = await executableBinaries(folder, user);
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    const initdb = ['-D', 'data', '-U', 'postgres', '-A', 'password', '--pwfile=password', '-E', 'UTF8'];
    const locale = ['--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    execFileSync(join(binaries, 'initdb'), [...initdb, ...locale], { ...user, cwd: folder, stdio: 'ignore' });
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    return new Postgres(folder, binaries, port, url);
  }

  /** Comes back when connections are accepted again. */
  async start(): Promise<void> {
    const began = await eventually(() => this.#tryToStart(), { withinMs: PATIENCE_MS, everyMs: 200 });
    if (!began) throw new Error(`PostgreSQL does not start: see ${join(this.folder, 'log')}`);
    this.outages.end();
  }

  /** It may refuse as long as a child of the one before is left: then it ends at once. */
  async #tryToStart(): Promise<boolean> {
    const postmaster = await this.#spawn();
    this.#postmaster = postmaster;
    const holds = { withinMs: PATIENCE_MS, everyMs: 50 };
    await eventually(async () => postmaster.exitCode !== null || (await this.#answers()), holds);
    return postmaster.exitCode === null;
  }

  async #spawn(): Promise<ChildProcess> {
    const log = await open(join(this.folder, 'log'), 'a');
    const settings = [`port=${this.port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const options = ['max_connections=100', 'log_checkpoints=off', ...settings].flatMap((one) => ['-c', one]);
    // Detached, because Ctrl-C must not reach it before the servers that use it.
    const child = spawn(join(this.binaries, 'postgres'), ['-D', this.#data, ...options], {
      ...serverUser(),
      ...{ cwd: this.#data, detached: true, stdio: ['ignore', log.fd, log.fd] },
    });
    await log.close();
    return child;
  }

  get #data(): string {
    return join(this.folder, 'data');
  }

  async #answers(): Promise<boolean> {
    try {
      await this.query('SELECT 1');
      return true;
    } catch {
      // Refused, or still recovering: that is what is waited for.
      return false;
    }
  }

  /** By a connection of its own. */
  async query(sql: string): Promise<readonly unknown[]> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 2000 });
    // It may be killed while we are connected: whoever waits for an answer is told.
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query(sql).finally(() => void client.end().catch(() => undefined));
    return rows;
  }

  /**
   * Ends the connections that do nothing but hold a lock: of such a kind is how one instance of many is chosen.
   * @returns whether there was one
   */
  async cutLockHolders(): Promise<boolean> {
    if (this.outages.isAway) return false;
    const rows = await this.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle'
      AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)`,
    ).catch(() => []);
    return rows.length > 0;
  }

  /** As a power cut or the kernel's killer: nobody is told, nothing is written any more. */
  async kill(): Promise<void> {
    this.outages.begin();
    this.#postmaster?.kill('SIGKILL');
    // Its children see that it is gone and end; those that do not are killed, too.
    await pause(100);
    const gone = () => {
      signal(processesIn(this.#data), 'SIGKILL');
      return processesIn(this.#data).length === 0;
    };
    await eventually(gone, { withinMs: PATIENCE_MS, everyMs: 50 });
  }

  /** Connections stay, and nothing is answered. The postmaster first, so that there are no new children. */
  freeze(): void {
    this.outages.begin();
    const postmaster = this.#postmaster?.pid ?? 0;
    signal([postmaster], 'SIGSTOP');
    signal(
      processesIn(this.#data).filter((pid) => pid !== postmaster),
      'SIGSTOP',
    );
  }

  thaw(): void {
    signal(processesIn(this.#data), 'SIGCONT');
    this.outages.end();
  }
}
