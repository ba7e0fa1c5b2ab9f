import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  movedBy,
  settled,
  showing,
  wholeOf,
  zoomedAt,
  type Zoom,
} from '../../../../src/adapters/console/graph/zoom.js';

const sizes = fc.record({
  width: fc.integer({ min: 50, max: 4000 }),
  height: fc.integer({ min: 50, max: 4000 }),
});
const points = fc.record({ x: fc.integer({ min: 0, max: 900 }), y: fc.integer({ min: 0, max: 900 }) });
const zooms: fc.Arbitrary<Zoom> = fc.record({
  x: fc.integer({ min: -500, max: 4000 }),
  y: fc.integer({ min: -500, max: 4000 }),
  scale: fc.double({ min: 0.2, max: 3, noNaN: true }),
});

/** Where a point of the screen is in the picture. */
const under = ({ x, y, scale }: Zoom, point: { x: number; y: number }) => ({
  x: expect.closeTo(x + point.x / scale, 3),
  y: expect.closeTo(y + point.y / scale, 3),
});

describe('the zoom', () => {
  test('shows the whole picture in the middle', () => {
    expect(wholeOf({ width: 1000, height: 100 }, { width: 500, height: 500 })).toEqual({
      x: 0,
      y: -450,
      scale: 0.5,
    });
  });

  test('does not blow a small picture up', () => {
    expect(wholeOf({ width: 10, height: 10 }, { width: 500, height: 500 }).scale).toBe(1.25);
  });

  test('keeps what is under the pointer there', () => {
    fc.assert(
      fc.property(zooms, points, fc.double({ min: 0.5, max: 2, noNaN: true }), (zoom, point, factor) => {
        const next = zoomedAt(zoom, point, factor);
        const place = { x: next.x + point.x / next.scale, y: next.y + point.y / next.scale };
        expect(place).toEqual(under(zoom, point));
      }),
    );
  });

  test('has its ends', () => {
    const zoom = { x: 0, y: 0, scale: 1 };
    expect([zoomedAt(zoom, zoom, 1e9).scale, zoomedAt(zoom, zoom, 1e-9).scale]).toEqual([4, 0.1]);
  });

  test('moves the picture with the hand', () => {
    expect(movedBy({ x: 100, y: 100, scale: 2 }, { x: 10, y: -20 })).toEqual({ x: 95, y: 110, scale: 2 });
  });

  test('never loses the picture', () => {
    fc.assert(
      fc.property(zooms, sizes, sizes, (zoom, picture, screen) => {
        const { x, scale } = settled(zoom, picture, screen);
        const seen = screen.width / scale;
        if (picture.width <= seen) expect(x).toBeCloseTo((picture.width - seen) / 2);
        else expect(x >= 0 && x + seen <= picture.width + 0.001).toBe(true);
      }),
    );
  });

  test('shows what is asked for, and moves no farther than that', () => {
    fc.assert(
      fc.property(zooms, points, sizes, (zoom, point, screen) => {
        const next = showing(zoom, point, screen);
        const [left, right] = [next.x, next.x + screen.width / next.scale];
        expect(left <= point.x && point.x <= right).toBe(true);
        expect(showing(next, point, screen)).toEqual({
          ...next,
          x: expect.closeTo(next.x, 6),
          y: expect.closeTo(next.y, 6),
        });
      }),
    );
  });
});
