import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { Clock } from '../../../application/clock.js';
import { Readiness } from '../../../application/readiness.js';
import { Snapshots, type Snapshot } from '../../../application/snapshots.js';
import { Sources } from '../../../application/sources.js';
import { ROLLOUT_STATES, rolloutState, throttleAt } from '../../../graph/rollout.js';
import { Traffic } from '../agent/traffic.js';
import { statusOf } from '../problem-response.js';

/**
 * What Prometheus reads. Everything is collected at the scrape from what is there anyway, so requests
 * pay nothing for it; labels are known streams and basearches only. Names from needs.md 2.3.
 */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();

  constructor(
    private readonly snapshots: Snapshots,
    private readonly sources: Sources,
    private readonly readiness: Readiness,
    private readonly clock: Clock,
    private readonly traffic: Traffic,
  ) {
    collectDefaultMetrics({ register: this.#registry });
    this.#registry.registerMetric(traffic.durations);
    this.#requests();
    this.#graphs();
    this.#rollouts();
    this.#ingest();
    this.#state();
  }

  /** Content type and text of a scrape. */
  async scrape(): Promise<{ readonly type: string; readonly text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }

  #requests(): void {
    const scope = ['stream', 'basearch', 'scheme'] as const;
    this.#counter('graph_requests_total', 'Requests for graphs.', [...scope, 'code', 'kind'], (add) => {
      for (const { sent, notModified, stream, basearch, scheme } of this.traffic.scopes()) {
        add({ stream, basearch, scheme, code: '200', kind: '' }, sent);
        add({ stream, basearch, scheme, code: '304', kind: '' }, notModified);
      }
      for (const [kind, count] of this.traffic.problems()) {
        const other = { stream: 'other', basearch: 'other', scheme: 'other' };
        add({ ...other, code: String(statusOf(kind)), kind }, count);
      }
    });
    const help =
      'Requests for graphs with neither node_uuid nor rollout_wariness: they all share one wariness.';
    this.#counter('requests_missing_uuid_total', help, [], (add) => add({}, this.traffic.anonymous));
  }

  #graphs(): void {
    const labels = ['stream', 'basearch', 'scheme'];
    this.#gauge('snapshot_nodes', 'Nodes of a graph.', labels, (set) =>
      this.#eachScope((scope, { graph }) => set(scope, graph.nodes.length)),
    );
    this.#gauge('snapshot_edges', 'Edges of a graph before throttling.', labels, (set) =>
      this.#eachScope((scope, { graph }) => set(scope, graph.edges.length)),
    );
    this.#gauge('stream_revision', 'How often a stream has changed.', ['stream'], (set) =>
      this.#eachStream(({ name, revision }) => set({ stream: name }, revision)),
    );
    this.#gauge('stream_updated_timestamp_seconds', 'When a stream changed last.', ['stream'], (set) =>
      this.#eachStream(({ name, updatedAt }) => set({ stream: name }, updatedAt)),
    );
  }

  #rollouts(): void {
    const unfinished = (
      visit: (stream: string, version: string, throttle: number, state: string) => void,
    ) => {
      const now = this.clock.now();
      this.#eachStream(({ name, releases }) => {
        for (const { version, rollout } of releases) {
          const state = rollout ? rolloutState(rollout, now) : 'finished';
          if (rollout && state !== 'finished') visit(name, version, throttleAt(rollout, now), state);
        }
      });
    };
    const labels = ['stream', 'version'];
    this.#gauge('rollout_exposed_ratio', 'How far an unfinished rollout has come, 0 to 1.', labels, (set) =>
      unfinished((stream, version, throttle) => set({ stream, version }, throttle)),
    );
    this.#gauge('rollout_state', '1 for the state of an unfinished rollout.', [...labels, 'state'], (set) =>
      unfinished((stream, version, _, current) => {
        for (const state of ROLLOUT_STATES) set({ stream, version, state }, state === current ? 1 : 0);
      }),
    );
  }

  #ingest(): void {
    this.#counter(
      'ingest_attempts_total',
      'Documents read, by result.',
      ['stream', 'result', 'kind'],
      (add) => {
        for (const stream of this.sources.all().keys()) {
          const { succeeded, failed } = this.sources.attemptsOf(stream);
          add({ stream, result: 'success', kind: '' }, succeeded);
          for (const [kind, count] of failed) add({ stream, result: 'failure', kind }, count);
        }
      },
    );
    const last = 'ingest_last_success_timestamp_seconds';
    this.#gauge(last, 'When the documents were last as they should be.', ['stream'], (set) => {
      for (const [stream, { lastSuccess }] of this.sources.all()) set({ stream }, lastSuccess ?? 0);
    });
    this.#gauge('ingest_failing', '1 while the last good state is served instead.', ['stream'], (set) => {
      for (const [stream, { lastError }] of this.sources.all()) set({ stream }, lastError ? 1 : 0);
    });
    this.#gauge(
      'findings',
      'What lint finds in the documents served.',
      ['stream', 'severity', 'code'],
      (set) => {
        for (const [stream, { findings }] of this.sources.all()) {
          const counts = Map.groupBy(findings, ({ severity, code }) => `${severity} ${code}`);
          for (const [key, group] of counts) {
            const [severity = '', code = ''] = key.split(' ');
            set({ stream, severity, code }, group.length);
          }
        }
      },
    );
  }

  #state(): void {
    this.#gauge('ready', '1 once agents are served.', [], (set) => set({}, this.readiness.ready ? 1 : 0));
    this.#gauge('db_up', '1 while the database answers.', [], (set) =>
      set({}, this.readiness.databaseUp ? 1 : 0),
    );
    this.#gauge('source_up', '1 while the source of documents can be read.', [], (set) =>
      set({}, this.sources.unreadable === null ? 1 : 0),
    );
  }

  #eachStream(visit: (stream: Snapshot['stream']) => void): void {
    for (const { stream } of this.snapshots.all()) visit(stream);
  }

  #eachScope(visit: (labels: Labels, scope: Snapshot['scopes'][number]) => void): void {
    for (const { stream, scopes } of this.snapshots.all()) {
      for (const scope of scopes) {
        visit({ stream: stream.name, basearch: scope.basearch, scheme: scope.scheme }, scope);
      }
    }
  }

  #gauge(name: string, help: string, labelNames: readonly string[], collect: (set: Report) => void): void {
    new Gauge({
      ...this.#options(name, help, labelNames),
      collect() {
        this.reset();
        collect((labels, value) => this.set(labels, value));
      },
    });
  }

  #counter(name: string, help: string, labelNames: readonly string[], collect: (add: Report) => void): void {
    new Counter({
      ...this.#options(name, help, labelNames),
      collect() {
        this.reset();
        collect((labels, value) => this.inc(labels, value));
      },
    });
  }

  #options(name: string, help: string, labelNames: readonly string[]) {
    return { name: `roost_${name}`, help, labelNames: [...labelNames], registers: [this.#registry] };
  }
}

type Labels = Readonly<Record<string, string>>;
type Report = (labels: Labels, value: number) => void;
