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

/** One clock for all that is drawn by it: it goes while somebody looks. */
class Ticking extends Store<number> {
  #timer: ReturnType<typeof setInterval> | null = null;
  #listening = 0;

  override subscribe(listener: () => void): () => void {
    const leave = super.subscribe(listener);
    this.#listening += 1;
    this.#timer ??= setInterval(() => this.set(now()), 1000);
    return () => {
      leave();
      this.#listening -= 1;
      if (this.#listening > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }
}

const ticking = new Ticking(now());

/** The server's time, drawn anew as it goes on. */
export function useNow(everySeconds = 1): number {
  const [, redraw] = useState(0);
  useEffect(() => {
    const step = () => Math.floor(now() / everySeconds);
    let drawn = step();
    return ticking.subscribe(() => {
      if (step() === drawn) return;
      drawn = step();
      redraw((count) => count + 1);
    });
  }, [everySeconds]);
  return now();
}
