import { expect, test } from 'vitest';
import { Problem, PROBLEM_KINDS } from '../../src/graph/problem.js';

test('a problem is an error that says its sentence, and has no faults unless they are given', () => {
  const problem = new Problem('unknown_stream', 'there is no stream x');
  expect(problem).toBeInstanceOf(Error);
  expect(String(problem)).toBe('Problem: there is no stream x');
  expect({ ...problem }).toEqual({
    name: 'Problem',
    kind: 'unknown_stream',
    value: 'there is no stream x',
    faults: [],
  });
});

test('a problem keeps the faults it is given', () => {
  const fault = { code: 'wrong_type', document: 'a', path: '/b', message: 'expected a list' };
  expect(new Problem('invalid_document', 'a: /b', [fault]).faults).toEqual([fault]);
});

test('every kind is there once, and fit to be the label of a metric', () => {
  expect(new Set(PROBLEM_KINDS).size).toBe(PROBLEM_KINDS.length);
  expect(PROBLEM_KINDS.filter((kind) => !/^[a-z]+(_[a-z]+)*$/.test(kind))).toEqual([]);
});
