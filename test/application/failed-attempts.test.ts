import { beforeEach, describe, expect, test } from 'vitest';
import { FailedAttempts, networkOf } from '../../src/application/failed-attempts.js';
import { FixedClock } from './fakes.js';

let clock: FixedClock;
let failures: FailedAttempts;

beforeEach(() => {
  clock = new FixedClock(1000);
  failures = new FailedAttempts(clock);
});

/** What so many failures of an address are told. */
function fail(address: string, times: number): readonly boolean[] {
  return Array.from({ length: times }, () => failures.isOneTooMany(address));
}

const ALLOWED = Array.from({ length: 10 }, () => false);

describe('failed attempts', () => {
  test('are ten a minute, then there is one too many', () => {
    expect(fail('192.0.2.1', 12)).toEqual([...ALLOWED, true, true]);
  });

  test('are forgotten a minute after the first', () => {
    fail('192.0.2.1', 11);
    clock.at += 59;
    expect(fail('192.0.2.1', 1)).toEqual([true]);
    clock.at += 1;
    expect(fail('192.0.2.1', 11)).toEqual([...ALLOWED, true]);
  });

  test('are forgotten when the clock is set back', () => {
    fail('192.0.2.1', 11);
    clock.at -= 500;
    expect(fail('192.0.2.1', 11)).toEqual([...ALLOWED, true]);
  });

  test('of one address are not those of another', () => {
    fail('192.0.2.1', 50);
    const others = Array.from({ length: 100 }, (_, i) => `198.51.100.${i}`);
    const blamed = others.filter((address) => fail(address, 1)[0]);
    // Some may share a place in the table: one in 4096.
    expect(blamed.length).toBeLessThan(3);
  });

  test('of very many addresses leave a table of the same size', () => {
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 200_000; i++)
      failures.isOneTooMany(`2001:db8:${(i >> 16).toString(16)}:${(i & 65535).toString(16)}::1`);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100_000_000);
    expect(fail('192.0.2.1', 12).at(-1)).toBe(true);
  });
});

describe('who an address belongs to', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:DB8:0:0:1:2:3:4', '2001:db8:0:0'],
    ['2001:db8:0:1::', '2001:db8:0:1'],
    ['2001:0db8:0000:0001:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
    ['', ''],
    ['nonsense', 'nonsense'],
  ])('%j is counted as %j', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
