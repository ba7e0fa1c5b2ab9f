import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ReleaseRolloutView } from '../../../../src/adapters/console/api/schema.js';
import { actionsOn, ROLE_FOR, type Action } from '../../../../src/adapters/console/rollouts/actions.js';
import {
  changeOf,
  missingIn,
  newDraft,
  type Draft,
} from '../../../../src/adapters/console/rollouts/draft.js';
import { momentAt, momentTyped } from '../../../../src/adapters/console/rollouts/typed-moment.js';

const NOW = 1_795_305_630; // 2026-11-22T00:00:30Z

const STANDS: ReleaseRolloutView = {
  state: 'active',
  origin: 'local',
  ...{ throttle: 0.5, start: '2026-11-22T01:02:03Z', end: null, duration: '48h' },
  ...{ duration_minutes: 2880, start_fraction: 0.15, basearches: ['s390x'], pause: null },
};

afterEach(() => vi.unstubAllEnvs());

const draft = (action: Action, typed: Partial<Draft> = {}): Draft => ({
  ...newDraft({ action, version: 'v' }, NOW),
  ...typed,
});

const asked = (action: Action, typed: Partial<Draft> = {}) => changeOf('s', draft(action, typed));

describe('the change that is asked for', () => {
  test('to pause has a reason, and is looked at again after a day', () => {
    expect(asked('pause', { reason: ' x ' })).toEqual({
      stream: 's',
      operations: [{ op: 'pause_rollout', version: 'v', reason: 'x', review_at: '2026-11-23T00:01:00Z' }],
    });
  });

  test('to pause says to everybody what it is told to say, and leaves the review to the server', () => {
    expect(
      asked('pause', { reason: 'x', publicReason: ' y', reviewAt: momentTyped('') })?.operations,
    ).toEqual([{ op: 'pause_rollout', version: 'v', reason: 'x', public_reason: 'y' }]);
  });

  test.each([
    ['resume', '', [{ op: 'resume_rollout', version: 'v' }]],
    ['resume', 'x', [{ op: 'resume_rollout', version: 'v', reason: 'x' }]],
    ['finish', 'x', [{ op: 'finish_rollout', version: 'v', reason: 'x' }]],
    ['withdraw', 'x', [{ op: 'withdraw_rollout', version: 'v', reason: 'x' }]],
  ] as const)('to %s with the reason %j', (action, reason, operations) => {
    expect(asked(action, { reason })).toEqual({ stream: 's', operations });
  });

  test('to start is what is in the fields', () => {
    const typed = { duration: ' 90m ', percent: '7', basearches: ['aarch64'], reason: 'x' };
    expect(asked('start', typed)).toEqual({
      ...{ stream: 's', reason: 'x' },
      operations: [
        {
          ...{ op: 'set_rollout', version: 'v', start: 'now', duration: '90m' },
          ...{ start_fraction: 0.07, basearches: ['aarch64'] },
        },
      ],
    });
  });

  test('to correct begins with what stands', () => {
    const filled = newDraft({ action: 'correct', version: 'v' }, NOW, STANDS);
    expect(changeOf('s', filled)?.operations).toEqual([
      {
        ...{ op: 'set_rollout', version: 'v', start: '2026-11-22T01:02:03Z', duration: '2d' },
        ...{ start_fraction: 0.15, basearches: ['s390x'] },
      },
    ]);
  });

  test.each([
    ['Europe/Berlin', '2027-10-31T01:30:00Z'],
    ['Europe/Berlin', '2027-10-31T00:30:00Z'],
    ['America/St_Johns', '2026-11-01T04:15:10Z'],
    ['Australia/Lord_Howe', '2027-04-03T15:10:00Z'],
    ['UTC', '2027-10-31T01:30:00Z'],
  ])('to correct only the length keeps the start, in %s in the night of %s too', (zone, start) => {
    vi.stubEnv('TZ', zone);
    const filled = newDraft({ action: 'correct', version: 'v' }, NOW, { ...STANDS, start });
    const sent = changeOf('s', { ...filled, duration: '3d' })?.operations[0];
    expect(sent).toMatchObject({ start, duration: '3d' });
  });

  test('to pause asks for a look after a day, in the night in which clocks are set back too', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const before = Date.parse('2027-10-30T01:30:00Z') / 1000;
    const sent = changeOf('s', { ...newDraft({ action: 'pause', version: 'v' }, before), reason: 'x' });
    expect(sent?.operations[0]).toMatchObject({ review_at: '2027-10-31T01:30:00Z' });
  });

  test('a moment that is typed is read, in the zone of who types', () => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    expect(momentTyped('2026-07-23T01:21:35')).toEqual(momentAt(1_784_740_895));
    const moved = draft('start', { isNow: false, start: momentTyped('2026-07-23T01:21') });
    expect(changeOf('s', moved)?.operations[0]).toMatchObject({ start: '2026-07-22T17:21:00Z' });
  });

  test('has no duration where none is typed', () => {
    expect(asked('start', { duration: ' ' })?.operations[0]).not.toHaveProperty('duration');
  });
});

describe('what is missing', () => {
  test.each<[Action, Partial<Draft>, string]>([
    ['pause', {}, 'missingReason'],
    ['finish', { reason: ' ' }, 'missingReason'],
    ['withdraw', {}, 'missingReason'],
    ['start', { version: '' }, 'missingVersion'],
    ['correct', { isNow: false, start: momentTyped('') }, 'missingStart'],
    ['start', { percent: '' }, 'missingPercent'],
    ['start', { percent: 'x' }, 'missingPercent'],
    ['start', { basearches: [] }, 'missingBasearch'],
  ])('to %s with %j is said, and nothing is asked yet: %s', (action, typed, key) => {
    expect(missingIn(draft(action, typed))).toBe(`rollouts.${key}`);
    expect(asked(action, typed)).toBeNull();
  });
});

describe('what can be done', () => {
  test.each([
    ['scheduled', true, 'pause correct finish withdraw'],
    ['active', true, 'pause correct finish withdraw'],
    ['paused', true, 'resume finish withdraw'],
    ['paused', false, 'correct finish withdraw'],
    ['finished', true, 'withdraw'],
  ] as const)('to a %s one', (state, isResumable, expected) => {
    expect(actionsOn(state, isResumable).join(' ')).toBe(expected);
  });

  test('by those on call is to stop', () => {
    const theirs = Object.entries(ROLE_FOR).filter(([, role]) => role === 'operator');
    expect(theirs.map(([action]) => action)).toEqual(['pause', 'withdraw']);
  });
});
