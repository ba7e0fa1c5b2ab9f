import { expect, test } from 'vitest';
import { KINDS, kindOf, OP_NAMES } from '../../../../src/adapters/console/publish/kinds.js';

test('every operation of the page is offered, once', () => {
  expect([...OP_NAMES].sort()).toEqual(Object.keys(KINDS).sort());
});

test.each(OP_NAMES)('%s names its release first', (op) => {
  expect(kindOf(op).fields[0]).toBe('version');
});
