/** Upper bounds of the buckets, in seconds. */
export const BOUNDS = [
  0.000_01, 0.000_025, 0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.005, 0.025, 0.05, 0.1, 0.5, 1,
];

/** A histogram in plain numbers. */
export class DurationCounts {
  /** One for each bound and one for what is beyond. */
  readonly #buckets = new Float64Array(BOUNDS.length + 1);
  #sum = 0;

  get buckets(): readonly number[] {
    return [...this.#buckets];
  }

  /** Of all that was counted, in seconds. */
  get sum(): number {
    return this.#sum;
  }

  count(seconds: number): void {
    let bucket = 0;
    while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket += 1;
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  /** Adds what was counted elsewhere. */
  add({ buckets, sum }: Taken): void {
    for (const [bucket, count] of buckets.entries()) {
      this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + count;
    }
    this.#sum += sum;
  }

  /** What was counted; from then on it counts anew. */
  take(): Taken {
    const taken = { buckets: this.buckets, sum: this.#sum };
    this.#buckets.fill(0);
    this.#sum = 0;
    return taken;
  }
}

interface Taken {
  readonly buckets: readonly number[];
  readonly sum: number;
}
