import { beforeEach, describe, expect, test } from 'vitest';
import { Snapshots } from '../../src/application/snapshots.js';
import { MemoryLog, MemoryStore } from './fakes.js';
import { release } from './releases.js';
import { NOTE, releasesAre } from './stream-store-contract.js';

let store: MemoryStore;
let snapshots: Snapshots;
let told: [string, number | null][];

beforeEach(() => {
  store = new MemoryStore();
  snapshots = new Snapshots(store, new MemoryLog());
  told = [];
  snapshots.subscribe((name, snapshot) => told.push([name, snapshot?.stream.revision ?? null]));
});

describe('snapshots', () => {
  test('are taken of what has changed, and of nothing else', async () => {
    await store.change('a', releasesAre(release('1')), NOTE);
    await store.change('b', releasesAre(release('1')), NOTE);
    await snapshots.refresh();
    await snapshots.refresh();
    await store.change('b', releasesAre(release('1'), release('2')), NOTE);
    await snapshots.refresh();
    expect(told).toEqual([
      ['a', 1],
      ['b', 1],
      ['b', 2],
    ]);
  });

  test('go with their stream', async () => {
    await store.change('a', releasesAre(release('1')), NOTE);
    await snapshots.refresh();
    store.delete('a');
    await snapshots.refresh();
    expect([told.at(-1), snapshots.find('a')]).toEqual([['a', null], null]);
  });

  test('stay as they are while the store is away', async () => {
    await store.change('a', releasesAre(release('1')), NOTE);
    await snapshots.refresh();
    store.down = true;
    await expect(snapshots.refresh()).rejects.toMatchObject({ kind: 'database_unavailable' });
    expect(snapshots.find('a')?.stream.revision).toBe(1);
    store.down = false;
    await store.change('a', releasesAre(), NOTE);
    await snapshots.refresh();
    expect(snapshots.find('a')?.stream.revision).toBe(2);
  });

  test('are told to those who come late', async () => {
    await store.change('a', releasesAre(release('1')), NOTE);
    await snapshots.refresh();
    const late: string[] = [];
    snapshots.subscribe((name) => late.push(name));
    expect(late).toEqual(['a']);
  });

  test('have a graph for every basearch and scheme that has a node', async () => {
    const payloads = [
      { basearch: 'aarch64', scheme: 'oci', payload: 'r@sha256:1' },
      { basearch: 'x86_64', scheme: 'checksum', payload: 'c' },
      { basearch: 'x86_64', scheme: 'oci', payload: 'r@sha256:2' },
    ] as const;
    await store.change('a', releasesAre(release('1', { payloads }), release('2', { payloads: [] })), NOTE);
    await snapshots.refresh();
    const scopes = snapshots
      .find('a')
      ?.scopes.map(({ basearch, scheme, graph }) => [basearch, scheme, graph.nodes.length]);
    expect(scopes).toEqual([
      ['aarch64', 'oci', 1],
      ['x86_64', 'checksum', 1],
      ['x86_64', 'oci', 1],
    ]);
  });
});
