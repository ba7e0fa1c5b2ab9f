import { describe, expect, test } from 'vitest';
import { keyOf, Moments, MOST_PREPARED } from '../../../../src/adapters/http/agent/moments.js';
import { PreparedAnswer } from '../../../../src/adapters/http/agent/prepared-answer.js';
import { rolloutOf } from '../../../graph/draw.js';

const running = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ index, rollout: rolloutOf(0, 0, 60 + index) }));

describe('the answers of a second', () => {
  test('are looked for once in that second, and again when it is over or they are to be', () => {
    const looked: string[] = [];
    const moments = new Moments(running(1), (hidden) => {
      looked.push(keyOf(hidden));
      return null;
    });
    for (const at of [10, 10, 10]) moments.now(at);
    expect(looked).toEqual(['', '0']);
    moments.now(11);
    expect(looked).toHaveLength(4);
    moments.forget();
    moments.now(11);
    expect(looked).toHaveLength(6);
    moments.at(99);
    expect(moments.now(11)).toBe(moments.now(11));
    expect(looked).toHaveLength(8);
  });

  test('are one for each variant, as far as they are kept ready', () => {
    const answer = new PreparedAnswer(Buffer.from('{}'), 1);
    const { variants, answers } = new Moments(running(100), () => answer).now(10);
    expect([variants.length, answers.length]).toEqual([101, 101]);
    expect(answers.filter((one) => one === answer)).toHaveLength(MOST_PREPARED);
  });

  test.each([
    [[], ''],
    [[3], '3'],
    [[10, 9, 1], '1,9,10'],
    [[1, 9, 10], '1,9,10'],
  ])('hiding %j have the name %j', (hidden, key) => {
    expect(keyOf(hidden)).toBe(key);
  });
});
