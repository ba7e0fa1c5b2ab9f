import { describe, expect, test } from 'vitest';
import { drawCurves, type Curve } from '../../../../src/adapters/console/parts/curve.js';

const HOUR = 3600;
const T0 = 1_795_305_600; // 2026-11-22T00:00:00Z
const FRAME = { now: T0 + 12 * HOUR, width: 480, height: 100 };

const curve = (kind: Curve['kind'], ...points: readonly (readonly [number, number])[]): Curve => ({
  ...{ name: 'v', kind },
  points: points.map(([hour, share]) => ({ at: T0 + hour * HOUR, share })),
});

describe('curves in a frame', () => {
  test('reach from its left to its right, everybody above and nobody below', () => {
    const { curves, nowX } = drawCurves([curve('planned', [0, 0], [48, 1])], FRAME);
    expect(curves).toEqual([{ name: 'v', kind: 'planned', path: 'M0 100L480 0', head: null }]);
    expect(nowX).toBe(120);
  });

  test('have a head where an actual one has come to', () => {
    const both = [curve('planned', [0, 0], [48, 1]), curve('actual', [0, 0], [12, 0.25])];
    expect(drawCurves(both, FRAME).curves.map(({ head }) => head)).toEqual([null, { x: 120, y: 75 }]);
  });

  test('never leave it', () => {
    const { curves } = drawCurves([curve('planned', [0, -1], [48, 2])], FRAME);
    expect(curves[0]?.path).toBe('M0 100L480 0');
  });

  test('mark what is marked', () => {
    const bands = [{ from: T0 + 6 * HOUR, to: T0 + 12 * HOUR }];
    expect(drawCurves([curve('planned', [0, 0], [48, 1])], { ...FRAME, bands }).bands).toEqual([
      { x: 60, width: 60 },
    ]);
  });

  test('of no length, or of none at all, have an hour to both sides', () => {
    expect(drawCurves([curve('actual', [12, 0.5])], FRAME).curves[0]?.path).toBe('M240 50');
    expect(drawCurves([], FRAME).nowX).toBe(240);
  });
});

describe('the ticks', () => {
  const ticks = (hours: number, frame: object = {}) => {
    const { ticks, tickLook } = drawCurves([curve('planned', [0, 0], [hours, 1])], { ...FRAME, ...frame });
    const look = [tickLook.isDay ? 'day' : 'moment', tickLook.hasYear ? 'year' : ''].join(' ').trim();
    return [look, ticks.map(({ at }) => (at - T0) / HOUR).join(' ')];
  };

  test.each([
    [48, { width: 960 }, ['moment', '0 12 24 36 48']],
    [48, { width: 320 }, ['day', '0 24 48']],
    [48, { width: 320, ahead: 8 * HOUR }, ['day', '16 48']],
    [46, { width: 960 }, ['moment', '0 12 24 36 46']],
    [50, { width: 960 }, ['moment', '0 12 24 36 50']],
    [2, {}, ['moment', '0 0.5 1 2']],
    [365 * 24, { width: 640 }, ['day year', '264 2424 4584 6744 8760']],
    [365 * 24, { width: 120 }, ['day year', '8760']],
    [40 * 24, { width: 640 }, ['day year', '96 264 432 600 960']],
    [38 * 24, { width: 640, ahead: 24 * HOUR }, ['day', '72 240 408 576 744 912']],
  ])(
    'of %d hours with %j are at round moments and at the end, with room for what is written',
    (hours, frame, expected) => {
      expect(ticks(hours, frame)).toEqual(expected);
    },
  );
});
