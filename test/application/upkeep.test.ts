import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FirstToken, FirstTokenFile } from '../../src/application/first-token.js';
import { Feeds } from '../../src/application/feeds.js';
import { IngestNotes } from '../../src/application/ingest-notes.js';
import { Ingest } from '../../src/application/ingest.js';
import { LastSnapshots } from '../../src/application/last-snapshots.js';
import { Readiness } from '../../src/application/readiness.js';
import { Refreshing } from '../../src/application/refreshing.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Sources } from '../../src/application/sources.js';
import { StoreConnection } from '../../src/application/store-connection.js';
import { Upkeep } from '../../src/application/upkeep.js';
import { Problem } from '../../src/graph/problem.js';
import {
  FixedClock,
  MemoryInstances,
  MemoryLog,
  MemorySaved,
  MemorySource,
  MemoryStates,
  MemoryStore,
  MemoryWrites,
} from './fakes.js';
import { indexOf, release, rolledOut } from './releases.js';
import { NOTE, releasesAre } from './stream-store-contract.js';

/** Opens after so many attempts, or never with an error that waiting does not help. */
class FakeConnection extends StoreConnection {
  attempts = 0;

  constructor(
    private readonly failures: number,
    private readonly error: Error = new Problem('database_unavailable', 'away'),
  ) {
    super();
  }

  override open(): Promise<readonly string[]> {
    this.attempts += 1;
    return this.attempts > this.failures ? Promise.resolve([]) : Promise.reject(this.error);
  }

  override close(): Promise<void> {
    return Promise.resolve();
  }
}

/** For a server that has its token from the settings. */
class NoFile extends FirstTokenFile {
  override write(): Promise<string> {
    return Promise.reject(new Error('nobody asked for a file'));
  }
}

let source: MemorySource;
let store: MemoryStore;
let sources: Sources;
let snapshots: Snapshots;
let log: MemoryLog;
let upkeep: Upkeep;
let readiness: Readiness;
let instances: MemoryInstances;
let saved: MemorySaved;

function build(connection: StoreConnection): void {
  const [clock, states] = [new FixedClock(1000), new MemoryStates()];
  const feeds = new Feeds([{ kind: 'folder', mode: 'follow', source }]);
  const notes = new IngestNotes(sources, states, clock, log);
  const ingest = new Ingest(feeds, store, snapshots, sources, notes, log);
  const settings = { refreshSeconds: 0.05 };
  const refreshing = new Refreshing(feeds, settings, instances, ingest, sources, states, snapshots, log);
  const firstToken = new FirstToken(new MemoryWrites(), { bootstrapToken: 'given' }, new NoFile(), log);
  const lastSnapshots = new LastSnapshots(snapshots, saved, clock, log);
  upkeep = new Upkeep(
    ...([connection, store, snapshots, lastSnapshots, instances] as const),
    ...([refreshing, firstToken, clock, log] as const),
  );
  readiness = new Readiness(upkeep, snapshots, lastSnapshots, sources, clock);
}

beforeEach(() => {
  source = new MemorySource();
  store = new MemoryStore();
  sources = new Sources();
  log = new MemoryLog();
  instances = new MemoryInstances();
  saved = new MemorySaved();
  snapshots = new Snapshots(store, log);
  build(new FakeConnection(0));
});

afterEach(async () => {
  await upkeep.stop();
});

describe('the upkeep', () => {
  test('waits for a database that is away, and says so once', async () => {
    build(new FakeConnection(1));
    const started = upkeep.start();
    await expect.poll(() => log.lines.length).toBe(1);
    expect([readiness.ready, readiness.databaseUp]).toEqual([false, false]);
    await started;
    expect([readiness.ready, readiness.databaseUp]).toEqual([true, true]);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'waiting for the database',
      'the database answers',
    ]);
  });

  test('gives up where waiting does not help', async () => {
    build(new FakeConnection(1, new Error('no such database')));
    await expect(upkeep.start()).rejects.toThrow('no such database');
  });

  test('is ready with the streams from before, whatever the source does', async () => {
    await store.change('stable', releasesAre(release('1')), NOTE);
    source.unreadable = new Problem('source_unreadable', 'gone');
    await upkeep.start();
    expect(readiness.ready).toBe(true);
    expect(readiness.degraded()).toEqual([
      { what: 'source', stream: null, kind: 'source_unreadable', asOf: null },
    ]);
  });

  test('sees changes by others, and reads the source again and again', async () => {
    await upkeep.start();
    await store.change('theirs', releasesAre(release('1')), NOTE);
    source.set('stable', indexOf('1'), rolledOut('1'));
    await expect.poll(() => snapshots.all().map(({ stream }) => stream.name)).toEqual(['stable', 'theirs']);
  });

  test('sees a change at once that it is told of, even while it looks already', async () => {
    // Whoever reads the sources looks far more often here.
    instances.onDuty = false;
    await upkeep.start();
    for (let i = 1; i <= 5; i++) {
      await store.change(
        'theirs',
        releasesAre(...Array.from({ length: i }, (_, n) => release(`${n}`))),
        NOTE,
      );
      instances.tell();
      const since = performance.now();
      await expect
        .poll(() => snapshots.find('theirs')?.stream.revision, { interval: 5, timeout: 2000 })
        .toBe(i);
      expect(performance.now() - since).toBeLessThan(250);
    }
  });

  test('notices when the database goes and when it comes back', async () => {
    await upkeep.start();
    store.down = true;
    await expect.poll(() => readiness.databaseUp, { timeout: 3000 }).toBe(false);
    expect(readiness.degraded()).toContainEqual({
      what: 'database',
      stream: null,
      kind: 'database_unavailable',
      asOf: 1000,
    });
    store.down = false;
    await expect.poll(() => readiness.databaseUp, { timeout: 3000 }).toBe(true);
    expect(readiness.ready).toBe(true);
  });

  test('says that its clock is off while it is', async () => {
    await upkeep.start();
    store.offset = -2.5;
    const degraded = { what: 'clock', stream: null, kind: 'clock_off', asOf: null };
    await expect.poll(() => readiness.degraded(), { timeout: 3000 }).toContainEqual(degraded);
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', fields: { offset: -2.5 } });
    store.offset = 1.5;
    await expect.poll(() => readiness.degraded(), { timeout: 3000 }).toEqual([]);
  });

  test('stops when it is told to, waiting for a database or not', async () => {
    build(new FakeConnection(1000));
    const started = upkeep.start();
    await upkeep.stop();
    await started;
  });
});
