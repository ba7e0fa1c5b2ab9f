import { describe, expect, test } from 'vitest';
import { nodesPerCore } from '../../bench/report/capacity.js';
import { warnings } from '../../bench/report/compare.js';
import { withRun } from '../../bench/report/keep.js';
import { markdownOf } from '../../bench/report/markdown.js';
import { isReached, type Figure, type Row } from '../../bench/report/result.js';
import { isRunRecord, type RunRecord } from '../../bench/report/record.js';
import { markdownTable, shown } from '../../bench/report/table.js';

const SURROUNDINGS = {
  ...{ date: '2026-11-23T04:00:00.000Z', processor: 'a processor', cores: 2, memory_gib: 24 },
  ...{ linux: '6.18', node: 'v20.20.2', commit: '1234567-dirty', load_average: 0.1 },
};

function figure(value: number, more: Partial<Figure> = {}): Figure {
  return { kind: 'ratio', value, best: value, better: 'more', target: null, ...more };
}

function runOf(...rows: readonly Row[]): RunRecord {
  const cost = { title: 'Cost of a request', rows, notes: ['A note.'] };
  return { quick: false, surroundings: SURROUNDINGS, parts: { cost } };
}

const COST = {
  ...{ connections: 'keep-alive', answer: 'gzip', server: 'Roost', against: 'node:http', 'server µs': 12.5 },
} as const;

describe('a figure', () => {
  test.each([
    [1.4, 'more', 1.4, true],
    [1.39, 'more', 1.4, false],
    [2, 'less', 2, true],
    [2.1, 'less', 2, false],
    [NaN, 'more', 1, false],
    [1, 'more', null, null],
  ] as const)('of %d, where %s is better, reaches %j: %j', (value, better, target, reached) => {
    expect(isReached(figure(value, { better, target }))).toBe(reached);
  });
});

describe('a run as Markdown', () => {
  test('has a table with its targets, its notes, what it means for a fleet, and what it was made with', () => {
    const row = { name: 'Roost / node:http', cells: COST, figure: figure(1.3, { target: 1.4 }) };
    expect(markdownOf(runOf(row))).toBe(`### Cost of a request

| connections | answer | server | against   | server µs | target        |
| ----------- | ------ | ------ | --------- | --------- | ------------- |
| keep-alive  | gzip   | Roost  | node:http | 12.5      | ≥ 1.40 MISSED |

A note.

### Capacity

| connections | answer | CPU µs | requests per CPU second | nodes per core |
| ----------- | ------ | ------ | ----------------------- | -------------- |
| keep-alive  | gzip   | 12.5   | 80000                   | 12.0 million   |

Nodes per core = requests per CPU second x 300 s between two requests of an agent x 0.5, as half of the core is kept free.

A full run of 2026-11-23, commit 1234567-dirty, Node v20.20.2, 2 x a processor, 24 GiB, Linux 6.18, load average 0.1 at the start.
`);
  });

  test('has no table for a part without rows', () => {
    expect(markdownOf(runOf())).toContain('### Cost of a request\n\nA note.\n\nA full run');
  });
});

describe('a number in a table', () => {
  test.each([
    [0, '0'],
    [64, '64'],
    [44021, '44021'],
    [17106.4, '17106'],
    [104.66, '105'],
    [58.53, '58.5'],
    [1.4, '1.40'],
    [0.555, '0.56'],
    [-60.71, '-60.7'],
    [NaN, '?'],
    [null, ''],
    ['gzip', 'gzip'],
  ])('%j is shown as "%s"', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });
});

test('the columns of a table are as wide as what is in them', () => {
  expect(markdownTable([['a', 'long title'], ['wide cell', 'b'], ['c']])).toBe(
    [
      ...['| a         | long title |', '| --------- | ---------- |'],
      ...['| wide cell | b          |', '| c         |            |'],
    ].join('\n'),
  );
});

test.each([
  [12.5, 12_000_000],
  [75, 2_000_000],
  [150, 1_000_000],
])('a core answers, at %d µs for a request and half of it kept free, %d nodes', (microseconds, nodes) => {
  expect(nodesPerCore(microseconds)).toBe(nodes);
});

describe('beside the kept run', () => {
  const kept = runOf({ name: 'gzip', cells: {}, figure: figure(1.6) });

  test.each([
    ['the same', [{ name: 'gzip', cells: {}, figure: figure(1.6) }], 0],
    ['better', [{ name: 'gzip', cells: {}, figure: figure(3) }], 0],
    ['a little worse', [{ name: 'gzip', cells: {}, figure: figure(1.37) }], 0],
    ['a lot worse', [{ name: 'gzip', cells: {}, figure: figure(1.35) }], 1],
    ['a lot worse but for one round', [{ name: 'gzip', cells: {}, figure: figure(1, { best: 1.5 }) }], 0],
    ['no ratio', [{ name: 'gzip', cells: {}, figure: figure(1, { kind: 'measure' }) }], 0],
    ['another row', [{ name: 'identity', cells: {}, figure: figure(1) }], 0],
    ['no figure', [{ name: 'gzip', cells: {}, figure: null }], 0],
  ] as const)('%s is worth %j', (_, rows, count) => {
    expect(warnings(kept, runOf(...rows))).toHaveLength(count);
  });

  test('a ratio where less is better is worse when it is larger', () => {
    const less = (value: number) =>
      runOf({ name: 'gzip', cells: {}, figure: figure(value, { better: 'less' }) });
    expect([warnings(less(1), less(1.3)).length, warnings(less(1), less(0.5)).length]).toEqual([1, 0]);
  });

  test('a measure of the kept run is nothing to compare with', () => {
    const measured = runOf({ name: 'gzip', cells: {}, figure: figure(9, { kind: 'measure' }) });
    expect(warnings(measured, kept)).toEqual([]);
  });

  test('a warning names the row and both ratios', () => {
    const now = runOf({ name: 'gzip', cells: {}, figure: figure(0.8) });
    expect(warnings(kept, now)).toEqual(['gzip: the ratio is 0.80, in the kept run it was 1.60']);
  });
});

describe('the README', () => {
  const begin = '<!-- The kept run: written by npm run bench -- --keep -->';
  const end = '<!-- The end of the kept run -->';

  test('gets another run between its marks and keeps the rest', () => {
    expect(withRun(`a\n\n${begin}\n\nold\n${end}\n\nb\n`, 'new\n')).toBe(
      `a\n\n${begin}\n\nnew\n\n${end}\n\nb\n`,
    );
  });

  test.each(['', begin, `${end} ${begin}`])('without its marks is left alone: "%s"', (text) => {
    expect(() => withRun(text, 'new')).toThrow('no place');
  });
});

test.each([
  [{ surroundings: {}, parts: {} }, true],
  [{ rows: [] }, false],
  [null, false],
])('%j is a run: %j', (value, expected) => {
  expect(isRunRecord(value)).toBe(expected);
});
