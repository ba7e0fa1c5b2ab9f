import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploymentFields, imageKey, type Image } from './deployment.js';

/** Where the system of the host lies, and what an agent takes from its kernel. */
const OF_THE_HOST = /^(usr|s?bin|lib\w*|nix|gnu|dev|proc)$/;
/** Of every machine. */
export const LOCAL_TIME_ZONE = 'Asia/Tokyo';
const MOTD = 'run/motd.d/85-zincati-deadend.motd';

export interface Contents {
  readonly stream: string;
  /** What the machine runs first. */
  readonly booted: Image;
  /** What can be downloaded. */
  readonly images: readonly Image[];
  /** Of the agent, as TOML. */
  readonly config: string;
  /** More of it, which is read last. */
  readonly dropIn: string;
}

/** The root directory of a machine, as the host sees it: the agent's files, and what the stand-ins know. */
export class MachineFolder {
  /** Folders of the host that are to be mounted into it. */
  readonly mounts: readonly string[];
  private readonly state: string;

  constructor(
    readonly root: string,
    { stream, booted, images, config, dropIn }: Contents,
  ) {
    this.state = join(root, 'machine/state');
    for (const folder of ['etc', 'tmp', 'ostree/deploy', 'machine/stand-ins', 'machine/state/images'])
      mkdirSync(join(root, folder), { recursive: true });
    this.mounts = seenFromInside(root);
    this.write('machine/cmdline', 'ignition.platform.id=qemu\n');
    this.write('machine/zincati', '');
    symlinkSync(`/usr/share/zoneinfo/${LOCAL_TIME_ZONE}`, join(root, 'etc/localtime'));
    this.write('etc/machine-id', '1c09ca98649c4c7abc779cd04c96812e\n');
    if (existsSync('/etc/ld.so.cache')) copyFileSync('/etc/ld.so.cache', join(root, 'etc/ld.so.cache'));
    mkdirSync(join(root, 'etc/zincati/config.d'), { recursive: true });
    this.write('etc/zincati/config.d/50-test.toml', config);
    this.write('etc/zincati/config.d/90-roost.toml', dropIn);
    this.write('machine/state/booted', deploymentFields(booted, stream));
    for (const image of images)
      this.write(`machine/state/images/${imageKey(image)}`, deploymentFields(image, stream));
  }

  /** As it is after a power cycle: nothing in /run, and user 0 is the one whom the agent runs as. */
  powerOn(): void {
    rmSync(join(this.root, 'run'), { recursive: true, force: true });
    for (const folder of ['zincati/public', 'zincati/private', 'motd.d'])
      mkdirSync(join(this.root, 'run', folder), { recursive: true });
    this.write('etc/passwd', 'zincati:x:0:0::/:/bin/sh\n');
    this.write('machine/state/calls', '');
  }

  /** The staged deployment is what runs next; what ran is kept beside it. */
  bootStaged(): void {
    renameSync(join(this.state, 'booted'), join(this.state, 'earlier'));
    renameSync(join(this.state, 'staged'), join(this.state, 'booted'));
  }

  /** The socket that the agent shows its metrics on. */
  get metricsSocket(): string {
    return join(this.root, 'run/zincati/public/metrics.promsock');
  }

  /** What rpm-ostree was told since the machine was switched on, without the questions. */
  get orders(): readonly string[] {
    const lines = readFileSync(join(this.state, 'calls'), 'utf8').trim().split('\n');
    return lines.filter((line) => !/^status|--register-driver/.test(line));
  }

  /** What a person who logs in reads of a deadend. */
  get motd(): string | null {
    const file = join(this.root, MOTD);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private write(path: string, content: string): void {
    writeFileSync(join(this.root, path), content);
  }
}

/** Makes the places of what is the host's; links stay links. */
function seenFromInside(root: string): readonly string[] {
  const names = readdirSync('/').filter((name) => OF_THE_HOST.test(name));
  const links = names.filter((name) => lstatSync(join('/', name)).isSymbolicLink());
  for (const name of links) symlinkSync(readlinkSync(join('/', name)), join(root, name));
  const folders = names.filter((name) => !links.includes(name));
  for (const name of folders) mkdirSync(join(root, name));
  return folders;
}
