import { describe, expect, test } from 'vitest';
import type { DeclaredView, ReleaseRolloutView } from '../../../../src/adapters/console/api/schema.js';
import { differencesOf, fateOf } from '../../../../src/adapters/console/history/differences.js';

const PLAIN: DeclaredView = {
  ...{ version: '1', metadata: 'https://x.example/1', payload_aliases: [], barrier: null, deadend: null },
  ...{ rollout: null, rollout_withdrawn: false, retired: null },
  payloads: [{ basearch: 'x86_64', scheme: 'oci', payload: 'p' }],
};
const BARRIER = { reason: 'why', basearches: null, origin: 'source' } as const;
const ROLLOUT: ReleaseRolloutView = {
  ...{ state: 'active', throttle: 0.25, start: '2026-11-22T00:00:00Z', end: null, duration: '2d' },
  ...{ duration_minutes: 2880, start_fraction: 0, basearches: null, pause: null, origin: 'source' },
};
const PAUSED: ReleaseRolloutView = {
  ...{ ...ROLLOUT, state: 'paused' },
  pause: { since: '2026-11-22T01:00:00Z', reason: 'r', public_reason: null, review_at: null },
};
const ALIAS = {
  id: 'a1',
  basearch: 'x86_64',
  scheme: 'oci',
  payload: 'q',
  reason: 'r',
  origin: 'local',
} as const;

/** `+field value`, `-field value`, `~field value>value`. */
function drawn(before: DeclaredView | null, after: DeclaredView | null): readonly string[] {
  return differencesOf({ before, after }).map((one) => {
    if (one.before === null) return `+${one.field} ${one.after}`;
    return one.after === null ? `-${one.field} ${one.before}` : `~${one.field} ${one.before}>${one.after}`;
  });
}

describe('two declarations of a release', () => {
  type Row = readonly [string, DeclaredView | null, DeclaredView | null, readonly string[]];

  test.each<Row>([
    ['that are the same', PLAIN, { ...PLAIN, payloads: [...PLAIN.payloads] }, []],
    [
      'of which the second is a barrier',
      PLAIN,
      { ...PLAIN, barrier: BARRIER },
      ['+barrier.reason why', '+barrier.origin source'],
    ],
    [
      'whose barrier is of other architectures',
      { ...PLAIN, barrier: { ...BARRIER, basearches: ['x86_64'] } },
      { ...PLAIN, barrier: { ...BARRIER, basearches: ['x86_64', 's390x'] } },
      ['~barrier.basearches x86_64>x86_64 s390x'],
    ],
    [
      'before and after a pause',
      { ...PLAIN, rollout: ROLLOUT },
      { ...PLAIN, rollout: PAUSED },
      [
        '~rollout.state active>paused',
        '+rollout.pause.since 2026-11-22T01:00:00Z',
        '+rollout.pause.reason r',
      ],
    ],
    [
      'whose rollout was withdrawn',
      { ...PLAIN, rollout: { ...ROLLOUT, duration: null, duration_minutes: null, start: null, throttle: 1 } },
      { ...PLAIN, rollout_withdrawn: true },
      [
        ...['-rollout.state active', '-rollout.throttle 1', '-rollout.start_fraction 0'],
        ...['-rollout.origin source', '+rollout_withdrawn true'],
      ],
    ],
    [
      'with another payload, and an alias',
      PLAIN,
      { ...PLAIN, payloads: [{ ...PLAIN.payloads[0]!, payload: 'q' }], payload_aliases: [ALIAS] },
      [
        ...['~payload x86_64 oci p>q', '+payload_alias a1.basearch x86_64', '+payload_alias a1.scheme oci'],
        ...['+payload_alias a1.payload q', '+payload_alias a1.reason r', '+payload_alias a1.origin local'],
      ],
    ],
    [
      'of which there is none before',
      null,
      PLAIN,
      ['+payload x86_64 oci p', '+metadata https://x.example/1'],
    ],
    ['of which there is none after', PLAIN, null, ['-payload x86_64 oci p', '-metadata https://x.example/1']],
    ['that are both none', null, null, []],
  ])('%s', (_, before, after, expected) => {
    expect([...drawn(before, after)].sort()).toEqual([...expected].sort());
  });

  test.each([
    [null, PLAIN, 'added'],
    [PLAIN, null, 'removed'],
    [PLAIN, PLAIN, 'changed'],
  ] as const)('tell its fate', (before, after, fate) => {
    expect(fateOf({ version: '1', before, after })).toBe(fate);
  });
});
