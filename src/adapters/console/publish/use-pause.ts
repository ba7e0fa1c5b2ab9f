import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

const PAUSE_MS = 300;

/** A value once nothing else has come for a while: what takes long is not done for every letter. */
export function usePaused<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (settled === value) return undefined;
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

interface Pausing<T> {
  readonly value: T;
  /** The one with which nothing is to be done any more. */
  readonly done: T;
  readonly isUrgent: boolean;
}

/**
 * Does something with a value after a pause in its changes; at once where it is urgent, and where the page is left, so
 * that nothing is lost.
 */
export function useAfterPause<T>({ value, done, isUrgent }: Pausing<T>, act: () => void): void {
  const last = useRef({ done, value, act });
  last.current = { done: last.current.done, value, act };
  const [settle] = useState(() => () => {
    const { current } = last;
    if (current.done === current.value) return;
    last.current = { ...current, done: current.value };
    current.act();
  });
  useLayoutEffect(() => {
    if (isUrgent) settle();
    const timer = setTimeout(settle, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  useLayoutEffect(() => {
    addEventListener('pagehide', settle);
    return () => {
      removeEventListener('pagehide', settle);
      settle();
    };
  }, []);
}
