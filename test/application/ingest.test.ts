import { beforeEach, describe, expect, test } from 'vitest';
import { Feeds, type IngestMode } from '../../src/application/feeds.js';
import { IngestNotes } from '../../src/application/ingest-notes.js';
import { Ingest } from '../../src/application/ingest.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Sources } from '../../src/application/sources.js';
import { Problem } from '../../src/graph/problem.js';
import { FixedClock, MemoryLog, MemorySource, MemoryStates, MemoryStore } from './fakes.js';
import { indexOf, rolledOut } from './releases.js';
import { NOTE } from './stream-store-contract.js';

let source: MemorySource;
let store: MemoryStore;
let sources: Sources;
let snapshots: Snapshots;
let clock: FixedClock;
let log: MemoryLog;
let states: MemoryStates;

beforeEach(() => {
  source = new MemorySource();
  store = new MemoryStore();
  sources = new Sources();
  log = new MemoryLog();
  states = new MemoryStates();
  snapshots = new Snapshots(store, log);
  clock = new FixedClock(1000);
});

function ingest(mode: IngestMode): { pass: () => Promise<unknown> } {
  const feed = { kind: 'folder', mode, source } as const;
  const notes = new IngestNotes(sources, states, clock, log);
  const ingesting = new Ingest(new Feeds([feed]), store, snapshots, sources, notes, log);
  return {
    pass: async () => {
      if (await ingesting.pass(feed)) sources.finishFirstPass();
    },
  };
}

function versionsOf(stream: string): readonly string[] | undefined {
  return snapshots.find(stream)?.stream.releases.map(({ version }) => version);
}

