import { useEffect, useState } from 'preact/hooks';
import { Store } from './store.js';

/** By how much the server's clock is ahead of this machine's: milliseconds. Small differences are the network's. */
const ahead = new Store(0);
const WORTH_MENDING_MS = 2000;

/** Takes the time that stands in an answer for the server's. */
export function learnTime(date: string | null): void {
  const server = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  ahead.set(Math.abs(difference) > WORTH_MENDING_MS ? difference : 0);
}

/** The server's time: whole seconds since the Unix epoch, UTC. */
export function now(): number {
  return Math.floor((Date.now() + ahead.value) / 1000);
}

/** The same, drawn anew as it goes on. */
export function useNow(everySeconds = 1): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everySeconds * 1000);
    return () => clearInterval(timer);
  }, [everySeconds]);
  return time;
}
