import { expect, test } from 'vitest';
import { printable } from '../../src/graph/printable.js';

test.each([
  ['44.20260621.3.1 — 本节点', '44.20260621.3.1 — 本节点'],
  ['\u001b[31mred', '\ufffd[31mred'],
  ['two\nlines\r\u2028', 'two\ufffdlines\ufffd\ufffd'],
  ['\u202eturned\u0007\u0000', '\ufffdturned\ufffd\ufffd'],
])('of %j a terminal is shown %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
