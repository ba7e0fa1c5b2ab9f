import { Histogram } from 'prom-client';
import { BOUNDS, DurationCounts } from './duration-counts.js';

/** A histogram that is counted in plain numbers, ten times as fast, and made up when Prometheus asks. */
export class Durations extends Histogram {
  readonly counts = new DurationCounts();

  constructor(
    private readonly metric: string,
    private readonly explanation: string,
  ) {
    super({ name: metric, help: explanation, buckets: BOUNDS, registers: [] });
  }

  /** What prom-client makes both of its forms of; its own counts everything a second time. */
  getForPromString() {
    let total = 0;
    const buckets = this.counts.buckets.map((count, index) => {
      total += count;
      return this.#sample('bucket', total, { le: BOUNDS[index] ?? '+Inf' });
    });
    const values = [...buckets, this.#sample('sum', this.counts.sum), this.#sample('count', total)];
    return Promise.resolve({
      name: this.metric,
      help: this.explanation,
      type: 'histogram',
      aggregator: 'sum',
      values,
    });
  }

  #sample(suffix: string, value: number, labels: Readonly<Record<string, number | string>> = {}) {
    return { metricName: `${this.metric}_${suffix}`, value, labels, sharedLabels: {} };
  }
}
