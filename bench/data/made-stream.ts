import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootedNode } from './booted-node.js';
import { runningRollout } from './running-rollout.js';

/** How far apart barriers are, in releases: `stable` has one in ten, but a long stream would have fewer. */
const BARRIER_EVERY = 50;
const BASEARCHES = ['aarch64', 'x86_64'] as const;

/** A stream that nobody follows, as large as wanted. */
export interface MadeStream {
  readonly name: string;
  /** At least four. */
  readonly releases: number;
  /** Whether each release has images, too: four scopes then, else two. */
  readonly images: boolean;
}

/**
 * Writes the two documents of a stream into a folder of graph data. Rollouts of its two newest releases run.
 * @returns a node to ask as: one that runs the third newest release
 */
export async function makeStream(folder: string, stream: MadeStream): Promise<BootedNode> {
  const { name, releases } = stream;
  await mkdir(join(folder, 'streams', name), { recursive: true });
  await mkdir(join(folder, 'updates'), { recursive: true });
  const numbers = Array.from({ length: releases }, (_, number) => number);
  const index = { stream: name, metadata: METADATA, releases: numbers.map((one) => entryOf(stream, one)) };
  const updates = {
    stream: name,
    metadata: METADATA,
    releases: numbers.flatMap((one) => updateOf(stream, one)),
  };
  await writeFile(join(folder, 'streams', name, 'releases.json'), JSON.stringify(index));
  await writeFile(join(folder, 'updates', `${name}.json`), JSON.stringify(updates));
  const booted = versionOf(releases - 3);
  return { stream: name, basearch: 'x86_64', version: booted, checksum: hash(name, booted, 'x86_64') };
}

/** The oldest release of every such stream. */
export const OLDEST = versionOf(0);

const METADATA = { 'last-modified': '2026-11-22T16:00:00Z' };

function versionOf(number: number): string {
  return `40.${20_200_000 + number}.3.0`;
}

function entryOf({ name, images }: MadeStream, number: number) {
  const version = versionOf(number);
  return {
    version,
    metadata: `https://builds.example/${version}/release.json`,
    commits: BASEARCHES.map((architecture) => ({
      architecture,
      checksum: hash(name, version, architecture),
    })),
    ...(images && {
      'oci-images': BASEARCHES.map((architecture) =>
        imageOf(hash(name, architecture, version), architecture),
      ),
    }),
  };
}

function imageOf(digest: string, architecture: string) {
  const image = 'quay.example/bench/os';
  return { architecture, image, 'digest-ref': `${image}@sha256:${digest}` };
}

function updateOf({ releases }: MadeStream, number: number): readonly object[] {
  const version = versionOf(number);
  if (number >= releases - 2) return [{ version, metadata: { rollout: runningRollout() } }];
  if (number === 0 || number % BARRIER_EVERY > 0) return [];
  return [{ version, metadata: { barrier: { reason: 'https://example.com/barrier' } } }];
}

function hash(...words: readonly string[]): string {
  return createHash('sha256').update(words.join(' ')).digest('hex');
}
