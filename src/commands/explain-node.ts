import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseJson } from '../adapters/documents/parse-json.js';
import { NO_CONFIG, readAgentConfig, type AgentConfig } from '../adapters/zincati/agent-config.js';
import { canonicalUuid, nodeUuid } from '../application/node-state/node-uuid.js';
import { readStatus, type NodeStatus } from '../application/node-state/rpm-ostree-status.js';
import type { JsonDocument } from '../graph/json-cursor.js';
import { Problem } from '../graph/problem.js';
import { bytesOf, optionOf, UsageError, type CommandInput } from './command.js';

/** What a node says of itself, and where that comes from. */
export interface ExplainedNode {
  readonly config: AgentConfig;
  /** `null` where only options say what it runs. */
  readonly status: NodeStatus | null;
  readonly uuid: string | null;
  /** Where the uuid comes from, for people. */
  readonly uuidOrigin: string;
  /** As `qemu`; `null` where it is not known. */
  readonly platform: string | null;
}

/** Looks at a node as its agent does. @throws UsageError for what cannot be read, with the way out */
export async function readNode(input: CommandInput): Promise<ExplainedNode> {
  const status = await readStatusFor(input);
  const given = givenUuid(input);
  const root = optionOf(input, 'root');
  // Whoever names a node by its id means another one than this machine, of which nothing else is here.
  if (given !== null && root === undefined) return { config: NO_CONFIG, status, platform: null, ...given };
  const here = root ?? '/';
  const config = orUsage(() => readAgentConfig(here));
  return { config, status, platform: platformIn(here), ...(given ?? uuidOf(config, here)) };
}

async function readStatusFor(input: CommandInput): Promise<NodeStatus | null> {
  const [file, root] = [optionOf(input, 'rpm-ostree-status'), optionOf(input, 'root')];
  if (file !== undefined) {
    const bytes = await bytesOf('rpm-ostree-status', file);
    const name = file === '-' ? 'standard input' : file;
    return orUsage(() => readStatus(parseJson(name, bytes), root === undefined ? null : overrideIn(root)));
  }
  if (['os-version', 'os-checksum'].some((option) => optionOf(input, option) !== undefined)) return null;
  const bytes = await runRpmOstree();
  return orUsage(() => readStatus(parseJson('rpm-ostree status --json', bytes), overrideIn(root ?? '/')));
}

const OVERRIDE = 'run/zincati/booted-status-override.json';

/** What the agent takes for its booted deployment on a node that is on its way from checksums to images. */
function overrideIn(root: string): JsonDocument | null {
  const path = join(root, OVERRIDE);
  return existsSync(path) ? parseJson(path, readBytes(path)) : null;
}

const MOST_BYTES = 32 * 1024 * 1024;
const PATIENCE_MS = 60_000;

async function runRpmOstree(): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: MOST_BYTES, timeout: PATIENCE_MS } as const;
  try {
    return (await promisify(execFile)('rpm-ostree', ['status', '--json'], options)).stdout;
  } catch (error) {
    throw new UsageError(
      `rpm-ostree does not say what this machine runs (${messageOf(error)}): run this on the node, or give its "rpm-ostree status --json" to --rpm-ostree-status, or say --stream and --os-version`,
    );
  }
}

type WithUuid = Pick<ExplainedNode, 'uuid' | 'uuidOrigin'>;

function givenUuid(input: CommandInput): WithUuid | null {
  const uuid = optionOf(input, 'node-uuid');
  if (uuid !== undefined) {
    const canonical = canonicalUuid(uuid);
    if (canonical === null) throw new UsageError('--node-uuid: expected a uuid, 32 hex digits');
    return { uuid: canonical, uuidOrigin: '--node-uuid' };
  }
  const machineId = optionOf(input, 'machine-id');
  return machineId === undefined ? null : uuidFrom(machineId, '--machine-id');
}

function uuidOf(config: AgentConfig, root: string): WithUuid {
  if (config.nodeUuid !== null) return { uuid: config.nodeUuid, uuidOrigin: "the agent's configuration" };
  const file = join(root, 'etc/machine-id');
  if (!existsSync(file)) return { uuid: null, uuidOrigin: `there is no ${file}` };
  return uuidFrom(readBytes(file).toString(), file);
}

function uuidFrom(machineId: string, place: string): WithUuid {
  const uuid = nodeUuid(machineId);
  if (uuid !== null) return { uuid, uuidOrigin: place };
  throw new UsageError(`${place}: expected a machine id, 32 hex digits`);
}

/** As the boot loader says it. @see zincati src/identity/platform.rs */
function platformIn(root: string): string | null {
  const file = join(root, 'proc/cmdline');
  if (!existsSync(file)) return null;
  return /(?:^|\s)ignition\.platform\.id=(\S+)/.exec(readBytes(file).toString())?.[1] ?? null;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

function orUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Problem ? new UsageError(error.value) : error;
  }
}
