import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffOf, type Cause } from '../../src/graph/diff.js';
import { lintChange } from '../../src/graph/lint-change.js';
import type { Release, Rollout } from '../../src/graph/model.js';
import { paused } from '../../src/graph/rollout-actions.js';
import { drawings, seconds, streams } from './arbitrary.js';
import { FINISHED, releaseOf, rolloutOf, streamDrawn } from './draw.js';
import { DAY, HOUR, NOW, pause } from './operate.js';

/** Each remark as `code version`. */
function found(
  before: readonly Release[],
  after: readonly Release[],
  { cause = 'import', at = NOW }: { cause?: Cause; at?: number } = {},
): readonly string[] {
  const remarks = lintChange({ before, after, diff: diffOf(before, after, cause), at, cause });
  return remarks.map(({ code, spot }) => `${code} ${spot?.version ?? ''}`.trim());
}

const ARM = { basearch: 'aarch64', scheme: 'checksum', payload: 'a'.repeat(64) } as const;
const PAUSED = paused(rolloutOf(NOW - DAY, 0, 2880), pause('v0'), NOW);

const rolling = (drawing: string, ...rollouts: readonly (Rollout | null)[]) =>
  streamDrawn(drawing).map((one, index) => ({ ...one, rollout: rollouts[index] ?? one.rollout }));

