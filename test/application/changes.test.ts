import { beforeEach, describe, expect, test } from 'vitest';
import { ChangeWriter, type Caller } from '../../src/application/change-writer.js';
import { Changes, type Wanted } from '../../src/application/changes.js';
import type { Role } from '../../src/application/operator.js';
import { Snapshots } from '../../src/application/snapshots.js';
import { StreamProfiles } from '../../src/application/stream-profiles.js';
import type { Stream, StreamContent } from '../../src/application/stream-store.js';
import type { JsonDocument } from '../../src/graph/json-cursor.js';
import type { Release } from '../../src/graph/model.js';
import { documentOf } from '../graph/document.js';
import { FINISHED, rolloutOf } from '../graph/draw.js';
import { DAY, LINK, NOW } from '../graph/operate.js';
import { MemoryLog, MemoryStore, MemoryWrites } from './fakes.js';
import { indexOf, release, rolledOut } from './releases.js';
import { NOTE } from './stream-store-contract.js';

const RUNNING = rolloutOf(NOW - DAY, 0, 2880);
const BARRIER = { reason: LINK, basearches: null };

let store: MemoryStore;
let changes: Changes;
let profiles: StreamProfiles;

beforeEach(() => {
  store = new MemoryStore();
  store.at = NOW;
  const log = new MemoryLog();
  const snapshots = new Snapshots(store, log);
  const writer = new ChangeWriter(new MemoryWrites(store), snapshots, log);
  changes = new Changes(writer, store, snapshots);
  profiles = new StreamProfiles(writer, snapshots);
});

async function given(content: Partial<StreamContent>): Promise<void> {
  await store.change('s', (current) => ({ ...current, source: 'managed', ...content }), NOTE);
}

async function stands(): Promise<Stream | undefined> {
  const [stream] = await store.read(['s']);
  return stream;
}

function callerWith(role: Role): Caller {
  const operator = { tokenId: 't', name: 'tester', role, streams: null, expiresAt: null };
  return { operator, requestId: null, attempt: { once: null, dryRun: false }, ifRevision: null };
}

function operate(wanted: Wanted, role: Role = 'publisher', ...confirm: readonly string[]) {
  const operations = [{ wanted, path: '' }];
  const set = { operations, asked: [wanted], reason: '', confirm, shapeFaults: [], single: true };
  return changes.operate('s', set, callerWith(role));
}

function documentsOf(index: object, updates: object): { index: JsonDocument; updates: JsonDocument } {
  return { index: documentOf('/releases', index), updates: documentOf('/updates', updates) };
}

const importing = (index: object, updates: object, ...confirm: readonly string[]) =>
  changes.importDocuments(
    's',
    { ...documentsOf(index, updates), confirm, shapeFaults: [] },
    callerWith('publisher'),
  );

const withdraw: Wanted = { op: 'withdraw_rollout', version: 'v2', reason: 'it is time' };
const pause: Wanted = {
  op: 'pause_rollout',
  version: 'v2',
  reason: 'boot fails',
  publicReason: null,
  reviewAt: null,
};

describe('who is on call', () => {
  const list = (more: Partial<Release>) => ({ releases: [release('v1'), release('v2', more)] });

  test.each<[string, Partial<Release>, Wanted, object]>([
    ['pauses', { rollout: RUNNING }, pause, { changed: true }],
    ['pauses the rollout of a barrier', { rollout: RUNNING, barrier: BARRIER }, pause, { changed: true }],
    ['withdraws', { rollout: RUNNING }, withdraw, { changed: true }],
    ['withdraws what is finished', { rollout: FINISHED }, withdraw, { changed: true }],
  ])('%s', async (...[, more, wanted, answer]) => {
    await given(list(more));
    expect(await operate(wanted, 'operator')).toMatchObject(answer);
  });

  describe('lets nobody in by stopping, as the rollout of a barrier withdrawn does', () => {
    beforeEach(() => given(list({ rollout: RUNNING, barrier: BARRIER })));

    test.each<[string, readonly string[]]>([
      ['without a word', []],
      ['nor where that is confirmed', ['blast_radius']],
    ])('%s', async (_, confirm) => {
      const refused = operate(withdraw, 'operator', ...confirm);
      await expect(refused).rejects.toMatchObject({
        kind: 'forbidden',
        value: expect.stringMatching(
          /exposes 5\d?(\.\d)? % more of the fleet to v2 .* publisher may; to stop it, pause it$/,
        ),
      });
      expect((await stands())?.revision).toBe(1);
    });

    test.each<[Role]>([['publisher'], ['admin']])('a %s is asked, and may', async (role) => {
      await expect(operate(withdraw, role)).rejects.toMatchObject({ kind: 'needs_confirmation' });
      expect(await operate(withdraw, role, 'blast_radius')).toMatchObject({ changed: true });
    });
  });
});

