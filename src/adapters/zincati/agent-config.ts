import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { Problem } from '../../graph/problem.js';

/** What an agent was configured with, as far as it decides about its updates. */
export interface AgentConfig {
  /** May hold `${stream}` and the like. */
  readonly baseUrl: string | null;
  readonly group: string | null;
  readonly nodeUuid: string | null;
  readonly rolloutWariness: number | null;
  /** Whether it updates at all. */
  readonly isEnabled: boolean;
  readonly strategy: string | null;
}

/** Later ones win over files of the same name. @see zincati src/config/mod.rs */
const FOLDERS = ['usr/lib', 'run', 'etc'];

/**
 * Reads the files that the agent of a node reads, in their order: what stands in a later one counts.
 * @param root where the node's file system begins: `/` on the node itself
 * @throws Problem `invalid_document`
 */
export function readAgentConfig(root: string): AgentConfig {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) collect(join(root, folder, 'zincati/config.d'), files);
  const fragments = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => readFragment(path));
  const last = (section: string, key: string): unknown =>
    fragments
      .map((fragment) => memberOf(memberOf(fragment, section), key))
      .findLast((one) => one !== undefined);
  const wariness = last('identity', 'rollout_wariness');
  return {
    baseUrl: textOrNull(last('cincinnati', 'base_url')),
    group: textOrNull(last('identity', 'group')),
    nodeUuid: textOrNull(last('identity', 'node_uuid')),
    rolloutWariness: typeof wariness === 'number' ? wariness : null,
    isEnabled: last('updates', 'enabled') !== false,
    strategy: textOrNull(last('updates', 'strategy')),
  };
}

/** @see liboverdrop: a link to /dev/null takes away what an earlier folder has under that name */
function collect(folder: string, files: Map<string, string>): void {
  for (const name of namesIn(folder)) {
    if (name.startsWith('.') || !name.endsWith('.toml')) continue;
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile()) files.set(name, path);
    else if (isMask(path)) files.delete(name);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // It need not be there.
    return [];
  }
}

function isMask(path: string): boolean {
  try {
    return readlinkSync(path) === '/dev/null';
  } catch {
    return false;
  }
}

function readFragment(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new Problem('invalid_document', `${path}: the agent cannot read it either: ${message}`, {
      cause: error,
    });
  }
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
