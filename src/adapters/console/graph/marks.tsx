import { BARS, CHECK, DISC, DOT, GATE, STOP } from './mark-shapes.js';
import { pie } from './pie.js';

interface PieProps {
  /** 0 to 1. */
  readonly share: number;
  readonly isStill: boolean;
}

/** A gate: nobody gets past it without having run it. */
export function BarrierMark() {
  return (
    <g class="mark-barrier">
      <path d={GATE.outline} />
      <path class="mark-inside" d={GATE.inside} />
    </g>
  );
}

/** A stop sign with a cross. */
export function DeadendMark() {
  return (
    <g class="mark-deadend">
      <path d={STOP.outline} />
      <path class="mark-inside" d={STOP.inside} />
    </g>
  );
}

/** A pie of who is offered it; two bars across it where it stands still. */
export function RolloutMark({ share, isStill }: PieProps) {
  const kind = share >= 1 ? 'mark-forall' : 'mark-rollout';
  return (
    <g class={kind}>
      <circle r={DISC} />
      <path class="mark-share" d={pie(share, DISC)} />
      {share >= 1 && <path class="mark-inside" d={CHECK} />}
      {isStill && <path class="mark-still" d={BARS} />}
    </g>
  );
}

export function PlainMark() {
  return <circle class="mark-plain" r={DOT} />;
}

/** Three releases on each other. */
export function PileMark() {
  return (
    <g class="mark-pile">
      <circle cx="2.6" cy="-2.6" r="4.2" />
      <circle r="4.2" />
      <circle cx="-2.6" cy="2.6" r="4.2" />
    </g>
  );
}
