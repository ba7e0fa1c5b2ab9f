import { mkdirSync, symlinkSync, truncateSync, utimesSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FolderSource } from '../../../src/adapters/documents/folder-source.js';
import { indexOf, rolledOut } from '../../application/releases.js';
import { GraphFolder } from '../../e2e/graph-folder.js';

let folder: GraphFolder;
let source: FolderSource;

beforeEach(() => {
  folder = new GraphFolder();
  source = new FolderSource(folder.path);
});

afterEach(() => folder.remove());

const GOOD = { index: indexOf('1'), updates: rolledOut('1') };

describe('the streams of a folder', () => {
  test('are those it has any document of', async () => {
    folder.write('b', GOOD);
    folder.write('only-updates', { updates: rolledOut() });
    mkdirSync(join(folder.path, 'streams/empty'));
    for (const name of [
      'streams/README.md',
      'updates/README.md',
      'updates/.hidden.json',
      'updates/a b.json',
    ]) {
      writeFileSync(join(folder.path, name), '');
    }
    expect(await source.streams()).toEqual(['a b', 'b', 'empty', 'only-updates']);
    await expect(source.read('a b')).rejects.toThrow('"a b": a name is 1 to 64');
  });

  test.each([
    ['away', (path: string) => new FolderSource(join(path, 'nope'))],
    [
      'a file',
      (path: string) => (writeFileSync(join(path, 'file'), ''), new FolderSource(join(path, 'file'))),
    ],
  ])('cannot be told of a folder that is %s', async (_, make) => {
    await expect(make(folder.path).streams()).rejects.toMatchObject({ kind: 'source_unreadable' });
  });

  test.each(['streams', 'updates'])(
    'are none in an empty folder, and those of the rest without %s',
    async (half) => {
      rmSync(join(folder.path, half), { recursive: true });
      expect(await source.streams()).toEqual([]);
    },
  );

  test.each([
    ['1', true],
    ['1.0.0\n', true],
    ['1.7', true],
    ['10', false],
    ['2.0.0\n', false],
    ['', false],
  ])('of layout version %j are understood: %s', async (version, understood) => {
    writeFileSync(join(folder.path, 'version'), version);
    const streams = source.streams();
    if (understood) await expect(streams).resolves.toEqual([]);
    if (!understood) await expect(streams).rejects.toMatchObject({ kind: 'source_unreadable' });
  });
});

describe('the documents of a stream', () => {
  test('come with their profile, and a digest that moves with any of them', async () => {
    folder.write('a', { ...GOOD, profile: { aliases: ['x', 'x', 'y'], description: 'd', more: 1 } });
    const read = await source.read('a');
    expect(read.parse()).toMatchObject({
      index: { name: 'streams/a/releases.json', value: GOOD.index },
      updates: { name: 'updates/a.json', value: GOOD.updates },
      profile: { aliases: ['x', 'y'], description: 'd' },
    });
    expect((await source.read('a')).digest).toBe(read.digest);
    for (const change of [{ index: indexOf('1', '2') }, { updates: rolledOut() }, { profile: {} }]) {
      const { digest } = await source.read('a');
      folder.write('a', change);
      expect((await source.read('a')).digest).not.toBe(digest);
    }
  });

  test.each([
    ['[]', '(root)', 'expected an object'],
    ['{"aliases": "x"}', '/aliases', 'expected a list'],
    ['{"aliases": [1]}', '/aliases/0', 'expected a string'],
    ['{"aliases": ["a b"]}', '/aliases/0', 'a name is'],
    ['{"aliases": ["a"]}', '/aliases/0', 'alias of itself'],
    ['{"description": 1}', '/description', 'expected a string'],
  ])('are refused for a profile like %s', async (profile, path, message) => {
    folder.write('a', { ...GOOD, profile });
    const read = await source.read('a');
    expect(() => read.parse()).toThrow(`streams/a/stream.json: ${path}: `);
    expect(() => read.parse()).toThrow(message);
  });

  test('without a profile say nothing of it, unless it is there and cannot be read', async () => {
    folder.write('a', GOOD);
    expect((await source.read('a')).parse().profile).toBe(null);
    symlinkSync('stream.json', join(folder.path, 'streams/a/stream.json'));
    const unreadable = { kind: 'document_unreadable', value: expect.stringContaining('ELOOP') };
    await expect(source.read('a')).rejects.toMatchObject(unreadable);
  });

  test('are refused where one is missing, is a folder or is too large', async () => {
    folder.write('a', { index: GOOD.index });
    const missing = { kind: 'document_unreadable', value: 'updates/a.json: cannot be read: ENOENT' };
    await expect(source.read('a')).rejects.toMatchObject(missing);
    mkdirSync(join(folder.path, 'updates/a.json'));
    const notFile = { kind: 'document_unreadable', value: 'updates/a.json: expected a file' };
    await expect(source.read('a')).rejects.toMatchObject(notFile);
    folder.remove('updates/a.json');
    symlinkSync('/dev/zero', join(folder.path, 'updates/a.json'));
    await expect(source.read('a')).rejects.toMatchObject({ kind: 'document_unreadable' });
    folder.remove('updates/a.json');
    folder.write('a', { updates: GOOD.updates });
    truncateSync(join(folder.path, 'updates/a.json'), 17 * 1024 * 1024);
    await expect(source.read('a')).rejects.toMatchObject({ kind: 'document_too_large' });
  });

  // On a machine that stands still for a fifth of a second the file has settled before it is looked at.
  test('that were written just now are looked at again before they count', { retry: 5 }, async () => {
    folder.write('a', GOOD);
    const path = join(folder.path, 'updates/a.json');
    // A copy in place that passes through a document which is whole, but wrong.
    writeFileSync(path, JSON.stringify(rolledOut()));
    const reading = source.read('a');
    await setTimeout(60);
    writeFileSync(path, JSON.stringify(rolledOut('1')));
    expect((await reading).parse().updates.value).toEqual(rolledOut('1'));
  });

  test('with a time from the future are read as they are', async () => {
    folder.write('a', GOOD);
    const future = new Date(Date.now() + 3_600_000);
    utimesSync(join(folder.path, 'updates/a.json'), future, future);
    expect((await source.read('a')).parse().updates.value).toEqual(GOOD.updates);
  });
});
