import { expect, test } from 'vitest';
import { otherStreams } from '../../../../src/adapters/console/rollouts/token-scope.js';

const bearer = (streams: readonly string[] | null) => ({
  ...{ token: 't', isRefused: false },
  who: { name: 'n', role: 'operator', streams, expires_at: null } as const,
});

test.each<[readonly string[] | null, readonly string[] | null]>([
  [null, null],
  [['s'], null],
  [['stable', 's'], null],
  [['stable'], ['stable']],
  [
    ['stable', 'testing'],
    ['stable', 'testing'],
  ],
  [[], []],
])('a token for %j is at the stream s for others: %j', (streams, expected) => {
  expect(otherStreams(bearer(streams), 's')).toEqual(expected);
});

test('nobody has a token for other streams', () => {
  expect(otherStreams({ token: null, who: null, isRefused: false }, 's')).toBeNull();
});
