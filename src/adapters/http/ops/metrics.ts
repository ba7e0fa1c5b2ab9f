import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { Clock } from '../../../application/clock.js';
import { Readiness } from '../../../application/readiness.js';
import { Snapshots } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { Traffic } from '../agent/traffic.js';
import { Shed } from '../limits/shed.js';
import { metricFamilies, type Family } from './metric-families.js';

/** Which Roost this is. */
export abstract class Build {
  abstract readonly version: string;
}

/** What Prometheus reads: collected at the scrape from what is there anyway, so that requests pay nothing for it. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(
    snapshots: Snapshots,
    sources: Sources,
    readiness: Readiness,
    clock: Clock,
    traffic: Traffic,
    shed: Shed,
    { version }: Build,
  ) {
    this.#registry.registerMetric(traffic.durations);
    for (const family of metricFamilies({ snapshots, sources, readiness, clock, traffic, shed, version }))
      this.#register(family);
  }

  /** Content type and text of a scrape. */
  async scrape(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
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
