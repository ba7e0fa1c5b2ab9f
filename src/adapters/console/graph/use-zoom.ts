import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import type { Point } from './polyline.js';
import { movedBy, settled, showing, wholeOf, zoomedAt, type Extent, type Zoom } from './zoom.js';

/** How the picture lies on the screen, and what moves it. */
export interface ZoomControl {
  readonly zoom: Zoom;
  /** Whether some of it is not to be seen, so that it can be moved. */
  readonly isMovable: boolean;
  readonly move: (by: Point) => void;
  /** Whether there is something left to move that way. */
  readonly wouldMove: (by: Point) => boolean;
  /** @param around a point of the screen; its middle without */
  readonly enlarge: (factor: number, around?: Point) => void;
  readonly whole: () => void;
  readonly show: (point: Point) => void;
}

/** @param free what of the screen nothing stands before */
export function useZoom(picture: Extent, screen: Extent, free: Extent): ZoomControl {
  const [zoom, setZoom] = useState(() => wholeOf(picture, screen));
  // Another picture, or another screen: what was chosen for the old one means nothing.
  useLayoutEffect(
    () => setZoom(wholeOf(picture, screen)),
    [...[picture.width, picture.height, screen.width, screen.height]],
  );
  const change = useCallback(
    (next: (old: Zoom) => Zoom) => setZoom((old) => settled(next(old), picture, free)),
    [picture, free.width, free.height],
  );
  useLayoutEffect(() => change((old) => old), [change]);
  return {
    zoom,
    isMovable: picture.width * zoom.scale > free.width + 1 || picture.height * zoom.scale > free.height + 1,
    move: (by) => change((old) => movedBy(old, by)),
    wouldMove: (by) => {
      const next = settled(movedBy(zoom, by), picture, free);
      return Math.abs(next.x - zoom.x) > 0.01 || Math.abs(next.y - zoom.y) > 0.01;
    },
    enlarge: (factor, around) => {
      const middle = { x: free.width / 2, y: free.height / 2 };
      change((old) => zoomedAt(old, around ?? middle, factor));
    },
    whole: () => change(() => wholeOf(picture, free)),
    show: (point) => change((old) => showing(old, point, free)),
  };
}
