import { beforeEach, describe, expect, test } from 'vitest';
import { Fellows } from '../../src/application/fellows.js';
import { Snapshots, type SnapshotPreparer } from '../../src/application/snapshots.js';
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

/** A preparer that pauses as often as the test says, and notes what it puts in place. */
function preparing(pauses: number, put: string[]): SnapshotPreparer {
  return function* (name, snapshot) {
    for (let pause = 0; pause < pauses; pause++) {
      for (const end = performance.now() + 5; performance.now() < end;);
      yield;
    }
    return () => void put.push(`${name} ${snapshot?.stream.revision ?? 'gone'}`);
  };
}

describe('what is made ready of a snapshot', () => {
  test('is put in place in the very turn in which the snapshot is', async () => {
    const put: string[] = [];
    snapshots.prepareWith(preparing(5, put));
    snapshots.prepareWith(preparing(3, put));
    const seen: string[] = [];
    const look = () => seen.push([snapshots.find('a')?.stream.revision ?? '-', ...put].join());
    await store.change('a', releasesAre(release('1')), NOTE);
    const watch = setInterval(look, 1);
    await snapshots.refresh();
    clearInterval(watch);
    look();
    expect([...new Set(seen)]).toEqual(['-', '1,a 1,a 1']);
  });

  test('of several streams is put in place at once', async () => {
    const put: string[] = [];
    snapshots.prepareWith(preparing(3, put));
    for (const name of ['a', 'b', 'c']) await store.change(name, releasesAre(release('1')), NOTE);
    const seen = new Set<number>();
    const watch = setInterval(() => seen.add(snapshots.names().length), 1);
    await snapshots.refresh();
    clearInterval(watch);
    expect([[...seen], put]).toEqual([[0], ['a 1', 'b 1', 'c 1']]);
  });

  test('goes with the stream, and is there for those who come late', async () => {
    const put: string[] = [];
    await store.change('a', releasesAre(release('1')), NOTE);
    await snapshots.refresh();
    snapshots.prepareWith(preparing(0, put));
    store.delete('a');
    await snapshots.refresh();
    expect(put).toEqual(['a 1', 'a gone']);
  });
});

describe('a change that comes while one is made ready', () => {
  const slowly = async () => {
    const put: string[] = [];
    snapshots.prepareWith(preparing(4, put));
    await store.change('a', releasesAre(release('1')), NOTE);
    const first = snapshots.refresh();
    await new Promise((resolve) => setTimeout(resolve, 8));
    expect(put).toEqual([]);
    return { put, first };
  };

  test('is not lost to a refresh', async () => {
    const { put, first } = await slowly();
    await store.change('a', releasesAre(release('1'), release('2')), NOTE);
    await Promise.all([first, snapshots.refresh()]);
    expect(put).toEqual(['a 1', 'a 2']);
  });

  test('is adopted after it, and an older one never', async () => {
    const { put, first } = await slowly();
    const { stream: second } = await store.change('a', releasesAre(release('1'), release('2')), NOTE);
    const { stream: third } = await store.change('a', releasesAre(release('3')), NOTE);
    await Promise.all([first, snapshots.adopt(third), snapshots.adopt(second)]);
    expect([put, snapshots.find('a')?.stream.revision]).toEqual([['a 1', 'a 3'], 3]);
  });

  test('takes the place of what was saved', async () => {
    const put: string[] = [];
    snapshots.prepareWith(preparing(4, put));
    await store.change('a', releasesAre(release('1')), NOTE);
    const { stream: old } = await store.change('gone', releasesAre(release('1')), NOTE);
    store.delete('gone');
    const isServed = snapshots.serveSaved([old, { ...old, name: 'other' }], 1);
    await Promise.all([snapshots.refresh(), isServed]);
    expect([await isServed, snapshots.names(), snapshots.savedAsOf]).toEqual([false, ['a'], null]);
  });
});

/** Others whose catching up the test ends, one look at a time. */
class SlowFellows extends Fellows {
  readonly waiting: (() => void)[] = [];

  override caughtUp(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async catchUp(): Promise<void> {
    await expect.poll(() => this.waiting.length).toBeGreaterThan(0);
    this.waiting.shift()?.();
  }
}

describe('fellows that are slow', () => {
  const slowly = () => {
    const [fellows, put] = [new SlowFellows(), new Array<string>()];
    const own = new Snapshots(store, new MemoryLog(), fellows);
    own.prepareWith(preparing(1, put));
    return { fellows, put, own };
  };
  const quiet = () => new Promise((resolve) => setTimeout(resolve, 30));

  test('have a change before it is put in place anywhere, and it is done once they have done so', async () => {
    const { fellows, put, own } = slowly();
    const { stream } = await store.change('a', releasesAre(release('1')), NOTE);
    let isDone = false;
    const adopted = own.adopt(stream).then(() => (isDone = true));
    await quiet();
    expect([put, own.find('a'), isDone]).toEqual([[], null, false]);
    await fellows.catchUp();
    await quiet();
    expect([put, own.find('a')?.stream.revision, isDone]).toEqual([['a 1'], 1, false]);
    await fellows.catchUp();
    await adopted;
    expect(isDone).toBe(true);
  });

  test('hold up a refresh as well, and all its streams are put in place at once', async () => {
    const { fellows, put, own } = slowly();
    for (const name of ['a', 'b']) await store.change(name, releasesAre(release('1')), NOTE);
    const refreshed = own.refresh();
    await fellows.catchUp();
    await quiet();
    expect(put).toEqual([]);
    await fellows.catchUp();
    await quiet();
    expect(put).toEqual(['a 1', 'b 1']);
    await fellows.catchUp();
    await refreshed;
  });
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
