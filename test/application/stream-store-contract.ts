import { beforeEach, describe, expect, test } from 'vitest';
import type { ChangeNote, Stream, StreamContent, StreamStore } from '../../src/application/stream-store.js';
import type { Release } from '../../src/graph/model.js';
import { release } from './releases.js';

const EMPTY: StreamContent = { aliases: [], description: '', state: 'active', source: 'seed', releases: [] };

export const NOTE: ChangeNote = {
  actor: 'tester',
  role: 'publisher',
  reason: 'because',
  operations: [{ op: 'test' }],
  requestId: 'r-1',
  create: EMPTY,
};

/** Changes nothing but the releases. */
export function releasesAre(...releases: readonly Release[]): (current: Stream) => StreamContent {
  return (current) => ({ ...current, releases });
}

/** What every store must do: run against the fake one of the tests and against PostgreSQL. */
export function streamStoreContract(open: () => Promise<StreamStore>): void {
  let store: StreamStore;
  beforeEach(async () => {
    store = await open();
  });
  const readOne = async (name: string) => (await store.read([name]))[0];

  describe('a stream', () => {
    test('that nobody made does not exist', async () => {
      expect(await store.revisions()).toEqual(new Map());
      expect(await store.read(['nope'])).toEqual([]);
      expect(await store.releasesAt('nope', 1)).toBe(null);
    });

    test('that nobody made cannot be changed without saying what it starts as', async () => {
      const { create: _, ...note } = NOTE;
      await expect(store.change('nope', releasesAre(), note)).rejects.toMatchObject({
        kind: 'unknown_stream',
      });
      expect(await store.revisions()).toEqual(new Map());
    });

    test('begins at revision 1, even without a release', async () => {
      const { changed, stream } = await store.change('s', (current) => current, NOTE);
      expect([changed, stream.revision]).toEqual([true, 1]);
      expect(await store.revisions()).toEqual(new Map([['s', 1]]));
      expect(await readOne('s')).toMatchObject({ ...EMPTY, name: 's', revision: 1 });
    });

    test('reads back deeply equal, sections and all, in its order', async () => {
      const releases = [
        release('2', { barrier: { reason: 'https://example.com/b', basearches: ['aarch64'] } }),
        release('10', { deadend: { reason: '', basearches: null } }),
        release('1', {
          rollout: {
            startEpoch: -5,
            startFraction: -0,
            durationMinutes: 2 ** 53 - 1,
            basearches: ['x86_64'],
            pause: null,
          },
        }),
        release('3', {
          payloads: [],
          rollout: {
            startEpoch: null,
            startFraction: 0.1 + 0.2,
            durationMinutes: null,
            basearches: null,
            pause: null,
          },
        }),
        release('ünïcödé "\\', {
          payloads: [
            { basearch: 'aarch64', scheme: 'checksum', payload: 'a' },
            { basearch: 'aarch64', scheme: 'oci', payload: 'r@sha256:b' },
            { basearch: 'x86_64', scheme: 'checksum', payload: 'c' },
          ],
        }),
      ];
      const { stream } = await store.change('s', releasesAre(...releases), NOTE);
      expect(stream.releases).toStrictEqual(releases);
      expect((await readOne('s'))?.releases).toStrictEqual(releases);
      expect(await readOne('s')).toStrictEqual(stream);
    });

    test('that is changed to what it is already keeps its revision', async () => {
      await store.change('s', releasesAre(release('1')), NOTE);
      const { changed, stream } = await store.change('s', releasesAre(release('1')), NOTE);
      expect([changed, stream.revision]).toEqual([false, 1]);
    });

    test('remembers its releases at every revision', async () => {
      const lists = [
        [release('1'), release('2')],
        [release('2'), release('1'), release('3', { barrier: { reason: 'b', basearches: null } })],
        [release('1', { metadataUrl: 'elsewhere' }), release('3')],
        [],
        [release('9')],
      ];
      for (const list of lists) await store.change('s', releasesAre(...list), NOTE);
      for (const [index, list] of lists.entries()) {
        expect(await store.releasesAt('s', index + 1)).toStrictEqual(list);
      }
      expect(await store.releasesAt('s', 0)).toBe(null);
      expect(await store.releasesAt('s', 6)).toBe(null);
    });

    test('stays as it was when the change is refused', async () => {
      await store.change('s', releasesAre(release('1')), NOTE);
      const before = await readOne('s');
      const refuse = () => {
        throw new Error('no');
      };
      await expect(store.change('s', refuse, NOTE)).rejects.toThrow('no');
      await expect(store.change('t', refuse, NOTE)).rejects.toThrow('no');
      expect(await readOne('s')).toStrictEqual(before);
      expect(await store.revisions()).toEqual(new Map([['s', 1]]));
    });

    test('has a profile, whose changes are revisions too', async () => {
      await store.change('s', releasesAre(release('1')), NOTE);
      const profile = { aliases: ['b', 'a'], description: 'd', state: 'frozen', source: 'folder' } as const;
      const { stream } = await store.change('s', (current) => ({ ...current, ...profile }), NOTE);
      expect(stream.revision).toBe(2);
      expect(await readOne('s')).toMatchObject({ ...profile, aliases: ['a', 'b'], releases: [release('1')] });
    });
  });

  describe('an alias', () => {
    const aliased =
      (...aliases: readonly string[]) =>
      (current: Stream) => ({ ...current, aliases });

    test('cannot be a stream, nor an alias of another one', async () => {
      await store.change('s', aliased('a'), NOTE);
      await store.change('t', (current) => current, NOTE);
      for (const alias of ['s', 'a']) {
        await expect(store.change('t', aliased(alias), NOTE)).rejects.toMatchObject({
          kind: 'already_exists',
        });
      }
      expect(await readOne('t')).toMatchObject({ aliases: [], revision: 1 });
    });

    test('cannot become a stream', async () => {
      await store.change('s', aliased('a'), NOTE);
      await expect(store.change('a', releasesAre(), NOTE)).rejects.toMatchObject({ kind: 'already_exists' });
    });

    test('can be given up, and then taken by another stream', async () => {
      await store.change('s', aliased('a'), NOTE);
      await store.change('s', aliased(), NOTE);
      await store.change('t', aliased('a'), NOTE);
      expect((await store.read(['s', 't'])).map(({ aliases }) => aliases)).toEqual([[], ['a']]);
    });
  });

  test('changes that come at once come one after the other', async () => {
    await store.change('s', releasesAre(), NOTE);
    const append = (version: number) => (current: Stream) => ({
      ...current,
      releases: [...current.releases, release(String(version))],
    });
    await Promise.all(Array.from({ length: 20 }, (_, version) => store.change('s', append(version), NOTE)));
    const stream = await readOne('s');
    expect(stream?.revision).toBe(21);
    expect(new Set(stream?.releases.map(({ version }) => version)).size).toBe(20);
  });
}
