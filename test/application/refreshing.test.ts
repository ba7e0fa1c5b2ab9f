import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Feeds, type Feed } from '../../src/application/feeds.js';
import { IngestNotes } from '../../src/application/ingest-notes.js';
import { Ingest } from '../../src/application/ingest.js';
import { Refreshing } from '../../src/application/refreshing.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { Sources, WHOLE } from '../../src/application/sources.js';
import { Problem } from '../../src/graph/problem.js';
import { FixedClock, MemoryInstances, MemoryLog, MemorySource, MemoryStates, MemoryStore } from './fakes.js';
import { indexOf, rolledOut } from './releases.js';

/** One of several instances on one store. */
class Instance {
  readonly sources = new Sources();
  readonly log = new MemoryLog();
  readonly snapshots: Snapshots;
  readonly instances: MemoryInstances;
  readonly refreshing: Refreshing;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(isOnDuty: boolean, feeds = mirroring()) {
    this.snapshots = new Snapshots(store, this.log);
    this.instances = new MemoryInstances(isOnDuty);
    const notes = new IngestNotes(this.sources, states, clock, this.log);
    const ingest = new Ingest(feeds, store, this.snapshots, this.sources, notes, this.log);
    this.refreshing = new Refreshing(
      ...([feeds, { refreshSeconds: 0.02 }, this.instances, ingest] as const),
      ...([this.sources, states, this.snapshots, this.log] as const),
    );
    started.push(this);
  }

  start(): this {
    this.#running = this.refreshing.run(this.#stop.signal);
    return this;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}

/** A source that never answers for some streams. */
class HangingSource extends MemorySource {
  readonly hanging = new Set<string>();
  reads = 0;

  override read(stream: string) {
    this.reads += 1;
    return this.hanging.has(stream) ? new Promise<never>(() => undefined) : super.read(stream);
  }
}

let store: MemoryStore;
let states: MemoryStates;
let clock: FixedClock;
let source: HangingSource;
let started: Instance[];

beforeEach(() => {
  store = new MemoryStore();
  states = new MemoryStates();
  clock = new FixedClock(1000);
  source = new HangingSource();
  started = [];
});

afterEach(async () => {
  source.hanging.clear();
  await Promise.race([
    Promise.all(started.map((one) => one.stop())),
    new Promise((resolve) => setTimeout(resolve, 100)),
  ]);
});

function mirroring(...names: readonly string[]): Feeds {
  const feed: Feed = { kind: 'mirror', mode: 'follow', source };
  return new Feeds([feed], names.length > 0 ? names : ['stable', 'testing']);
}

function publish(stream: string, ...versions: readonly [string, ...string[]]): void {
  source.set(stream, indexOf(...versions), rolledOut(versions.at(-1) ?? ''));
}

async function newest(name: string): Promise<string | undefined> {
  const [stream] = await store.read([name]);
  return stream?.releases.at(-1)?.version;
}

describe('the instance on duty', () => {
  test('follows every mirrored stream again and again, and marks it so', async () => {
    publish('stable', '1');
    publish('testing', 'a');
    await new Instance(true).start().refreshing.firstTry;
    const [stable] = await store.read(['stable']);
    expect([stable?.source, await newest('testing')]).toEqual(['mirror', 'a']);
    publish('stable', '1', '2');
    await expect.poll(() => newest('stable')).toBe('2');
  });

  test('follows one while another hangs', async () => {
    publish('stable', '1');
    source.hanging.add('testing');
    const instance = new Instance(true).start();
    await expect.poll(() => newest('stable')).toBe('1');
    publish('stable', '1', '2');
    await expect.poll(() => newest('stable')).toBe('2');
    expect(instance.sources.firstPassDone).toBe(false);
    expect(instance.sources.expects('testing')).toBe(true);
  });

  test('tells what fails, and when it was well last', async () => {
    publish('stable', '1');
    const { sources } = new Instance(true).start();
    await expect.poll(() => sources.statusOf('testing').lastError?.kind).toBe('document_unreadable');
    clock.at = 2000;
    source.documents.set('stable', new Problem('invalid_json', 'half a file'));
    await expect
      .poll(() => states.rows.get('stable'))
      .toMatchObject({
        lastAttempt: 2000,
        lastSuccess: 1000,
        lastError: { kind: 'invalid_json', message: 'half a file' },
      });
  });

  test('leaves alone what operators manage, and says so once', async () => {
    publish('stable', '1');
    const managed = { ...CONTENT, source: 'managed' } as const;
    await store.change('stable', (stream) => ({ ...stream, description: 'ours' }), {
      ...{ actor: 'a', role: 'admin', reason: '', operations: [], requestId: null },
      create: managed,
    });
    const { log, refreshing } = new Instance(true).start();
    await refreshing.firstTry;
    publish('stable', '1', '2');
    await expect.poll(() => source.reads, { timeout: 5000 }).toBeGreaterThan(3);
    expect(await newest('stable')).toBe(undefined);
    expect(log.lines.filter(({ message }) => message.startsWith('operators manage'))).toHaveLength(1);
  });

  test('does not write what it had decided to when the duty was gone', { timeout: 10_000 }, async () => {
    let thaw: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (thaw = resolve));
    publish('stable', '1');
    const change = store.change.bind(store);
    store.change = async (...asked) => {
      await frozen;
      return change(...asked);
    };
    const instance = new Instance(true, mirroring('stable')).start();
    instance.instances.onDuty = false;
    await new Promise((resolve) => setTimeout(resolve, 2100));
    thaw();
    await instance.stop();
    expect(await newest('stable')).toBe(undefined);
  });

  test('does not count what it had begun to read when the duty was gone', async () => {
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    publish('stable', '1');
    const read = source.read.bind(source);
    source.read = async (stream) => {
      const documents = await read(stream);
      if (stream === 'stable') await held;
      return documents;
    };
    const instance = new Instance(true, mirroring('stable')).start();
    instance.instances.onDuty = false;
    await new Promise((resolve) => setTimeout(resolve, 2100));
    answer();
    await instance.stop();
    expect(await newest('stable')).toBe(undefined);
  });
});

