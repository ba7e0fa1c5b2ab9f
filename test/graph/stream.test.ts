import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Release, Rollout } from '../../src/graph/model.js';
import { paused } from '../../src/graph/rollout-actions.js';
import {
  changesBetween,
  importedReleases,
  refreshedReleases,
  refuseLostReleases,
  undoChanges,
} from '../../src/graph/stream.js';
import { streams } from './arbitrary.js';
import { problemOf } from './document.js';
import { releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, NOW, pause } from './operate.js';

/** `'a:x86_64,aarch64/oci b'`: releases with the scopes they have a payload for; the scheme is checksum unless said. */
function releasesOf(drawing: string): readonly Release[] {
  return drawing.split(' ').flatMap((one) => {
    const [version = '', scopes = ''] = one.split(':');
    const payloads = scopes.split(',').flatMap((scope) => {
      const [basearch = '', scheme] = scope.split('/');
      return basearch === ''
        ? []
        : [{ basearch, scheme: scheme === 'oci' ? ('oci' as const) : ('checksum' as const), payload: 'p' }];
    });
    return version === '' ? [] : [{ ...releaseOf(version, 0), payloads }];
  });
}

describe('documents that a stream is to have', () => {
  test.each([
    ['that has none', '', 'a:x86_64'],
    ['with a release more', 'a:x86_64', 'a:x86_64 b:x86_64'],
    ['with a release in between', 'a:x86_64 b:x86_64', 'a:x86_64 c:x86_64 b:x86_64'],
    ['with another order', 'a:x86_64 b:x86_64', 'b:x86_64 a:x86_64'],
    ['with a payload more', 'a:x86_64', 'a:aarch64,x86_64,x86_64/oci'],
    ['that are the same', 'a:x86_64', 'a:x86_64'],
    ['with a release that never had a payload', 'a', 'a'],
    ['with one payload of several', 'a:aarch64,x86_64,x86_64/oci', 'a:x86_64'],
    ['with the basearch corrected', 'a:aarch46', 'a:aarch64'],
  ])('are taken %s', (_, before, after) => {
    const [current, next] = [releasesOf(before), releasesOf(after)];
    refuseLostReleases(current, next);
    expect(importedReleases(current, next)).toEqual(next);
    expect(refreshedReleases(current, next, NOW)).toMatchObject(
      next.map(({ followed: _none, ...release }) => release),
    );
  });

  test.each([
    ['a release is gone', 'a:x86_64 b:x86_64', 'b:x86_64', 'a'],
    ['one without a payload is gone', 'a', '', 'a'],
    ['all are gone', 'a:x86_64 b:x86_64', '', 'a, b'],
    ['all payloads of one are gone', 'a:aarch64,x86_64/oci b:x86_64', 'a b:x86_64', 'a'],
    ['five are gone', 'a b c d e f', 'f', 'a, b, c, d, e'],
    ['six are gone', 'a b c d e f', '', 'a, b, c, d, e and 1 more'],
    ['many are gone', 'a b c d e f g h', '', 'a, b, c, d, e and 3 more'],
  ])('are held back when %s', (...[, current, next, lost]) => {
    const problem = problemOf(() => refuseLostReleases(releasesOf(current), releasesOf(next)));
    expect(problem.kind).toBe('lost_releases');
    expect(problem.value).toMatch(new RegExp(`no longer have ${lost}: `));
  });

  test.each<[string, (next: readonly Release[]) => readonly Release[]]>([
    ['imported', (next) => importedReleases([], next)],
    ['refreshed', (next) => refreshedReleases([], next, NOW)],
  ])('are not %s when their graphs would not fit into memory, and it is said why', (_, take) => {
    const releases = streamDrawn('r'.repeat(2001));
    expect(take(releases.slice(1))).toHaveLength(2000);
    const problem = problemOf(() => take(releases));
    expect(problem.kind).toBe('invalid_document');
    expect(problem.value).toContain('2001000 edges, expected at most 2000000');
  });
});

