import { beforeEach, describe, expect, test } from 'vitest';
import { LastSnapshots } from '../../src/application/last-snapshots.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { FixedClock, MemoryLog, MemorySaved, MemoryStore } from './fakes.js';
import { release } from './releases.js';
import { NOTE, releasesAre } from './stream-store-contract.js';

let store: MemoryStore;
let saved: MemorySaved;
let clock: FixedClock;
let log: MemoryLog;
let snapshots: Snapshots;
let last: LastSnapshots;

beforeEach(async () => {
  store = new MemoryStore();
  saved = new MemorySaved();
  clock = new FixedClock(1000);
  restart();
  await store.change('a', releasesAre(release('1')), NOTE);
  await store.change('b', releasesAre(release('1')), NOTE);
});

function restart(): void {
  log = new MemoryLog();
  snapshots = new Snapshots(store, log);
  last = new LastSnapshots(snapshots, saved, clock, log);
}

/** What the upkeep does again and again. */
async function look(): Promise<void> {
  await snapshots.refresh();
  last.confirm();
  await last.settle();
}

function served(): readonly (readonly [string, number])[] {
  return snapshots.all().map(({ stream }) => [stream.name, stream.revision] as const);
}

describe('what is served', () => {
  test('is saved at once when it changes, and confirmed every ten seconds', async () => {
    await look();
    expect([[...saved.streams.keys()], saved.asOf]).toEqual([['a', 'b'], 1000]);
    clock.at = 1009;
    await look();
    expect(saved.asOf).toBe(1000);
    clock.at = 1010;
    await look();
    expect(saved.asOf).toBe(1010);
    clock.at = 1011;
    await store.change('b', releasesAre(release('1'), release('2')), NOTE);
    await look();
    expect([saved.streams.get('b')?.revision, saved.asOf]).toEqual([2, 1011]);
  });

  test('is saved as it is in the end, however often it changes meanwhile', async () => {
    let open: () => void = () => undefined;
    saved.gate = new Promise((resolve) => (open = resolve));
    await snapshots.refresh();
    await store.change('a', releasesAre(release('1'), release('2')), NOTE);
    await snapshots.refresh();
    open();
    await last.settle();
    expect([...saved.streams].map(([name, { revision }]) => [name, revision])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  test('is forgotten when it is gone', async () => {
    await look();
    store.delete('a');
    clock.at = 1010;
    await look();
    expect([...saved.streams.keys()]).toEqual(['b']);
  });

  test('is served all the same when it cannot be saved, and saved when it can', async () => {
    saved.broken = true;
    await look();
    await look();
    expect([served().length, last.failing]).toEqual([2, true]);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    saved.broken = false;
    clock.at = 1010;
    await look();
    expect([saved.streams.size, last.failing]).toEqual([2, false]);
  });
});

describe('what was saved', () => {
  beforeEach(async () => {
    await look();
    restart();
  });

  test('is served while the store has not been read, and is not saved again', async () => {
    clock.at = 2000;
    await last.serve();
    expect(served()).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    await last.settle();
    expect([snapshots.savedAsOf, saved.asOf]).toEqual([1000, 1000]);
  });

  test('gives way to the store, even where that counts the same revisions again', async () => {
    store.delete('a');
    store.delete('b');
    await store.change('a', releasesAre(release('other')), NOTE);
    await last.serve();
    await snapshots.refresh();
    expect(served()).toEqual([['a', 1]]);
    expect(snapshots.find('a')?.stream.releases[0]?.version).toBe('other');
    expect(snapshots.savedAsOf).toBe(null);
  });

  test('is nothing once the store has been read', async () => {
    store.delete('a');
    await snapshots.refresh();
    await last.serve();
    expect([served(), snapshots.savedAsOf]).toEqual([[['b', 1]], null]);
    // Not even where it was read from the disk meanwhile.
    expect(await snapshots.serveSaved([...saved.streams.values()], 1)).toBe(false);
  });
});
