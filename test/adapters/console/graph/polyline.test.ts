import { expect, test } from 'vitest';
import { polyline } from '../../../../src/adapters/console/graph/polyline.js';

const at = (text: string) =>
  text.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number);
    return { x, y };
  });

test.each([
  ['of nothing is nothing', '', ''],
  ['is straight between two points', '0,0 9,0', 'M0 0L9 0'],
  ['has its corners rounded', '0,0 20,0 20,20', 'M0 0L13 0Q20 0 20 7L20 20'],
  ['has them less round where there is no room', '0,0 4,0 4,20', 'M0 0L2 0Q4 0 4 2L4 20'],
  ['leaves out what lies between', '0,0 5,0 5,0 20,0', 'M0 0L20 0'],
])('a line %s', (_, points, d) => {
  expect(polyline(points === '' ? [] : at(points))).toBe(d);
});