describe('an import', () => {
  const alias = { basearch: 'x86_64', scheme: 'checksum', payload: 'a', reason: 'b' } as const;
  const RUNNING = rolloutOf(NOW - DAY, 0, 2880);
  const stopped = { ...releaseOf('v0', 0), rollout: paused(RUNNING, pause('v0'), NOW), aliases: [alias] };
  const says = (rollout: Rollout | null) =>
    importedReleases([stopped], [{ ...releaseOf('v0', 0), rollout }])[0];

  test('takes what the documents say of releases, another payload too', () => {
    const next = streamDrawn('.rd').map((release) => ({ ...release, payloads: releaseOf('', 99).payloads }));
    expect(importedReleases(streamDrawn('b..'), next)).toEqual(next);
  });

  test.each<[string, Rollout | null, boolean]>([
    ['of a rollout that stands as it does here', rolloutOf(NOW, 0.5, null), true],
    ['of a rollout that goes on', RUNNING, false],
    ['of no rollout', null, false],
  ])('%s keeps aliases, and the pause: %o', (_, rollout, isPaused) => {
    expect(says(rollout)).toEqual({ ...stopped, rollout: isPaused ? stopped.rollout : rollout });
  });

  test.each(['b', 'r', 'B'])('does not make a target of a retired release: %s', (letter) => {
    const retired = streamDrawn('.').map((one) => ({ ...one, retired: 'broken' }));
    const problem = problemOf(() => importedReleases(retired, streamDrawn(letter)));
    expect([problem.kind, problem.value]).toEqual([
      'invalid_state',
      expect.stringContaining('v0 is retired'),
    ]);
    expect(importedReleases(retired, streamDrawn('d'))).toMatchObject([{ retired: 'broken' }]);
  });
});

describe('the changes between two lists', () => {
  /** Each change as `version: position before > position after`. */
  const drawn = (before: readonly Release[], after: readonly Release[]) =>
    changesBetween(before, after).map(
      (one) => `${one.version}: ${one.before?.position}>${one.after?.position}`,
    );

  test.each([
    ['are none when nothing differs', '.b.r', '.b.r', []],
    ['name a release whose section differs', '...', '.b.', ['v1: 1>1']],
    ['name one that is new', '..', '..r', ['v2: undefined>2']],
    ['name one that is gone', '..r', '..', ['v2: 2>undefined']],
    ['name each that differs', 'r..', '.br', ['v0: 0>0', 'v1: 1>1', 'v2: 2>2']],
  ])('%s', (...[, before, after, expected]) => {
    expect(drawn(streamDrawn(before), streamDrawn(after))).toEqual(expected);
  });

  test('name those that moved', () => {
    expect(drawn(releasesOf('a b c'), releasesOf('a c b'))).toEqual(['b: 1>2', 'c: 2>1']);
  });

  test('hold the release as it was and as it is', () => {
    const [before, after] = [streamDrawn('.'), streamDrawn('b')];
    expect(changesBetween(before, after)).toEqual([
      {
        version: 'v0',
        before: { position: 0, release: before[0] },
        after: { position: 0, release: after[0] },
      },
    ]);
  });

  test('undone give the list as it was', () => {
    fc.assert(
      fc.property(streams, streams, (before, after) => {
        expect(undoChanges(after, changesBetween(before, after))).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('undone give the list as it was after an edit here and there', () => {
    const edits = fc.array(fc.record({ at: fc.nat(), how: fc.constantFrom('drop', 'mark', 'move', 'copy') }));
    fc.assert(
      fc.property(streams, edits, (before, changes) => {
        const after = changes.reduce<readonly Release[]>(
          (list, { at, how }) => edited(list, at, how),
          before,
        );
        expect(undoChanges(after, changesBetween(before, after))).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });

  test('name exactly the releases that differ in anything or in place', () => {
    fc.assert(
      fc.property(streams, streams, (before, after) => {
        const text = (list: readonly Release[], version: string) => {
          const position = list.findIndex((release) => release.version === version);
          return JSON.stringify([position, list[position]], (_, one: unknown) =>
            Object.is(one, -0) ? '-0' : one,
          );
        };
        const all = new Set([...before, ...after].map(({ version }) => version));
        const differ = [...all].filter((version) => text(before, version) !== text(after, version));
        expect(changesBetween(before, after).map(({ version }) => version)).toEqual(differ);
      }),
    );
  });
});

function edited(list: readonly Release[], at: number, how: string): readonly Release[] {
  if (list.length === 0) return list;
  const position = at % list.length;
  const release = list[position]!;
  const others = list.toSpliced(position, 1);
  if (how === 'drop') return others;
  if (how === 'move') return [...others, release];
  if (how === 'copy') return [...list, { ...release, version: `${release.version}+${list.length}+${at}` }];
  return list.with(position, {
    ...release,
    barrier: release.barrier ? null : { reason: 'new', basearches: null },
  });
}
