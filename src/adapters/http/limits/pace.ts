/** Work on end that nobody needs to be spared, in milliseconds: people, who ask now and then, never wait. */
const CREDIT_MS = 100;

/** Work that is not for agents: at most half of the time, in the long run. */
export class Pace {
  #paidAt = 0;

  /** How long the next piece has to wait, in milliseconds; 0 for not at all. */
  get wait(): number {
    return Math.max(0, this.#paidAt - CREDIT_MS - performance.now());
  }

  /** Every millisecond of work is paid for with one of rest. */
  spend(start: number): void {
    const now = performance.now();
    this.#paidAt = Math.max(start, this.#paidAt) + 2 * (now - start);
  }
}
