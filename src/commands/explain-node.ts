import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { parseJson } from '../adapters/documents/parse-json.js';
import { readAgentConfig, type AgentConfig } from '../adapters/zincati/agent-config.js';
import { nodeUuid } from '../adapters/zincati/node-uuid.js';
import { readStatus, type NodeStatus } from '../adapters/zincati/rpm-ostree-status.js';
import { Problem } from '../graph/problem.js';
import { optionOf, UsageError, type CommandInput } from './command.js';

/** What a node says of itself, and where that comes from. */
export interface ExplainedNode {
  readonly config: AgentConfig;
  /** `null` where only options say what it runs. */
  readonly status: NodeStatus | null;
  readonly uuid: string | null;
  /** Where the uuid comes from, for people. */
  readonly uuidOrigin: string;
}

/** Looks at a node as its agent does. @throws UsageError for what cannot be read, with the way out */
export async function readNode(input: CommandInput): Promise<ExplainedNode> {
  const root = optionOf(input, 'root') ?? '/';
  const config = orUsage(() => readAgentConfig(root));
  const status = await readStatusFor(input);
  return { config, status, ...uuidOf(input, config, join(root, 'etc/machine-id')) };
}

async function readStatusFor(input: CommandInput): Promise<NodeStatus | null> {
  const file = optionOf(input, 'rpm-ostree-status');
  if (file !== undefined) return parsed(file === '-' ? 'standard input' : file, await bytesOf(file));
  const isNamed = ['os-version', 'os-checksum'].some((option) => optionOf(input, option) !== undefined);
  return isNamed ? null : parsed('rpm-ostree status --json', await runRpmOstree());
}

async function bytesOf(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`--rpm-ostree-status: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function runRpmOstree(): Promise<Buffer> {
  try {
    const { stdout } = await promisify(execFile)('rpm-ostree', ['status', '--json'], { encoding: 'buffer' });
    return stdout;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UsageError(
      `rpm-ostree does not say what this machine runs (${message}): run this on the node, or give its "rpm-ostree status --json" to --rpm-ostree-status, or say --stream and --os-version`,
    );
  }
}

function parsed(name: string, bytes: Buffer): NodeStatus {
  return orUsage(() => readStatus(parseJson(name, bytes)));
}

function uuidOf(
  input: CommandInput,
  config: AgentConfig,
  machineIdFile: string,
): Pick<ExplainedNode, 'uuid' | 'uuidOrigin'> {
  const given = optionOf(input, 'node-uuid');
  if (given !== undefined) return { uuid: given, uuidOrigin: '--node-uuid' };
  const machineId = optionOf(input, 'machine-id');
  if (machineId !== undefined)
    return { uuid: uuidFrom(machineId, '--machine-id'), uuidOrigin: '--machine-id' };
  if (config.nodeUuid !== null) return { uuid: config.nodeUuid, uuidOrigin: "the agent's configuration" };
  if (!existsSync(machineIdFile)) return { uuid: null, uuidOrigin: `there is no ${machineIdFile}` };
  return { uuid: uuidFrom(readFileSync(machineIdFile, 'utf8'), machineIdFile), uuidOrigin: machineIdFile };
}

function uuidFrom(machineId: string, place: string): string {
  const uuid = nodeUuid(machineId);
  if (uuid !== null) return uuid;
  throw new UsageError(`${place}: expected a machine id, 32 hex digits`);
}

function orUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof Problem ? new UsageError(error.value) : error;
  }
}
