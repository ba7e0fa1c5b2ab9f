import { describe, expect, test } from 'vitest';
import { invalidDocument, placeText, Problem, PROBLEM_KINDS } from '../../src/graph/problem.js';

test('a problem is an error that says its sentence, and has no faults unless they are given', () => {
  const problem = new Problem('unknown_stream', 'there is no stream x');
  expect(problem).toBeInstanceOf(Error);
  expect(String(problem)).toBe('Problem: there is no stream x');
  expect({ ...problem }).toEqual({
    name: 'Problem',
    kind: 'unknown_stream',
    value: 'there is no stream x',
    faults: [],
    details: {},
  });
});

test('a problem keeps the faults it is given', () => {
  const fault = { code: 'wrong_type', document: 'a', path: '/b', message: 'expected a list' };
  expect(new Problem('invalid_document', 'a: /b', { faults: [fault] }).faults).toEqual([fault]);
});

test('every kind is there once, and fit to be the label of a metric', () => {
  expect(new Set(PROBLEM_KINDS).size).toBe(PROBLEM_KINDS.length);
  expect(PROBLEM_KINDS.filter((kind) => !/^[a-z]+(_[a-z]+)*$/.test(kind))).toEqual([]);
});

describe('a document that is refused', () => {
  const faultAt = (path: string) => ({
    code: 'wrong_type',
    document: 'a.json',
    path,
    message: 'expected a list',
  });

  test.each([
    ['one fault', [faultAt('/b')], 'a.json: /b: expected a list'],
    ['a fault of the whole', [faultAt('')], 'a.json: (root): expected a list'],
    ['two faults', [faultAt('/b'), faultAt('/c')], 'a.json: /b: expected a list, and 1 more'],
    ['three faults', ['/b', '/c', '/d'].map(faultAt), 'a.json: /b: expected a list, and 2 more'],
  ])('names the first and keeps all of %s', (_, faults, sentence) => {
    const problem = invalidDocument(faults);
    expect([problem.kind, problem.value, problem.faults]).toEqual(['invalid_document', sentence, faults]);
  });

  test('is named with the place in it as people read it', () => {
    expect(placeText({ document: 'a.json', path: '/b/0' })).toBe('a.json: /b/0');
    expect(placeText({ document: 'a.json', path: '' })).toBe('a.json: (root)');
  });
});
