import { now } from './clock.js';

/** When something was away. All times in milliseconds since the Unix epoch. */
export class Outages {
  readonly #spans: { readonly from: number; to: number }[] = [];

  /** Away already, it stays so until it ends once. */
  begin(): void {
    if (!this.isAway) this.#spans.push({ from: now(), to: Infinity });
  }

  end(): void {
    const last = this.#spans.at(-1);
    if (last?.to === Infinity) last.to = now();
  }

  get isAway(): boolean {
    return this.#spans.at(-1)?.to === Infinity;
  }

  /** When it came back last: 0 where it never was away, `Infinity` while it is. */
  get lastEnd(): number {
    return this.#spans.at(-1)?.to ?? 0;
  }

  /** Whether it was away at any moment of a span, or had come back less than `graceMs` before. */
  touch(from: number, to: number, graceMs = 0): boolean {
    return this.#spans.some((span) => span.from <= to && span.to + graceMs >= from);
  }

  /** For how much of a span it was away. */
  within(from: number, to: number): number {
    return this.#spans.reduce(
      (sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)),
      0,
    );
  }
}