describe('following a source', () => {
  test('takes what is there, and takes it again when it changes', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'), ['alias']);
    await following.pass();
    expect([versionsOf('stable'), versionsOf('alias')]).toEqual([['1'], ['1']]);
    source.set('stable', indexOf('1', '2'), rolledOut('1', '2'));
    await following.pass();
    expect([versionsOf('stable'), versionsOf('alias')]).toEqual([['1', '2'], undefined]);
    expect(snapshots.find('stable')?.stream).toMatchObject({ revision: 2, source: 'folder' });
  });

  test('makes no revision of documents that say the same', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    source.set('stable', { ...indexOf('1'), note: 'rewritten' }, rolledOut('1'));
    clock.at = 2000;
    await following.pass();
    expect(snapshots.find('stable')?.stream.revision).toBe(1);
    expect(sources.statusOf('stable').lastSuccess).toBe(2000);
  });

  test('takes documents again whose revision a failover has lost and counted again', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1', '2'), rolledOut('1', '2'));
    await following.pass();
    const [stream] = await store.read(['stable']);
    store.delete('stable');
    store.at = 5;
    const older = stream!.releases.slice(0, 1);
    await store.change('stable', () => ({ ...stream!, releases: older }), { ...NOTE, create: stream! });
    await snapshots.refresh();
    expect([versionsOf('stable'), snapshots.find('stable')?.stream.revision]).toEqual([['1'], 1]);
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1', '2']);
  });

  test('keeps the last good state, and says so, while documents are wrong', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    clock.at = 1030;
    source.set('stable', { releases: 'none' }, rolledOut('1'));
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1']);
    expect(sources.statusOf('stable')).toMatchObject({
      lastAttempt: 1030,
      lastSuccess: 1000,
      lastError: { kind: 'invalid_document' },
    });
    expect(log.lines.at(-1)).toMatchObject({
      level: 'warn',
      fields: {
        stream: 'stable',
        faults: [
          {
            document: 'streams/stable/releases.json',
            path: '/releases',
            message: 'expected a list, found a string',
          },
        ],
      },
    });
  });

  test('says the same failure once, counts each, and heals', async () => {
    const following = ingest('follow');
    source.documents.set('stable', new Problem('invalid_json', 'half a file'));
    await following.pass();
    await following.pass();
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(sources.attemptsOf('stable').failed).toEqual(new Map([['invalid_json', 2]]));
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    expect(sources.statusOf('stable').lastError).toBe(null);
    expect(versionsOf('stable')).toEqual(['1']);
  });

  test('one bad stream does not stop the others', async () => {
    source.documents.set('a', new Problem('invalid_json', 'half a file'));
    source.set('b', indexOf('1'), rolledOut('1'));
    source.set('c', indexOf('1', '1'), rolledOut('1'));
    source.set('d', indexOf('1'), rolledOut('1'));
    await ingest('follow').pass();
    expect(snapshots.all().map(({ stream }) => stream.name)).toEqual(['b', 'd']);
  });

  test.each([
    ['a release', indexOf('2')],
    ['all payloads of a release', { releases: [{ version: '1', metadata: '' }, ...indexOf('2').releases] }],
  ])('documents that lost %s are held back', async (_, index) => {
    const following = ingest('follow');
    source.set('stable', indexOf('1', '2'), rolledOut('2'));
    await following.pass();
    source.set('stable', index, rolledOut('2'));
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1', '2']);
    expect(sources.statusOf('stable').lastError?.kind).toBe('lost_releases');
  });

  test('a stream that vanished from the source stays served and is missed', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    source.documents.clear();
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1']);
    expect(sources.statusOf('stable').lastError?.kind).toBe('document_unreadable');
  });

  test('a stream that never was complete is expected until it vanishes', async () => {
    const following = ingest('follow');
    expect(sources.expects('testing')).toBe(true);
    source.documents.set('testing', new Problem('invalid_json', 'half a file'));
    await following.pass();
    expect([sources.expects('testing'), sources.expects('other')]).toEqual([true, false]);
    source.documents.clear();
    await following.pass();
    expect(sources.expects('testing')).toBe(false);
  });

  test('a source that cannot be read at all is missed by all who follow it', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    source.unreadable = new Problem('source_unreadable', 'the folder is gone');
    await following.pass();
    expect(sources.unreadable).toBe('source_unreadable');
    expect(sources.statusOf('stable').lastError?.kind).toBe('source_unreadable');
    expect(versionsOf('stable')).toEqual(['1']);
    source.unreadable = null;
    await following.pass();
    expect([sources.unreadable, sources.statusOf('stable').lastError]).toEqual([null, null]);
  });

  test('what was lost while the database was away is caught up with', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    store.down = true;
    await following.pass();
    expect(sources.statusOf('stable').lastError?.kind).toBe('database_unavailable');
    store.down = false;
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1']);
  });

  test('has no say about a stream that operators took over', async () => {
    const following = ingest('follow');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await following.pass();
    const note = { actor: 'a', role: 'admin', reason: '', operations: [], requestId: null };
    await store.change('stable', (current) => ({ ...current, source: 'managed' }), note);
    source.set('stable', indexOf('1', '2'), rolledOut('2'));
    await following.pass();
    expect(versionsOf('stable')).toEqual(['1']);
  });
});

describe('seeding from a source', () => {
  test('imports a stream once, and leaves it alone from then on', async () => {
    const seeding = ingest('seed');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await seeding.pass();
    source.set('stable', indexOf('1', '2'), rolledOut('2'));
    await seeding.pass();
    await ingest('seed').pass();
    expect(versionsOf('stable')).toEqual(['1']);
    expect(snapshots.find('stable')?.stream.source).toBe('seed');
  });

  test('tries again what failed', async () => {
    const seeding = ingest('seed');
    source.documents.set('stable', new Problem('invalid_json', 'half a file'));
    await seeding.pass();
    source.set('stable', indexOf('1'), rolledOut('1'));
    await seeding.pass();
    expect(versionsOf('stable')).toEqual(['1']);
  });

  test('does not bring back what operators deleted', async () => {
    const seeding = ingest('seed');
    source.set('stable', indexOf('1'), rolledOut('1'));
    await seeding.pass();
    store.delete('stable');
    await snapshots.refresh();
    await seeding.pass();
    expect(versionsOf('stable')).toBe(undefined);
  });

  test('a stream that was seeded can be followed later', async () => {
    source.set('stable', indexOf('1'), rolledOut('1'));
    await ingest('seed').pass();
    source.set('stable', indexOf('1', '2'), rolledOut('2'));
    await ingest('follow').pass();
    expect(versionsOf('stable')).toEqual(['1', '2']);
    expect(snapshots.find('stable')?.stream.source).toBe('folder');
  });
});
