import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Comb } from './comb.js';
import { Gestures } from './gestures.js';
import type { ZoomControl } from './use-zoom.js';
import { walk, type Step } from './walk.js';
import type { Extent } from './zoom.js';

interface CanvasProps {
  readonly comb: Comb;
  readonly screen: Extent;
  readonly control: ZoomControl;
  /** What the picture is, and how it is walked through. */
  readonly label: string;
  readonly help: string;
  /** Where the keyboard is: position in the list of spots. */
  readonly cursor: number | null;
  /** What is at the cursor, in a sentence. */
  readonly said: string;
  readonly onCursor: (spot: number) => void;
  /** @param spot `null` for none any more */
  readonly onPick: (spot: number | null) => void;
  readonly onSearch: () => void;
  readonly children: ComponentChildren;
}

/** What the picture is drawn on: moved and enlarged by hand, walked through by keyboard. */
export function Canvas(props: CanvasProps) {
  const { comb, screen, control, label, help, cursor, said, children } = props;
  const place = useRef<HTMLDivElement>(null);
  const gestures = useGestures(place, control);
  const { zoom, isMovable } = control;
  const pick = ({ target }: MouseEvent) => {
    if (gestures.current?.wasMove === true || !(target instanceof Element)) return;
    const spot = target.closest('[data-spot]')?.getAttribute('data-spot') ?? null;
    props.onPick(spot === null ? null : Number(spot));
  };
  return (
    <div
      ref={place}
      class={`graph-canvas ${isMovable ? 'is-movable' : ''}`}
      tabIndex={0}
      role="application"
      aria-label={label}
      aria-describedby="graph-keys"
      onClick={pick}
      onKeyDown={(event) => onKey(event, props)}
    >
      <svg width={screen.width} height={screen.height} aria-hidden="true">
        <g transform={`scale(${zoom.scale}) translate(${-zoom.x} ${-zoom.y})`}>
          {children}
          <Cursor comb={comb} cursor={cursor} />
        </g>
      </svg>
      <p id="graph-keys" class="hidden">
        {help}
      </p>
      <p class="hidden" aria-live="polite">
        {said}
      </p>
    </div>
  );
}

function useGestures(place: RefObject<HTMLElement | null>, control: ZoomControl) {
  const latest = useRef(control);
  latest.current = control;
  const gestures = useRef<Gestures | null>(null);
  useEffect(() => {
    if (!place.current) return;
    gestures.current = new Gestures(place.current, () => latest.current);
    return gestures.current.begin();
  }, [place]);
  return gestures;
}

function Cursor({ comb, cursor }: Pick<CanvasProps, 'comb' | 'cursor'>) {
  const spot = comb.spots[cursor ?? -1];
  if (!spot) return null;
  return (
    <rect
      class="graph-cursor"
      x={spot.x - 10}
      y={spot.y - 10}
      width={spot.end - spot.x + 14}
      height={20}
      rx={6}
    />
  );
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'older',
  ArrowDown: 'newer',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

const LARGER = 1.25;

function onKey(event: KeyboardEvent, { comb, control, cursor, ...props }: CanvasProps): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event.key, { comb, control, cursor, ...props });
  if (!act) return;
  event.preventDefault();
  act();
}

function actionOf(key: string, { comb, control, cursor, ...props }: CanvasProps): (() => void) | null {
  const step = STEPS[key];
  if (step)
    return () => props.onCursor(cursor === null ? comb.spots.length - 1 : walk(comb.spots, cursor, step));
  const actions: Readonly<Record<string, () => void>> = {
    Enter: () => props.onPick(cursor),
    ' ': () => props.onPick(cursor),
    Escape: () => props.onPick(null),
    '+': () => control.enlarge(LARGER),
    '=': () => control.enlarge(LARGER),
    '-': () => control.enlarge(1 / LARGER),
    '0': control.whole,
    '/': props.onSearch,
  };
  return actions[key] ?? null;
}
