/** A PostgreSQL of a test's own, which keeps what it has promised and may be killed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { executableBinaries, serverUser } from '../postgres-programs.js';
import { freePort } from '../postgres.js';

export class DurablePostgres {
  #process: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly binaries: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<DurablePostgres> {
    const [folder, user] = [await mkdtemp(join(tmpdir(), 'roost-durable-')), serverUser()];
    const binaries = await executableBinaries(folder, user);
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
    const made = ['-D', 'data', '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--no-locale'];
    execFileSync(join(binaries, 'initdb'), made, { ...user, cwd: folder });
    const server = new DurablePostgres(folder, binaries, await freePort());
    await server.restart();
    return server;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** What is left of a killed one may be in the way for a moment. */
  async restart(): Promise<void> {
    for (;;) {
      this.#run();
      while (this.#process?.exitCode === null) {
        if (await this.#answers()) return;
        await setTimeout(50);
      }
      await setTimeout(100);
    }
  }

  /** Ends the postmaster; its other processes find that out and end, too. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.#process?.kill(signal);
    await this.#ended;
  }

  async remove(): Promise<void> {
    await this.kill('SIGQUIT');
    await rm(this.folder, { recursive: true, force: true });
  }

  #run(): void {
    const settings = [`listen_addresses=127.0.0.1`, 'unix_socket_directories=', 'fsync=on'];
    const args = ['-D', 'data', '-p', String(this.port), ...settings.flatMap((one) => ['-c', one])];
    const options = { ...serverUser(), cwd: this.folder, stdio: 'ignore' } as const;
    this.#process = spawn(join(this.binaries, 'postgres'), args, options);
    this.#ended = once(this.#process, 'exit');
  }

  async #answers(): Promise<boolean> {
    const client = new Client(this.url);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
