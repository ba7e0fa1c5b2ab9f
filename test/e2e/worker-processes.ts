/** A server with workers as it was built, and its workers as the system sees them. */
import { readFile } from 'node:fs/promises';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ownerOf } from '../soak/socket-owner.js';
import { RunningServer } from './built-cli.js';
import { RawCaller } from './raw-caller.js';

/** The admin token of the settings. */
export const TOKEN = 'the-bootstrap-token-of-workers-tests';

export class ServerWithWorkers {
  private constructor(
    readonly server: RunningServer,
    /** Where it keeps what is to be gone when it has stopped. */
    readonly tmp: string,
    private readonly callers: RawCaller[] = [],
  ) {}

  static async start(environment: Readonly<Record<string, string>>): Promise<ServerWithWorkers> {
    const tmp = mkdtempSync(join(tmpdir(), 'roost-workers-'));
    const own = { TMPDIR: tmp, DATA_DIR: join(tmp, 'data'), BOOTSTRAP_TOKEN: TOKEN };
    const settings = { ...own, WORKERS: '2', LOG_LEVEL: 'info', ...environment };
    return new ServerWithWorkers(await RunningServer.start(settings), tmp);
  }

  /** Their process ids. */
  async pids(): Promise<readonly number[]> {
    const { pid } = this.server;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    return children.split(' ').filter(Boolean).map(Number);
  }

  /** Waits until so many of them are there that are none of these. */
  async newPids(count: number, but: readonly number[]): Promise<readonly number[]> {
    const others = async () => (await this.pids()).filter((pid) => !but.includes(pid));
    await expect.poll(async () => (await others()).length, { timeout: 10_000 }).toBe(count);
    return others();
  }

  async open(reads = true): Promise<RawCaller> {
    const caller = await RawCaller.open(this.server.port, reads);
    this.callers.push(caller);
    return caller;
  }

  /** The worker that has a connection. */
  async owner({ socket }: RawCaller): Promise<number> {
    // Of the two ends, the one that is theirs.
    const end = { port: this.server.port, serverPort: socket.localPort ?? 0 };
    return (await ownerOf(end, await this.pids())) ?? 0;
  }

  /** As many connections at each worker, each known by its worker's process id. */
  async openAtEach(count: number): Promise<ReadonlyMap<number, readonly RawCaller[]>> {
    const pids = await this.pids();
    const all = new Map(pids.map((pid): [number, RawCaller[]] => [pid, []]));
    for (let tries = 0; tries < 100; tries++) {
      if ([...all.values()].every(({ length }) => length >= count)) return all;
      // Who has just been idle is the likelier to take one: some at a time.
      const callers = await Promise.all(Array.from({ length: 4 }, () => this.open()));
      for (const caller of callers) all.get(await this.owner(caller))?.push(caller);
    }
    throw new Error('one of the workers takes no connections');
  }

  /** How many files, sockets among them, a process has open. */
  openFiles(pid: number): number {
    return readdirSync(`/proc/${pid}/fd`).length;
  }

  /** The number behind a line of its metrics. */
  async metric(line: string): Promise<number> {
    const text = await (await this.server.get('/metrics')).text();
    const found = text.split('\n').find((one) => one.startsWith(`${line} `));
    return Number(found?.slice(line.length + 1) ?? NaN);
  }

  /** What it has left behind of its own beside its data. */
  leftBehind(): readonly string[] {
    return readdirSync(this.tmp).filter((name) => name !== 'data');
  }

  leaveAll(): void {
    for (const caller of this.callers.splice(0)) caller.leave();
  }

  /** Ends it, however it is, and clears up. */
  async end(): Promise<void> {
    this.leaveAll();
    await this.server.kill();
    rmSync(this.tmp, { recursive: true, force: true });
  }
}

/** Whether a process is there, and has not ended unnoticed by its parent. */
export async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !/\) [ZX] /.test(stat);
}
