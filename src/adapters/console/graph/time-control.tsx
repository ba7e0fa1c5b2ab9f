import type { Graph } from '../../../graph/model.js';
import { drawCurves } from '../parts/curve.js';
import { localOf } from '../parts/moment.js';
import { Time } from '../parts/time.js';
import { useLanguage } from '../state/language.js';
import { useSay } from '../texts/use-say.js';
import { epochOfInput, localInputOf } from '../parts/local-input.js';
import { QuietInput } from './quiet-input.js';
import { timeScaleOf, type TimeScale } from './time-scale.js';
import { exposureIn, timeSpanOf, type TimeSpan } from './time-span.js';

interface TimeControlProps {
  readonly graph: Graph;
  readonly now: number;
  /** `null`: now. */
  readonly at: number | null;
  readonly onChange: (at: number | null) => void;
}

/** Steps of the slider: by key it moves by one of them. */
const STEPS = 1000;

/** The time that the graph is seen at, with what the rollouts do over it. */
export function TimeControl({ graph, now, at, onChange }: TimeControlProps) {
  const say = useSay();
  const spoken = useLanguage();
  const span = timeSpanOf(graph, now);
  const scale = timeScaleOf(graph, span);
  const shown = at ?? now;
  return (
    <div class="graph-control">
      <div class="graph-control-head">
        <label for="graph-time">{say('graph.time')}</label>
        <span class="graph-value">{at === null ? say('graph.live') : <Time at={at} />}</span>
        <button class="button button-small" disabled={at === null} onClick={() => onChange(null)}>
          {say('graph.now')}
        </button>
        <QuietInput
          type="datetime-local"
          step={1}
          label={say('graph.exactTime')}
          value={localInputOf(shown)}
          onType={(text) => onChange(epochOfInput(text) ?? at)}
        />
      </div>
      <Exposure {...{ graph, span, scale, now, at: shown }} />
      <input
        id="graph-time"
        type="range"
        min={0}
        max={STEPS}
        value={Math.round(scale.placeOf(shown) * STEPS * 100) / 100}
        step="any"
        aria-valuetext={localOf(shown, spoken)}
        onInput={({ currentTarget }) => onChange(scale.timeAt(Number(currentTarget.value) / STEPS))}
      />
    </div>
  );
}

interface ExposureProps {
  readonly graph: Graph;
  readonly span: TimeSpan;
  readonly scale: TimeScale;
  readonly now: number;
  readonly at: number;
}

const FRAME = { width: 600, height: 34 };

function Exposure({ graph, span, scale, now, at }: ExposureProps) {
  const say = useSay();
  const curves = exposureIn(graph, span);
  if (curves.length === 0) return null;
  const x = (time: number) => scale.placeOf(time) * FRAME.width;
  // In the units of the picture: between two points a curve is straight on this scale as well.
  const placed = curves.map((curve) => ({
    ...curve,
    points: curve.points.map(({ at: time, share }) => ({ at: x(time), share })),
  }));
  const drawing = drawCurves(placed, { ...FRAME, now: x(now) });
  return (
    <svg
      class="graph-exposure"
      viewBox={`0 -1 ${FRAME.width} ${FRAME.height + 2}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={say('graph.moves')}
    >
      {drawing.curves.map(({ name, path }) => (
        <g key={name}>
          <title>{name}</title>
          <path class="exposure-area" d={`${path}V${FRAME.height}H0Z`} />
          <path class="exposure-line" d={path} />
        </g>
      ))}
      {scale.breaks.map((place) => (
        <path
          key={place}
          class="exposure-break"
          d={`M${place * FRAME.width} ${FRAME.height}l4 -10m4 0l-4 10`}
        />
      ))}
      <path class="exposure-now" d={`M${x(now)} 0V${FRAME.height}`} />
      <path class="exposure-at" d={`M${x(at)} 0V${FRAME.height}`} />
    </svg>
  );
}
