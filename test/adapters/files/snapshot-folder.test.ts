import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SnapshotFolder } from '../../../src/adapters/files/snapshot-folder.js';
import type { Stream } from '../../../src/application/stream-store.js';
import { release } from '../../application/releases.js';
import { streams } from '../../graph/arbitrary.js';

let dataDir: string;
let folder: SnapshotFolder;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'roost-snapshots-'));
  folder = new SnapshotFolder(dataDir);
});

afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

function stream(name: string, releases: Stream['releases'] = [release('1'), release('2')]): Stream {
  const state = { state: 'active', source: 'mirror' } as const;
  return { name, revision: 7, updatedAt: 500, aliases: ['x'], description: 'Größe', ...state, releases };
}

function pathOf(name: string): string {
  return name === 'as-of' ? join(dataDir, 'snapshots/as-of') : join(dataDir, 'snapshots/streams', name);
}

describe('saved snapshots', () => {
  test('come back as they were, with the time that the database last agreed', async () => {
    await folder.save(stream('a'));
    await folder.save(stream('b'));
    await folder.confirm(['a', 'b'], 1000);
    expect(await folder.load()).toEqual({ asOf: 1000, streams: [stream('a'), stream('b')], refused: [] });
  });

  test('come back to the last bit, whatever the releases are', async () => {
    await fc.assert(
      fc.asyncProperty(streams, async (releases) => {
        await folder.save(stream('a', releases));
        expect((await folder.load()).streams[0]?.releases).toStrictEqual(releases);
      }),
      { numRuns: 100 },
    );
  });

  test('are nothing at the first start', async () => {
    expect(await folder.load()).toEqual({ asOf: 0, streams: [], refused: [] });
  });

  test('are readable by this user alone, and leave nothing else behind', async () => {
    await folder.save(stream('a'));
    await folder.confirm(['a'], 1000);
    expect(readdirSync(join(dataDir, 'snapshots/streams'))).toEqual(['a']);
    for (const name of ['a', 'as-of']) expect(statSync(pathOf(name)).mode & 0o777).toBe(0o600);
  });

  test('of a stream that is gone go, and a stream called as-of is a stream', async () => {
    for (const name of ['gone', 'as-of']) await folder.save(stream(name));
    await folder.confirm(['as-of'], 1000);
    expect(await folder.load()).toMatchObject({ streams: [{ name: 'as-of' }], refused: [] });
    expect(readdirSync(join(dataDir, 'snapshots/streams'))).toEqual(['as-of']);
  });
});

describe('a damaged file', () => {
  beforeEach(async () => {
    for (const name of ['a', 'b']) await folder.save(stream(name));
    await folder.confirm(['a', 'b'], 1000);
  });

  test('is refused and named, whichever byte of it is another, and the others are served', async () => {
    const whole = readFileSync(pathOf('a'));
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(pathOf('a'), damaged);
      const { streams, refused } = await folder.load();
      expect(
        [streams.map(({ name }) => name), refused.length, refused[0]?.slice(0, 3)],
        `byte ${at}`,
      ).toEqual([...[['b'], 1, 'a: ']]);
    }
  });

  test.each([
    ['cut short', (whole: Buffer) => whole.subarray(0, -1)],
    ['half', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('<html>')],
    ['longer', (whole: Buffer) => Buffer.concat([whole, Buffer.from('\n')])],
    ['another stream’s', () => readFileSync(pathOf('b'))],
    [
      'of a later Roost',
      (whole: Buffer) => Buffer.from(whole.toString().replace('snapshot 1', 'snapshot 2')),
    ],
  ])('is refused where it is %s', async (_, damage) => {
    writeFileSync(pathOf('a'), damage(readFileSync(pathOf('a'))));
    expect(await folder.load()).toMatchObject({
      asOf: 1000,
      streams: [{ name: 'b' }],
      refused: [expect.stringMatching(/^a: /)],
    });
  });

  test('is named where it is missing', async () => {
    rmSync(pathOf('a'));
    expect(await folder.load()).toMatchObject({
      streams: [{ name: 'b' }],
      refused: [expect.stringMatching(/^a: /)],
    });
  });

  test('that would say how old they are leaves them as old as their last change', async () => {
    writeFileSync(pathOf('as-of'), 'x');
    expect(await folder.load()).toMatchObject({
      asOf: 500,
      streams: [{ name: 'a' }, { name: 'b' }],
      refused: [expect.stringMatching(/^as-of: /)],
    });
  });
});

test('a disk that cannot be written says so', async () => {
  writeFileSync(join(dataDir, 'snapshots'), '');
  await expect(folder.save(stream('a'))).rejects.toThrow();
  await expect(folder.confirm([], 1)).rejects.toThrow();
});
