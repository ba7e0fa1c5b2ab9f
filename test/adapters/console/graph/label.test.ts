import { expect, test } from 'vitest';
import { labelOf, lettersOf } from '../../../../src/adapters/console/graph/label.js';

test.each([
  ['44.20260707.3.1', '44.20260707.3.1'],
  ['22.03-LTS-SP4.20240628.0', '22.03-LTS-SP4.20240628.0'],
  ['a'.repeat(20) + 'b'.repeat(20), `${'a'.repeat(12)}…${'b'.repeat(12)}`],
])('%s stands in the picture as %s', (version, label) => {
  expect(labelOf(version)).toBe(label);
});

test('letters of Chinese take the room of two', () => {
  expect(lettersOf('ab测试')).toBe(6);
});
