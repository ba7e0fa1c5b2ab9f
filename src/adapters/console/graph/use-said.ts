import { useEffect, useRef, useState } from 'preact/hooks';

/** So long a person must be still before something is said. */
const STILL_MS = 400;

/**
 * What is said aloud of something that also moves by itself: only after a person has done something, never by the clock.
 * @param text as it stands
 * @param cause what a person has chosen; a change of it is what is told of
 */
export function useSaid(text: string, cause: string): string {
  const latest = useRef(text);
  latest.current = text;
  const told = useRef(cause);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (told.current === cause) return;
    const timer = setTimeout(() => {
      told.current = cause;
      setSaid(latest.current);
    }, STILL_MS);
    return () => clearTimeout(timer);
  }, [cause]);
  return said;
}
