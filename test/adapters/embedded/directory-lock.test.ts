import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DirectoryLock } from '../../../src/adapters/embedded/directory-lock.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one has the lock until it is released', async () => {
  const lock = await DirectoryLock.take(folder);
  expect(await DirectoryLock.take(folder)).toBeUndefined();
  await lock?.release();
  const next = await DirectoryLock.take(folder);
  expect(next).toBeInstanceOf(DirectoryLock);
  await next?.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many who come upon the names of the dead at the same time, at most one has the lock', async () => {
  for (let round = 0; round < 8; round++) {
    // To a connection a plain file is what the socket of a dead process is: it refuses.
    await writeFile(join(folder, 'deadbeef'), '');
    const locks = await Promise.all(Array.from({ length: 3 }, () => DirectoryLock.take(folder)));
    const taken = locks.filter((lock) => lock !== undefined);
    expect(taken.length).toBeLessThanOrEqual(1);
    await Promise.all(taken.map((lock) => lock.release()));
  }
});
