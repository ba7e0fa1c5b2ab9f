import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../state/language.js';
import { TAGS, type Language } from '../texts/languages.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';
import { drawCurves, type Band, type Curve, type CurveDrawing, type TickLook } from './curve.js';

interface ExposureChartProps {
  readonly curves: readonly Curve[];
  /** What the picture says, for whoever cannot see it. */
  readonly label: string;
  /** While nothing moved. */
  readonly pauses?: readonly Band[];
}

const HEIGHT = 160;
const MARGIN = { left: 44, right: 12, top: 14, bottom: 26 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** How much of the fleet is let in over time, with now. It is as wide as its place: what is written stays legible. */
export function ExposureChart({ curves, label, pauses = [] }: ExposureChartProps) {
  const now = useNow(10);
  const { place, width } = useWidth();
  const frame = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT, now };
  const ahead = -60 * new Date(now * 1000).getTimezoneOffset();
  const drawing = drawCurves(curves, { ...frame, bands: pauses, ahead });
  const height = HEIGHT + MARGIN.top + MARGIN.bottom;
  return (
    <div ref={place} class="chart-place">
      <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
          <Bands drawing={drawing} />
          <Axes drawing={drawing} />
          {drawing.curves.map(({ name, kind, path }) => (
            <path key={`${name} ${kind}`} class={`curve curve-${kind}`} d={path} />
          ))}
          <Now drawing={drawing} />
        </g>
      </svg>
    </div>
  );
}

/** How wide the place is: pixels, as the page has it now. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const { current } = place;
    if (current === null) return undefined;
    const measure = () => setWidth(Math.max(240, Math.round(current.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return { place, width };
}

function Bands({ drawing: { bands, height } }: { readonly drawing: CurveDrawing }) {
  return (
    <>
      {bands.map(({ x, width }) => (
        <g key={x} class="chart-pause">
          <rect x={x} y={0} width={Math.max(width, 1)} height={height} />
          {width > 12 && (
            <text x={x + width / 2} y={height - 7} text-anchor="middle">
              ‖
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function Axes({ drawing: { ticks, tickLook, width, height } }: { readonly drawing: CurveDrawing }) {
  const spoken = useLanguage();
  return (
    <>
      {SHARES.map((share) => (
        <g key={share} class="grid">
          <line x1={0} x2={width} y1={(1 - share) * height} y2={(1 - share) * height} />
          <text x={-6} y={(1 - share) * height + 4} text-anchor="end">
            {share * 100} %
          </text>
        </g>
      ))}
      {ticks.map(({ at, x }) => (
        <g key={at} class="grid">
          <line x1={x} x2={x} y1={0} y2={height} />
          <text x={x} y={height + 18} text-anchor={anchorAt(x, width)}>
            {tickText(at, tickLook, spoken)}
          </text>
        </g>
      ))}
    </>
  );
}

function Now({ drawing: { nowX: x, width, height, curves } }: { readonly drawing: CurveDrawing }) {
  const say = useSay();
  if (x === null) return null;
  return (
    <g class="chart-now">
      <line x1={x} x2={x} y1={0} y2={height} />
      <text x={x} y={-4} text-anchor={anchorAt(x, width)}>
        {say('app.now')}
      </text>
      {curves.map(({ name, head }) => head && <circle key={name} cx={head.x} cy={head.y} r={4.5} />)}
    </g>
  );
}

/** What is written near an edge stays inside of it. */
function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x > width - 40) return 'end';
  return x < 8 ? 'start' : 'middle';
}

function tickText(at: number, { isDay, hasYear }: TickLook, spoken: Language): string {
  const year = hasYear ? ({ year: 'numeric' } as const) : {};
  const day = { ...year, month: 'short', day: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(TAGS[spoken], isDay ? day : { ...day, ...time }).format(at * 1000);
}
