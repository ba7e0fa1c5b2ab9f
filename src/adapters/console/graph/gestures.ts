import type { Point } from './polyline.js';
import type { ZoomControl } from './use-zoom.js';

/** Less is a click of a hand that is not quite still. */
const CLICK_PIXELS = 4;
/** For a wheel's turn of so many pixels the picture is twice as large. */
const DOUBLE_PIXELS = 400;

/**
 * Moves a picture by hand: drawn with a mouse or a finger, enlarged with two fingers or with Control and the wheel.
 * The wheel alone moves it only where there is something left to move; else it is the page's.
 */
export class Gestures {
  readonly #fingers = new Map<number, Point>();
  #travelled = 0;

  /** @param control as it is at the moment */
  constructor(
    private readonly place: HTMLElement,
    private readonly control: () => ZoomControl,
  ) {}

  /** Whether what is a click to the browser was the end of a move. */
  get wasMove(): boolean {
    return this.#travelled > CLICK_PIXELS;
  }

  /** @returns what ends it */
  begin(): () => void {
    const ends = new AbortController();
    const { signal } = ends;
    this.place.addEventListener('pointerdown', this.#down, { signal });
    this.place.addEventListener('pointermove', this.#move, { signal });
    this.place.addEventListener('pointerup', this.#up, { signal });
    this.place.addEventListener('pointercancel', this.#up, { signal });
    this.place.addEventListener('wheel', this.#wheel, { signal, passive: false });
    return () => ends.abort();
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (this.#fingers.size === 0) this.#travelled = 0;
    this.#fingers.set(event.pointerId, this.#pointOf(event));
  };

  readonly #move = (event: PointerEvent): void => {
    const { pointerId } = event;
    const before = this.#fingers.get(pointerId);
    const { isMovable, enlarge, move } = this.control();
    if (!before || (!isMovable && this.#fingers.size < 2)) return;
    const point = this.#pointOf(event);
    const other = [...this.#fingers].find(([id]) => id !== pointerId)?.[1];
    this.#fingers.set(pointerId, point);
    this.#travelled += distance(before, point);
    if (this.wasMove && !this.place.hasPointerCapture(pointerId)) this.place.setPointerCapture(pointerId);
    if (!other) return move({ x: point.x - before.x, y: point.y - before.y });
    enlarge(distance(point, other) / Math.max(1, distance(before, other)), other);
  };

  readonly #up = ({ pointerId }: PointerEvent): void => {
    this.#fingers.delete(pointerId);
  };

  readonly #wheel = (event: WheelEvent): void => {
    const { wouldMove, enlarge, move } = this.control();
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      return enlarge(2 ** (-event.deltaY / DOUBLE_PIXELS), this.#pointOf(event));
    }
    const by = { x: -event.deltaX, y: -event.deltaY };
    if (!wouldMove(by)) return;
    event.preventDefault();
    move(by);
  };

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.place.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
