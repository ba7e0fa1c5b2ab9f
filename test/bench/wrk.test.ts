import { describe, expect, test } from 'vitest';
import { requireLength } from '../../bench/load/generator.js';
import { readWrkReport } from '../../bench/load/wrk.js';

const OUTPUT = `Running 1s test @ http://127.0.0.1:9911/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.33ms  175.06us   5.94ms   94.78%
    Req/Sec    48.11k     2.05k   49.93k    90.00%
  47883 requests in 1.00s, 1.97GB read
Requests/sec:  47850.11
Transfer/sec:      1.97GB
bench: 47883 2119569478 1000687 3 2
`;

test("what wrk has done is read from our script's line", () => {
  const expected = { answered: 47883, bytes: 2119569478, seconds: 1.000687, refused: 3, lost: 2 };
  expect(readWrkReport(OUTPUT)).toEqual(expected);
});

test('an output without the line is an error that shows it', () => {
  expect(() => readWrkReport('unable to connect')).toThrow('unable to connect');
});

describe('all answers together', () => {
  const head = 'h'.repeat(96);
  const question = {
    poll: { before: '', after: '' },
    answer: { status: 200, head, body: Buffer.alloc(900) },
    longest: 50_000,
    exact: true,
  };
  const report = (bytes: number) => ({ answered: 1000, bytes, seconds: 1, refused: 0, lost: 0 });

  test.each([1_000_000, 1_000_000 + 64_000, 1_164_000])(
    'may be 1000 of 1000 bytes when they are %d',
    (bytes) => {
      expect(() => requireLength(report(bytes), question)).not.toThrow();
    },
  );

  test.each([100_000, 940_000, 1_164_001, 44_000_000])('are others when they are %d', (bytes) => {
    expect(() => requireLength(report(bytes), question)).toThrow('1000 answers of 1000 bytes');
  });
});
