import { arrowAt } from './mark-shapes.js';
import type { Rail } from './rails.js';
import type { Sight } from './sight.js';

interface RailsLayerProps {
  readonly rails: readonly Rail[];
  readonly sight: Sight;
}

/** All rails, as few paths: open ones, those that lead to nothing that is offered, and those of what rolls out. */
export function RailsLayer({ rails, sight: { isOpen, isRunning } }: RailsLayerProps) {
  const groups = KINDS.map((kind) => ({
    kind,
    rails: rails.filter((rail) => isOpen(rail) === kind.isOpen && isRunning(rail) === kind.isRunning),
  }));
  return (
    <g class="rails">
      {groups.map(({ kind, rails: some }) => (
        <g key={kind.name} class={kind.name}>
          <path class="rail" d={some.map(({ d }) => d).join('')} />
          <path class="rail-tip" d={some.map(({ tip }) => (tip ? arrowAt(tip) : '')).join('')} />
        </g>
      ))}
    </g>
  );
}

const KINDS = [
  { name: 'rail-held', isOpen: false, isRunning: false },
  { name: 'rail-held rail-running', isOpen: false, isRunning: true },
  { name: 'rail-open', isOpen: true, isRunning: false },
  { name: 'rail-open rail-running', isOpen: true, isRunning: true },
] as const;
