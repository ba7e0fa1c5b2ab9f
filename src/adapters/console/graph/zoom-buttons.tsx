import { useSay } from '../texts/use-say.js';
import type { ZoomControl } from './use-zoom.js';

interface ZoomButtonsProps {
  readonly control: ZoomControl;
  readonly onNewest: () => void;
}

const LARGER = 1.4;

/** What the keys + − 0 and End do, for hands without a keyboard. */
export function ZoomButtons({ control, onNewest }: ZoomButtonsProps) {
  const say = useSay();
  const [larger, smaller] = [() => control.enlarge(LARGER), () => control.enlarge(1 / LARGER)];
  return (
    <div class="graph-zoom" role="group">
      <button class="button button-small" aria-label={say('graph.zoomIn')} onClick={larger}>
        +
      </button>
      <button class="button button-small" aria-label={say('graph.zoomOut')} onClick={smaller}>
        −
      </button>
      <button class="button button-small" onClick={control.whole}>
        {say('graph.whole')}
      </button>
      <button class="button button-small" onClick={onNewest}>
        {say('graph.toNewest')}
      </button>
    </div>
  );
}