describe('what a change leaves as it was is no news', () => {
  const barrier = (reason: string) =>
    streamDrawn('.').map((one) => ({ ...one, barrier: { reason, basearches: null } }));

  test.each<[string, readonly Release[], readonly Release[], string[]]>([
    [
      'a finished rollout rewritten in its short form',
      rolling('.', rolloutOf(NOW - 9 * DAY, 0, 2880)),
      streamDrawn('r'),
      [],
    ],
    [
      'the same in the long form',
      streamDrawn('r'),
      rolling('.', rolloutOf(NOW - 9 * DAY, 0, 2880)),
      ['start_in_past v0'],
    ],
    ['an old section with a fault', barrier('-'), [...barrier('-'), releaseOf('v1', 1)], []],
    ['a barrier moved into history', streamDrawn('.b..r'), streamDrawn('..b.r'), ['reason_not_a_link v2']],
    ['a fault of a section that changes', barrier(''), barrier('-'), ['invalid_reason v0']],
    [
      'a duplicate that was there',
      [releaseOf('a', 0), releaseOf('b', 0)],
      [releaseOf('a', 0), releaseOf('b', 0), releaseOf('c', 1)],
      [],
    ],
    [
      'a third of a kind',
      [releaseOf('a', 0), releaseOf('b', 0)],
      [releaseOf('a', 0), releaseOf('b', 0), releaseOf('c', 0)],
      ['duplicate_payload c'],
    ],
    [
      'an older release that takes the payload of a newer',
      [releaseOf('a', 0), releaseOf('b', 1)],
      [releaseOf('a', 1), releaseOf('b', 1)],
      ['duplicate_payload a', 'lost_releases'],
    ],
    [
      'a rollout that is still to come',
      rolling('.', rolloutOf(NOW + 60 * DAY, 0, 60)),
      rolling('..', rolloutOf(NOW + 60 * DAY, 0, 60)),
      [],
    ],
    [
      'a start that stays far ahead',
      rolling('.', rolloutOf(NOW + 60 * DAY, 0, 60)),
      rolling('.', rolloutOf(NOW + 60 * DAY, 0, 90)),
      [],
    ],
    [
      'a start that stays in the past',
      rolling('.', rolloutOf(NOW - DAY, 0, 2880)),
      rolling('.', rolloutOf(NOW - DAY, 0, 2400)),
      [],
    ],
  ])('%s', (...[, before, after, expected]) => {
    expect(found(before, after)).toEqual(expected);
  });

  test('from a stream to itself there is nothing to find, whatever is wrong with it', () => {
    fc.assert(
      fc.property(
        streams,
        seconds,
        fc.constantFrom<Cause>('operations', 'import', 'first_import', 'restore'),
        (releases, at, cause) => {
          expect(found(releases, structuredClone(releases), { at, cause })).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the documents that a stream begins with', () => {
  test.each<[string, Rollout]>([
    ['finished rollouts', FINISHED],
    ['a rollout on its way', rolloutOf(NOW - DAY, 0, 2880)],
    ['one that has run long since', rolloutOf(NOW - 99 * DAY, 0, 2880)],
    ['one that begins in a year', rolloutOf(NOW + 365 * DAY, 0, 2880)],
  ])('may have %s: it is history', (_, rollout) => {
    expect(found([], rolling('..', FINISHED, rollout), { cause: 'first_import' })).toEqual([]);
  });

  test('begin it once: the same into a stream that has been emptied are judged like any others', () => {
    expect(found([], rolling('..', FINISHED, rolloutOf(NOW - 99 * DAY, 0, 2880)))).toEqual([
      'not_newest v0',
      'cliff v0',
      'start_in_past v1',
      'blast_radius v0',
      'blast_radius v1',
    ]);
  });

  test('are looked at for what is wrong in any case', () => {
    const wrong = { ...releaseOf('v 1', 0), rollout: rolloutOf(NOW, 0, 0) };
    const codes = found([], [wrong], { cause: 'first_import' });
    expect(codes).toContain('invalid_version v 1');
    expect(codes).toContain('invalid_duration v 1');
  });
});

describe('an import', () => {
  test.each<[string, readonly Release[], readonly Release[], string[]]>([
    [
      'that rolls out a new release',
      streamDrawn('.r'),
      rolling('.r.', null, FINISHED, rolloutOf(NOW, 0, 2880)),
      [],
    ],
    [
      'that starts the wrong year',
      streamDrawn('.r'),
      rolling('.r.', null, FINISHED, rolloutOf(NOW - 365 * DAY, 0, 2880)),
      ['start_in_past v2', 'blast_radius v2'],
    ],
    [
      'that starts two hours late',
      streamDrawn('.'),
      rolling('..', null, rolloutOf(NOW - 2 * HOUR, 0, 2880)),
      ['start_in_past v1'],
    ],
    [
      'that moves a start',
      rolling('.', rolloutOf(NOW + DAY, 0, 2880)),
      rolling('.', rolloutOf(NOW + 2 * DAY, 0, 2880)),
      [],
    ],
    [
      'that moves a start into the past',
      rolling('.', rolloutOf(NOW + DAY, 0, 2880)),
      rolling('.', rolloutOf(NOW - DAY, 0, 2880)),
      ['start_in_past v0', 'blast_radius v0'],
    ],
    ['that stops a rollout', rolling('.', rolloutOf(NOW - DAY, 0, 2880)), streamDrawn('.'), []],
    [
      'that starts it again',
      streamDrawn('.'),
      rolling('.', rolloutOf(NOW - DAY, 0, 2880)),
      ['start_in_past v0', 'blast_radius v0'],
    ],
    ['that lost a release', streamDrawn('..'), streamDrawn('.'), ['lost_releases']],
    [
      'that lost one payload of two',
      streamDrawn('.').map((one) => ({ ...one, payloads: [ARM, ...one.payloads] })),
      streamDrawn('.'),
      ['lost_releases'],
    ],
    [
      'that has another payload for a release',
      streamDrawn('.'),
      streamDrawn('.').map((one) => ({
        ...one,
        payloads: [{ ...one.payloads[0]!, payload: 'a'.repeat(64) }],
      })),
      ['lost_releases'],
    ],
    [
      'that starts what is paused',
      rolling('.', PAUSED),
      rolling('.', rolloutOf(NOW, 0.5, 1440)),
      ['drops_pause v0'],
    ],
    [
      'that starts what is paused at once',
      rolling('.', PAUSED),
      streamDrawn('r'),
      ['cliff v0', 'blast_radius v0', 'drops_pause v0'],
    ],
    ['that leaves it paused', rolling('..', PAUSED), rolling('...', PAUSED), []],
    ['that withdraws what is paused', rolling('.', PAUSED), streamDrawn('.'), []],
    ['that swaps two', streamDrawn('..'), streamDrawn('..').toReversed(), ['order_changed']],
    [
      'that puts one in between',
      streamDrawn('..'),
      [streamDrawn('.')[0]!, releaseOf('new', 9), streamDrawn('..')[1]!],
      [],
    ],
    [
      'that makes the newest the oldest',
      streamDrawn('.r'),
      streamDrawn('.r').toReversed(),
      ['order_changed', 'strands_nodes'],
    ],
    [
      'that lost the payloads of one',
      streamDrawn('.'),
      streamDrawn('.').map((one) => ({ ...one, payloads: [] })),
      ['lost_releases'],
    ],
    ['that takes the only way out', streamDrawn('.b'), streamDrawn('..'), ['strands_nodes']],
    ['that pauses', rolling('.', rolloutOf(NOW - DAY, 0, 2880)), rolling('.', rolloutOf(NOW, 0.5, null)), []],
    [
      'that opens to all',
      rolling('.', rolloutOf(NOW - DAY, 0, 2880)),
      streamDrawn('r'),
      ['cliff v0', 'blast_radius v0'],
    ],
    [
      'that closes to most',
      rolling('.', rolloutOf(NOW - DAY, 0, 2880)),
      streamDrawn('1'),
      ['exposure_falls v0'],
    ],
  ])('%s', (...[, before, after, expected]) => {
    expect(found(before, after)).toEqual(expected);
  });
});

describe('what an import alone is asked', () => {
  const found = (before: readonly Release[], after: readonly Release[], cause: Cause) =>
    lintChange({ before, after, diff: [], at: NOW, cause }).map(({ code }) => code);

  test.each<[Cause, string[]]>([
    ['import', ['drops_pause']],
    ['operations', []],
    ['restore', []],
  ])('whether it means to start what is paused: %s', (cause, expected) => {
    expect(found(rolling('.', PAUSED), rolling('.', rolloutOf(NOW, 0.5, 1440)), cause)).toEqual(expected);
  });

  test('the message names what comes later than before, and at most five', () => {
    const before = streamDrawn('........');
    const after = before.toReversed();
    const [remark] = lintChange({ before, after, diff: [], at: NOW, cause: 'import' });
    expect(remark).toMatchObject({ code: 'order_changed', spot: null });
    expect(remark?.message).toContain('and 2 more would come later than before');
  });
});

test('every finding of a random change is about a release that is there, or the whole', () => {
  const draw = drawings.map(streamDrawn);
  fc.assert(
    fc.property(draw, draw, seconds, (before, after, at) => {
      const diff = diffOf(before, after, 'import');
      for (const { spot, message } of lintChange({ before, after, diff, at, cause: 'import' })) {
        if (spot) expect(after.map(({ version }) => version)).toContain(spot.version);
        expect(message).not.toMatch(/undefined|NaN|null/);
      }
    }),
    { numRuns: 300 },
  );
});
