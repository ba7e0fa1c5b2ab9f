import { TAGS, useLanguage, type Language } from '../state/language.js';
import { useNow } from '../state/clock.js';
import { useSay } from '../texts/use-say.js';
import { drawCurves, type Curve, type CurveDrawing } from './curve.js';

interface ExposureChartProps {
  readonly curves: readonly Curve[];
  /** What the picture says, for whoever cannot see it. */
  readonly label: string;
}

const FRAME = { width: 640, height: 160 };
const MARGIN = { left: 44, right: 12, top: 10, bottom: 26 };
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** How much of the fleet is let in over time, with now. */
export function ExposureChart({ curves, label }: ExposureChartProps) {
  const now = useNow(10);
  const drawing = drawCurves(curves, { ...FRAME, now });
  const [width, height] = [
    FRAME.width + MARGIN.left + MARGIN.right,
    FRAME.height + MARGIN.top + MARGIN.bottom,
  ];
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        <Axes drawing={drawing} />
        {drawing.curves.map(({ name, kind, path }) => (
          <path key={`${name} ${kind}`} class={`curve curve-${kind}`} d={path} />
        ))}
        <Now x={drawing.nowX} />
      </g>
    </svg>
  );
}

function Axes({ drawing: { ticks, width, height } }: { readonly drawing: CurveDrawing }) {
  const spoken = useLanguage();
  const isLong = (ticks[1]?.at ?? 0) - (ticks[0]?.at ?? 0) >= 86_400;
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
          <text x={x} y={height + 18} text-anchor="middle">
            {tickText(at, isLong, spoken)}
          </text>
        </g>
      ))}
    </>
  );
}

function Now({ x }: { readonly x: number | null }) {
  const say = useSay();
  if (x === null) return null;
  return (
    <g class="chart-now">
      <line x1={x} x2={x} y1={0} y2={FRAME.height} />
      <text x={x} y={-1} text-anchor={x > FRAME.width - 40 ? 'end' : 'middle'}>
        {say('app.now')}
      </text>
    </g>
  );
}

function tickText(at: number, isLong: boolean, spoken: Language): string {
  const day = { month: 'short', day: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(TAGS[spoken], isLong ? day : { ...day, ...time }).format(at * 1000);
}