describe('a stream that was seeded', () => {
  const seed = { source: 'seed', releases: [release('v1'), release('v2', { rollout: RUNNING })] } as const;
  const sourceAfter = async (work: () => Promise<object>) => {
    await given(seed);
    await work();
    return (await stands())?.source;
  };

  test.each<[string, () => Promise<object>]>([
    ['an operation', () => operate(pause)],
    ['a description', () => profiles.describe('s', { description: 'ours' }, callerWith('admin'))],
    ['an alias', () => profiles.describe('s', { aliases: ['other'] }, callerWith('admin'))],
    ['a state', () => profiles.describe('s', { state: 'frozen' }, callerWith('admin'))],
    [
      'documents',
      () => importing(indexOf('v1', 'v2'), rolledOut('v1'), 'lost_releases', 'blast_radius', 'not_newest'),
    ],
  ])('is managed here from the first change: %s', async (_, work) => {
    expect(await sourceAfter(work)).toBe('managed');
  });

  test.each<[string, () => Promise<object>]>([
    ['an operation', () => operate({ op: 'clear_barrier', version: 'v1', reason: null })],
    ['a description', () => profiles.describe('s', { description: '', aliases: [] }, callerWith('admin'))],
  ])('stays so by what changes nothing: %s', async (_, work) => {
    expect(await sourceAfter(work)).toBe('seed');
    expect((await stands())?.revision).toBe(1);
  });

  test('stays so by what is refused', async () => {
    await given(seed);
    await expect(operate({ ...withdraw, version: 'nope' })).rejects.toMatchObject({
      kind: 'unknown_version',
    });
    expect((await stands())?.source).toBe('seed');
  });
});

describe('a stream that follows a folder', () => {
  beforeEach(() => given({ source: 'folder', releases: [release('v1')] }));

  test.each([
    [{ description: 'ours' }],
    [{ aliases: ['other'] }],
    [{ aliases: [], state: 'frozen' } as const],
  ])('has its aliases and description from there: %j', async (profile) => {
    const refused = profiles.describe('s', profile, callerWith('admin'));
    await expect(refused).rejects.toMatchObject({ kind: 'stream_follows_source' });
  });

  test('but not its state', async () => {
    await profiles.describe('s', { state: 'frozen' }, callerWith('admin'));
    expect(await stands()).toMatchObject({ state: 'frozen', source: 'folder' });
  });

  test('until it is taken over, with a description of its own', async () => {
    await profiles.describe('s', { source: 'managed', description: 'ours' }, callerWith('admin'));
    expect(await stands()).toMatchObject({ source: 'managed', description: 'ours' });
  });
});

describe('an import', () => {
  const years = (start: number) => ({
    stream: 's',
    releases: [{ version: 'v1', metadata: { rollout: { start_epoch: start, duration_minutes: 60 } } }],
  });

  test('into a stream that never had a release is its history', async () => {
    await given({ releases: [] });
    const answer = await importing(indexOf('v0', 'v1'), years(NOW - 365 * DAY));
    expect(answer).toMatchObject({ revision: 2, warnings: [] });
  });

  test('into one that has been emptied is a change like any other', async () => {
    await given({ releases: [release('v0')] });
    await given({ releases: [] });
    await expect(importing(indexOf('v0', 'v1'), years(NOW - 365 * DAY))).rejects.toMatchObject({
      kind: 'needs_confirmation',
      faults: [{ code: 'start_in_past' }, { code: 'blast_radius' }],
    });
  });

  test.each<['frozen' | 'eol']>([['frozen'], ['eol']])('starts nothing in one that is %s', async (state) => {
    await given({ state, releases: [release('v0'), release('v1')] });
    await expect(importing(indexOf('v0', 'v1'), years(NOW))).rejects.toMatchObject({
      kind: 'invalid_state',
      faults: [{ code: 'invalid_state', path: '/updates/releases/0/metadata/rollout' }],
    });
  });
});
