import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AgentLog } from './agent-log.js';
import { agentMetrics, type AgentMetrics } from './agent-metrics.js';
import type { Image } from './deployment.js';
import { MachineFolder } from './machine-folder.js';
import { NAMESPACE } from './namespace.js';

export interface MachineOptions {
  /** The zincati to run. */
  readonly binary: string;
  /** Of the graph server, with the slash at its end. */
  readonly baseUrl: string;
  readonly stream: string;
  readonly booted: Image;
  /** What can be downloaded. */
  readonly images?: readonly Image[];
  /** 32 hex digits; the agent derives one from the machine's id where none is given. */
  readonly uuid?: string;
  readonly wariness?: number;
  /** A file of configuration that is read after the one of these options. */
  readonly dropIn?: string;
}

/** What an agent did between switching on and off. */
export interface Boot extends AgentMetrics {
  /** How it ended; an agent that ends by itself does so with a status. */
  readonly ended: 'finalized' | 'switched off' | number;
  /** The versions it chose. */
  readonly targets: readonly string[];
  /** The commands it gave to rpm-ostree to change something. */
  readonly orders: readonly string[];
  readonly motd: string | null;
  readonly log: readonly string[];
}

const INSIDE = new URL('inside.sh', import.meta.url).pathname;
const STAND_INS = new URL('stand-ins', import.meta.url).pathname;
/** A check comes 1 to 11 seconds after the last. */
const PATIENCE_SECONDS = 60;
const SLEEPS = /scheduling next agent refresh in/;
const FINALIZED = /update finalized: /;

/** A machine with a real agent on it, in namespaces and a root directory of its own. */
export class Machine {
  private readonly folder: MachineFolder;
  private child: ChildProcessByStdio<Writable, Readable, Readable> | null = null;
  private log = new AgentLog();

  /** @param root a folder that is not there yet */
  constructor(
    root: string,
    private readonly options: MachineOptions,
  ) {
    const { stream, booted, images = [], dropIn = '' } = options;
    this.folder = new MachineFolder(root, { stream, booted, images, config: configOf(options), dropIn });
  }

  /** Where the host sees its root directory. */
  get root(): string {
    return this.folder.root;
  }

  switchOn(): void {
    this.folder.powerOn();
    const [command, ...namespace] = NAMESPACE;
    const { root, mounts } = this.folder;
    const args = [...namespace, 'sh', INSIDE, root, this.options.binary, STAND_INS, ...mounts];
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' };
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    const log = new AgentLog();
    for (const output of [child.stdout, child.stderr])
      createInterface(output).on('line', (line) => log.add(line));
    child.once('close', () => log.end());
    [this.child, this.log] = [child, log];
  }

  /** Waits until a line of the log since switching on fits. */
  async says(what: RegExp, seconds = PATIENCE_SECONDS): Promise<void> {
    await this.log.until(() => this.log.count(what) > 0, String(what), seconds);
  }

  /** Waits until the agent has asked this often from now on, and gone to sleep again. */
  async checks(times: number, seconds = times * 12 + PATIENCE_SECONDS): Promise<void> {
    const soFar = this.log.count(SLEEPS);
    const done = () => this.log.count(SLEEPS) >= soFar + times || this.hasUpdated;
    await this.log.until(done, `${times} checks`, seconds);
    if (this.hasUpdated) throw new Error('the agent has taken an update, and checks no more');
  }

  /** Waits until the agent has taken an update, and would reboot now. */
  async updates(seconds = PATIENCE_SECONDS): Promise<void> {
    await this.says(FINALIZED, seconds);
  }

  /** Waits until the agent has ended by itself. */
  async ends(): Promise<void> {
    if (this.child?.exitCode === null) await once(this.child, 'close');
  }

  /** What a person who logs in reads of a deadend; `null` for nothing. */
  get motd(): string | null {
    return this.folder.motd;
  }

  /** As by a power cut, but its metrics are read before. */
  async switchOff(): Promise<Boot> {
    const metrics = await agentMetrics(this.folder.metricsSocket);
    const status = this.child?.exitCode ?? null;
    await this.cutPower();
    const { orders, motd } = this.folder;
    return {
      ...(metrics ?? { checks: 0, checkErrors: {} }),
      ended: status ?? (this.hasUpdated ? 'finalized' : 'switched off'),
      targets: this.log.said(/target release '(.*)' selected/),
      ...{ orders, motd, log: this.log.lines },
    };
  }

  /** Reboots into every update that the first check after a boot finds. @returns what happened at each boot */
  async follow(): Promise<readonly Boot[]> {
    this.switchOn();
    const settled = () => this.log.count(SLEEPS) > 0 || this.hasUpdated;
    await this.log.until(settled, 'an update, or none', PATIENCE_SECONDS);
    const boot = await this.switchOff();
    if (boot.ended !== 'finalized') return [boot];
    this.folder.bootStaged();
    return [boot, ...(await this.follow())];
  }

  async remove(): Promise<void> {
    await this.cutPower();
    this.folder.remove();
  }

  private get hasUpdated(): boolean {
    return this.log.count(FINALIZED) > 0;
  }

  private async cutPower(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.stdin.end();
    const late = setTimeout(() => child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(late);
  }
}

function configOf({ baseUrl, uuid, wariness }: MachineOptions): string {
  const identity = [
    ...(uuid === undefined ? [] : [`node_uuid = "${uuid}"`]),
    ...(wariness === undefined ? [] : [`rollout_wariness = ${wariness.toFixed(6)}`]),
  ];
  return [
    ...['[agent.timing]', 'steady_interval_secs = 1'],
    ...['[cincinnati]', `base_url = "${baseUrl}"`],
    ...['[identity]', ...identity],
    ...['[updates]', 'strategy = "immediate"', ''],
  ].join('\n');
}
