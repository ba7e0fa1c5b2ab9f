import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootedNode } from './booted-node.js';
import { isRecord } from './record.js';
import { runningRollout } from './running-rollout.js';

const STREAM = 'stable';
const BASEARCH = 'x86_64';

interface Entry extends Readonly<Record<string, unknown>> {
  readonly version: string;
}

/**
 * Copies the example data, but with rollouts of the two newest releases of `stable` that run, so that the
 * server has to work out for every request whom they have reached.
 * @returns a node to ask as: one that runs the third newest release
 */
export async function makeRollingGraphData(source: string, target: string): Promise<BootedNode> {
  // A copy for sure: what is changed below must never be the example data.
  await cp(source, target, { recursive: true, dereference: true });
  const index = await readEntries(join(target, 'streams', STREAM, 'releases.json'));
  const [booted, ...newest] = index.entries.slice(-3);
  if (!booted || newest.length < 2) throw new Error(`${source}: ${STREAM} has fewer than three releases`);

  const path = join(target, 'updates', `${STREAM}.json`);
  const updates = await readEntries(path);
  const others = updates.entries.filter(({ version }) => newest.every((one) => one.version !== version));
  const rolling = newest.map(({ version }) => ({ version, metadata: { rollout: runningRollout() } }));
  await writeFile(path, JSON.stringify({ ...updates.document, releases: [...others, ...rolling] }));
  return { stream: STREAM, basearch: BASEARCH, version: booted.version, checksum: checksumOf(booted) };
}

async function readEntries(path: string) {
  const document: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isRecord(document) || !Array.isArray(document['releases'])) throw new Error(`${path}: no releases`);
  const entries: readonly unknown[] = document['releases'];
  return { document, entries: entries.filter(isEntry) };
}

function isEntry(value: unknown): value is Entry {
  return isRecord(value) && typeof value['version'] === 'string';
}

function checksumOf({ version, commits }: Entry): string {
  const all: readonly unknown[] = Array.isArray(commits) ? commits : [];
  const commit = all.filter(isRecord).find(({ architecture }) => architecture === BASEARCH);
  if (typeof commit?.['checksum'] === 'string') return commit['checksum'];
  throw new Error(`${version} has no checksum for ${BASEARCH}`);
}
