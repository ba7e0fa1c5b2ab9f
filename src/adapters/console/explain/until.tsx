import { distanceOf, epochOf } from '../parts/moment.js';
import { Time } from '../parts/time.js';
import { useLanguage } from '../state/language.js';

interface UntilProps {
  readonly at: string;
  /** The moment that is asked about. */
  readonly from: string;
}

/** A moment, and how far it is from the one that is asked about, which need not be the present. */
export function Until({ at, from }: UntilProps) {
  return (
    <span class="until">
      <Time at={at} /> (<UntilDistance at={at} from={from} />)
    </span>
  );
}

/** The distance alone. */
export function UntilDistance({ at, from }: UntilProps) {
  return <>{distanceOf(epochOf(at), epochOf(from), useLanguage())}</>;
}
