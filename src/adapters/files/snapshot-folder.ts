import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, jsonText } from '../../graph/json-cursor.js';
import { completeRelease } from '../../graph/model.js';
import { atOnce, type Steps } from '../../graph/steps.js';
import { SavedStreams, type Saved } from '../../application/saved-streams.js';
import { inSlices } from '../../application/slices.js';
import type { Stream } from '../../application/stream-store.js';
import { sealedSteps, unsealed } from './sealed-text.js';
import { PART, writePrivately } from './write-privately.js';

/**
 * What is served, in `snapshots` of the data directory: a sealed file for each stream in `streams`, and `as-of`, which
 * says when the database last agreed, and of which streams.
 */
export class SnapshotFolder extends SavedStreams {
  readonly #streams: string;
  readonly #asOf: string;

  constructor(dataDir: string) {
    super();
    this.#streams = join(dataDir, 'snapshots', 'streams');
    this.#asOf = join(dataDir, 'snapshots', 'as-of');
  }

  override async save(stream: Stream): Promise<void> {
    await mkdir(this.#streams, { recursive: true, mode: 0o700 });
    await writePrivately(join(this.#streams, stream.name), await inSlices(fileSteps(stream)));
  }

  override async confirm(names: readonly string[], at: number): Promise<void> {
    await mkdir(this.#streams, { recursive: true, mode: 0o700 });
    const kept = new Set(names);
    const gone = (await this.#files()).filter((name) => !kept.has(name));
    await writePrivately(this.#asOf, atOnce(sealedSteps([jsonText({ at, streams: names })])));
    await Promise.all(gone.map((name) => rm(join(this.#streams, name), { force: true })));
  }

  override async load(): Promise<Saved> {
    const refused: string[] = [];
    const agreed = await this.#readAgreed(refused);
    const names = agreed?.streams ?? (await this.#files());
    const streams: Stream[] = [];
    for (const name of names) {
      const stream = await this.#read(name, refused);
      if (stream) streams.push(stream);
    }
    // Without that file they are at least as old as they are.
    const changed = Math.max(0, ...streams.map(({ updatedAt }) => updatedAt));
    return { asOf: agreed?.at ?? changed, streams, refused };
  }

  /** What the database last agreed to; `null` where nobody knows. */
  async #readAgreed(refused: string[]): Promise<Agreed | null> {
    if (!existsSync(this.#asOf)) return null;
    const value = await readSealed(this.#asOf, 'as-of', refused);
    return isAgreed(value) ? value : null;
  }

  async #read(name: string, refused: string[]): Promise<Stream | null> {
    const value = await readSealed(join(this.#streams, name), name, refused);
    if (value === null) return null;
    if (isStream(value) && value.name === name) {
      return { ...value, releases: value.releases.map(completeRelease) };
    }
    refused.push(`${name}: it is another stream's`);
    return null;
  }

  async #files(): Promise<readonly string[]> {
    try {
      return (await readdir(this.#streams)).filter((name) => !name.endsWith(PART)).sort();
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  }
}

/** The text of so many releases at a time is a matter of a millisecond. */
const RELEASES_A_PART = 64;

/** What is in the file of a stream. */
function* fileSteps({ releases, ...profile }: Stream): Steps<readonly Buffer[]> {
  const parts = [`${jsonText(profile).slice(0, -1)},"releases":[`];
  for (let at = 0; at < releases.length; at += RELEASES_A_PART) {
    const list = jsonText(releases.slice(at, at + RELEASES_A_PART)).slice(1, -1);
    parts.push(at === 0 ? list : `,${list}`);
    yield;
  }
  return yield* sealedSteps([...parts, ']}']);
}

interface Agreed {
  readonly at: number;
  readonly streams: readonly string[];
}

function isAgreed(value: unknown): value is Agreed {
  return isObject(value) && typeof value['at'] === 'number' && Array.isArray(value['streams']);
}

/** The seal says that it is ours; what it says is what we wrote. */
function isStream(value: unknown): value is Stream {
  return isObject(value) && typeof value['name'] === 'string' && Array.isArray(value['releases']);
}

/** @returns `null` for what cannot be trusted, which is named then */
async function readSealed(path: string, name: string, refused: string[]): Promise<unknown> {
  try {
    return unsealed(await readFile(path));
  } catch (error) {
    refused.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
