import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { Problem } from '../../graph/problem.js';

/** Later ones win over files of the same name. @see zincati src/config/mod.rs */
const FOLDERS = ['usr/lib', 'run', 'etc'];

/**
 * What stands in the files that the agent of a node reads, in the order in which they count.
 * @param root where the node's file system begins: `/` on the node itself
 * @throws Problem `invalid_document`, `source_unreadable`
 */
export function agentFragments(root: string): readonly unknown[] {
  const files = new Map<string, string>();
  for (const folder of FOLDERS) collect(join(root, folder, 'zincati/config.d'), files);
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => readFragment(path));
}

/** What keeps an agent from its start. */
export function refused(message: string, cause?: unknown): Problem {
  return new Problem('invalid_document', `the agent does not start with its configuration: ${message}`, {
    cause,
  });
}

function unreadable(path: string, error: unknown): Problem {
  const message = error instanceof Error ? error.message : String(error);
  return new Problem('source_unreadable', `${path} cannot be read (${message}): try it as root`, {
    cause: error,
  });
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}

/** @see liboverdrop: a link to /dev/null takes away what an earlier folder has under that name */
function collect(folder: string, files: Map<string, string>): void {
  for (const name of namesIn(folder)) {
    if (name.startsWith('.') || !name.endsWith('.toml')) continue;
    const path = join(folder, name);
    const isFile = isFileAt(path);
    if (isFile) files.set(name, path);
    if (!isFile && isMask(path)) files.delete(name);
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    // It need not be there.
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw unreadable(folder, error);
  }
}

function isFileAt(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // A link that leads nowhere, or round in circles: agents pass over it.
    return false;
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
  const text = readText(path);
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw refused(`${path}: ${message}`, error);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}
