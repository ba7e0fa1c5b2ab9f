import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Clock } from '../../../application/clock.js';
import { Instances } from '../../../application/instances.js';
import { Readiness } from '../../../application/readiness.js';
import { Snapshots } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { Traffic } from '../agent/traffic.js';
import { Shed } from '../limits/shed.js';
import { freshnessFamilies } from './freshness-families.js';
import { metricFamilies, type Family } from './metric-families.js';
import { countVisibleTimes } from './visible-times.js';

/** Which Roost this is. */
export abstract class Build {
  abstract readonly version: string;
}

const INGEST_HELP = 'How long an attempt to take the documents of a stream took, well or not.';
const INGEST_BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];
const VISIBLE_HELP = 'From a change to its being served here, in whole seconds by the clock of the database.';
const VISIBLE_BOUNDS = [1, 2, 5, 10, 30, 60, 300];

/** What Prometheus reads: collected at the scrape from what is there anyway, so that requests pay nothing for it. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(
    snapshots: Snapshots,
    sources: Sources,
    readiness: Readiness,
    instances: Instances,
    clock: Clock,
    traffic: Traffic,
    shed: Shed,
    { version }: Build,
  ) {
    this.#registry.registerMetric(traffic.durations);
    const observed = { snapshots, sources, readiness, clock, traffic, shed, version };
    const families = [...metricFamilies(observed), ...freshnessFamilies(readiness, instances)];
    for (const family of families) this.#register(family);
    const attempts = this.#histogram('ingest_duration_seconds', INGEST_HELP, INGEST_BOUNDS);
    sources.onAttempt((seconds) => attempts.observe(seconds));
    countVisibleTimes(
      this.#histogram('publish_to_visible_seconds', VISIBLE_HELP, VISIBLE_BOUNDS),
      snapshots,
      clock,
    );
  }

  /** Content type and text of a scrape. */
  async scrape(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #histogram(name: string, help: string, buckets: number[]): Histogram {
    return new Histogram({ name: `roost_${name}`, help, buckets, registers: [this.#registry] });
  }

  #register({ type, name, help, labels, collect }: Family): void {
    const prefix = /^(process|nodejs)_/.test(name) ? '' : 'roost_';
    const options = { name: prefix + name, help, labelNames: [...labels], registers: [this.#registry] };
    if (type === 'gauge') {
      new Gauge({
        ...options,
        collect() {
          this.reset();
          for (const [sample, value] of collect()) this.set(sample, value);
        },
      });
      return;
    }
    new Counter({
      ...options,
      collect() {
        this.reset();
        for (const [sample, value] of collect()) this.inc(sample, value);
      },
    });
  }
}