describe('what failed', () => {
  const failed = (kind: 'source_unreadable' | 'invalid_json') =>
    ({ lastAttempt: 1, lastSuccess: 1, lastError: { kind, message: 'x' }, findings: [] }) as const;

  test('in a folder that is not set any more is forgotten', async () => {
    states.rows.set(WHOLE, failed('source_unreadable'));
    states.rows.set('gone', failed('invalid_json'));
    publish('stable', '1');
    const { sources, refreshing } = new Instance(true, mirroring('stable')).start();
    await refreshing.firstTry;
    expect([sources.unreadable, sources.firstPassDone, sources.expects('gone')]).toEqual([null, true, false]);
    expect([...sources.all().keys()]).toEqual(['stable']);
  });

  test.each([
    ['follow', 'a stream that operators have taken over'],
    ['seed', 'a stream that operators have made by hand'],
  ] as const)('in mode %s does not stay with %s', async (mode, _) => {
    const note = { actor: 'a', role: 'admin', reason: '', operations: [], requestId: null };
    const create = { ...CONTENT, source: 'managed' } as const;
    await store.change('own', (stream) => ({ ...stream, description: 'ours' }), { ...note, create });
    states.rows.set('own', failed('invalid_json'));
    if (mode === 'seed') publish('own', '1');
    const instance = new Instance(true, new Feeds([{ kind: 'folder', mode, source }]));
    await instance.snapshots.refresh();
    await instance.start().refreshing.firstTry;
    expect(instance.sources.statusOf('own').lastError).toBe(null);
  });
});

describe('the other instances', () => {
  test('read no source, and learn how it fares', async () => {
    publish('stable', '1');
    await new Instance(true).start().refreshing.firstTry;
    const other = new Instance(false).start();
    await other.refreshing.firstTry;
    expect(other.sources.firstPassDone).toBe(true);
    expect(other.sources.statusOf('stable')).toMatchObject({ lastSuccess: 1000, lastError: null });
    expect(other.sources.statusOf('testing').lastError?.kind).toBe('document_unreadable');
    expect(other.sources.attemptsOf('stable').succeeded).toBe(0);
  });

  test('do not call a stream unknown that nobody has tried yet', async () => {
    states.rows.set('stable', { lastAttempt: 1, lastSuccess: 1, lastError: null, findings: [] });
    const other = new Instance(false).start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([other.sources.firstPassDone, other.sources.expects('testing')]).toEqual([false, true]);
  });

  test('take over when the duty is theirs, with what is known from before', { timeout: 10_000 }, async () => {
    states.rows.set('stable', { lastAttempt: 1, lastSuccess: 1, lastError: null, findings: [] });
    const other = new Instance(false, mirroring('stable')).start();
    await other.refreshing.firstTry;
    source.documents.set('stable', new Problem('invalid_json', 'half a file'));
    other.instances.onDuty = true;
    await expect
      .poll(() => other.sources.statusOf('stable'), { timeout: 5000 })
      .toMatchObject({ lastSuccess: 1, lastError: { kind: 'invalid_json' } });
  });
});

describe('a folder beside a mirror', () => {
  test('has no say about what is mirrored', async () => {
    const folder = new MemorySource();
    folder.set('stable', indexOf('folder'), rolledOut('folder'));
    folder.set('own', indexOf('x'), rolledOut('x'));
    publish('stable', '1');
    const feeds = new Feeds(
      [
        { kind: 'folder', mode: 'follow', source: folder },
        { kind: 'mirror', mode: 'follow', source },
      ],
      ['stable'],
    );
    const { sources, refreshing } = new Instance(true, feeds).start();
    await refreshing.firstTry;
    expect([...sources.attemptsOf('stable').failed]).toEqual([]);
    const streams = await store.read(['own', 'stable']);
    expect(streams.map((one) => [one.name, one.source, one.releases.at(-1)?.version])).toEqual([
      ['own', 'folder', 'x'],
      ['stable', 'mirror', '1'],
    ]);
  });
});

const CONTENT = { aliases: [], description: '', state: 'active', releases: [] } as const;
