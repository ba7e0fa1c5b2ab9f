import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../state/clock.js';
import { useLanguage } from '../state/language.js';
import { distanceOf, epochOf, lengthOf, localOf, utcOf } from './moment.js';

interface TimeProps {
  /** RFC 3339, or seconds since the Unix epoch. */
  readonly at: string | number;
}

/** A moment in the viewer's zone; UTC to whoever hovers. */
export function Time({ at }: TimeProps) {
  const spoken = useLanguage();
  const epoch = typeof at === 'number' ? at : epochOf(at);
  const utc = utcOf(epoch);
  return (
    <time dateTime={utc} title={utc}>
      {localOf(epoch, spoken)}
    </time>
  );
}

/** How long ago, or in how long; the moment itself to whoever hovers. */
export function Distance({ at }: TimeProps) {
  const spoken = useLanguage();
  const epoch = typeof at === 'number' ? at : epochOf(at);
  const [isNear, setNear] = useState(true);
  const now = useNow(isNear ? 1 : 30);
  useEffect(() => setNear(Math.abs(epoch - now) < NEAR), [epoch, now]);
  return (
    <time dateTime={utcOf(epoch)} title={`${localOf(epoch, spoken)} · ${utcOf(epoch)}`}>
      {distanceOf(epoch, now, spoken)}
    </time>
  );
}

/** How long something takes. */
export function Length({ minutes }: { readonly minutes: number }) {
  const spoken = useLanguage();
  return <>{lengthOf(minutes, spoken)}</>;
}

/** Within it seconds are counted. */
const NEAR = 90;
