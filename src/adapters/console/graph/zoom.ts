import type { Point } from './polyline.js';

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** What of a picture is seen: its point in the upper left corner, and how large one pixel of it is. */
export interface Zoom extends Point {
  readonly scale: number;
}

const LEAST = 0.1;
const PLEASANT = 1.25;
const MOST = 4;

/** The whole picture, in the middle; a small one no larger than is pleasant to read. */
export function wholeOf(picture: Extent, screen: Extent): Zoom {
  const scale = Math.min(PLEASANT, screen.width / picture.width, screen.height / picture.height);
  return settled({ x: 0, y: 0, scale: bounded(scale) }, picture, screen);
}

/** Larger or smaller around a point of the screen, which stays where it is. */
export function zoomedAt(zoom: Zoom, { x, y }: Point, factor: number): Zoom {
  const scale = bounded(zoom.scale * factor);
  return {
    scale,
    x: zoom.x + x / zoom.scale - x / scale,
    y: zoom.y + y / zoom.scale - y / scale,
  };
}

/** Moved by pixels of the screen. */
export function movedBy(zoom: Zoom, { x, y }: Point): Zoom {
  return { ...zoom, x: zoom.x - x / zoom.scale, y: zoom.y - y / zoom.scale };
}

/** Moved no farther than needed to have a point of the picture on the screen. */
export function showing(zoom: Zoom, point: Point, screen: Extent): Zoom {
  return {
    ...zoom,
    x: shifted(zoom.x, point.x, screen.width / zoom.scale),
    y: shifted(zoom.y, point.y, screen.height / zoom.scale),
  };
}

/** Moved back so far that the picture fills the screen, or stands in the middle of it. */
export function settled(zoom: Zoom, picture: Extent, screen: Extent): Zoom {
  return {
    ...zoom,
    x: held(zoom.x, picture.width, screen.width / zoom.scale),
    y: held(zoom.y, picture.height, screen.height / zoom.scale),
  };
}

/** Room around a point that is to be seen. */
const AROUND = 60;

function shifted(start: number, point: number, length: number): number {
  const room = Math.min(AROUND, length / 3);
  return Math.min(Math.max(start, point + room - length), point - room);
}

function held(start: number, picture: number, seen: number): number {
  if (picture <= seen) return (picture - seen) / 2;
  return Math.min(Math.max(start, 0), picture - seen);
}

function bounded(scale: number): number {
  return Math.min(Math.max(scale, LEAST), MOST);
}
