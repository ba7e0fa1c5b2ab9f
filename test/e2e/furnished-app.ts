import { createHash } from 'node:crypto';
import { Feeds } from '../../src/application/feeds.js';
import { Ingest } from '../../src/application/ingest.js';
import { indexOf, rolledOut } from '../application/releases.js';
import { ADMIN, RunningApp } from './running-app.js';
import { Upstream } from './upstream.js';

/** When everything stands as it is described: 2026-11-22T00:00:00Z. */
const NOW = 1_795_305_600;
const HOUR = 3600;
const DAY = 24 * HOUR;
const [WHY, KEYS] = ['https://tracker.example/issues/2130', 'https://docs.example/signing-keys'];

type Method = 'post' | 'put' | 'patch';

/**
 * A server with something of everything: real `stable` with a rollout that has come to 37 %, `2403-LTS` with one that
 * was paused and forgotten, `edge` managed here and about to roll out, `legacy` at its end of life, `testing` that follows
 * another server with a barrier of its own, and `next` whose source fails.
 */
export class FurnishedApp {
  private constructor(
    readonly app: RunningApp,
    private readonly upstream: Upstream,
    private readonly botToken: string,
    private readonly callToken: string,
  ) {}

  static async start(): Promise<FurnishedApp> {
    const upstream = await Upstream.start();
    upstream.publish('testing', { index: indexOf(...TESTING), updates: rolledOut(TESTING.at(-1) ?? '') });
    upstream.publish('next', { index: indexOf('45.20261101.1.0'), updates: rolledOut('45.20261101.1.0') });
    const app = await RunningApp.start({
      ...{ graphData: 'graph-data', ownTime: true, now: NOW - 20 * DAY },
      settings: { mirror: { url: upstream.url, streams: MIRRORED } },
    });
    const [bot, call] = [
      await tokenFor(app, 'release-bot', 'publisher'),
      await tokenFor(app, 'chen', 'operator'),
    ];
    await tokenFor(app, 'grafana', 'viewer');
    const furnished = new FurnishedApp(app, upstream, bot, call);
    await furnished.#furnish();
    return furnished;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.upstream.close();
  }

  async #furnish(): Promise<void> {
    await this.#makeLegacy();
    await this.#makeEdge();
    await this.#rollOutStable('44.20261108.3.0', NOW - 13 * DAY);
    await this.#pauseLts(NOW - 9 * DAY);
    await this.#bar('testing', TESTING[2] ?? '', NOW - 5 * DAY);
    await this.#rollOutStable('44.20261120.3.0', NOW - 0.37 * 48 * HOUR);
    await this.#failNext();
    await this.#at(NOW, ADMIN, 'put', '/edge/releases/24.03-E4/rollout', {
      start: later(6),
      duration: '24h',
    });
  }

  /** As whoever has the token would do it at that time. */
  async #at(...[time, token, method, path, body]: [number, string, Method, string, object]): Promise<void> {
    this.app.clock.at = time;
    const { status, text } = await this.app.as(token, method, `/admin/v1/streams${path}`).send(body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  }

  async #rollOutStable(version: string, time: number): Promise<void> {
    const body = { version, payloads: payloadsOf('stable', version), rollout: { duration: '48h' } };
    await this.#at(time, this.botToken, 'post', '/stable/releases', body);
  }

  async #pauseLts(time: number): Promise<void> {
    const body = { reason: WHY, public_reason: 'some nodes come up without network', review_at: later(-48) };
    await this.#at(
      time,
      this.callToken,
      'post',
      '/2403-LTS/releases/24.03-LTS.20261030.0/rollout/pause',
      body,
    );
  }

  async #bar(stream: string, version: string, time: number): Promise<void> {
    await this.#at(time, this.botToken, 'put', `/${stream}/releases/${version}/barrier`, { reason: KEYS });
  }

  async #makeEdge(): Promise<void> {
    const profile = {
      name: 'edge',
      aliases: ['gateways'],
      description: 'Gateways at the sites of customers',
    };
    await this.#at(NOW - 19 * DAY, ADMIN, 'post', '', profile);
    for (const [index, version] of EDGE.entries()) {
      const body = { version, payloads: payloadsOf('edge', version) };
      await this.#at(NOW - (18 - index) * DAY, this.botToken, 'post', '/edge/releases', body);
    }
    await this.#bar('edge', EDGE[1] ?? '', NOW - 14 * DAY);
    const deadend = { reason: 'the disk is too small for what comes next' };
    await this.#at(NOW - 13 * DAY, this.botToken, 'put', `/edge/releases/${EDGE[2]}/deadend`, deadend);
  }

  async #makeLegacy(): Promise<void> {
    await this.#at(NOW - 20 * DAY, ADMIN, 'post', '', { name: 'legacy', description: 'Until 2025' });
    const body = { version: '22.03-1', payloads: payloadsOf('legacy', '22.03-1') };
    await this.#at(NOW - 20 * DAY, this.botToken, 'post', '/legacy/releases', body);
    await this.#at(NOW - 20 * DAY, ADMIN, 'patch', '/legacy', { state: 'eol' });
  }

  /** Its source was well two hours ago; that of `testing` is well now. */
  async #failNext(): Promise<void> {
    await this.#readMirror(NOW - 2 * HOUR);
    this.upstream.instead('/updates/next.json', (_, response) => response.end('<html>Bad gateway</html>'));
    await this.#readMirror(NOW);
  }

  async #readMirror(time: number): Promise<void> {
    this.app.clock.at = time;
    const feed = this.app.app.get(Feeds).of('mirror')!;
    for (const name of MIRRORED) await this.app.app.get(Ingest).tryStream(feed, name);
  }
}

const MIRRORED = ['testing', 'next'];
const TESTING = ['45.20260901.2.0', '45.20260920.2.0', '45.20261005.2.1', '45.20261101.2.0'];
const EDGE = ['24.03-E0', '24.03-E1', '24.03-E2', '24.03-E3', '24.03-E4'];

async function tokenFor(app: RunningApp, name: string, role: string): Promise<string> {
  return (await app.as(ADMIN, 'post', '/admin/v1/tokens').send({ name, role }).expect(201)).body.token;
}

function payloadsOf(stream: string, version: string): readonly object[] {
  const basearches = stream === 'stable' ? [...COMMON, 'ppc64le', 's390x'] : COMMON;
  return basearches.flatMap((basearch) => {
    const hash = (...more: string[]) =>
      createHash('sha256')
        .update([stream, version, basearch, ...more].join('/'))
        .digest('hex');
    const image = `registry.example/${stream}@sha256:${hash('oci')}`;
    return [
      { basearch, scheme: 'checksum', payload: hash() },
      { basearch, scheme: 'oci', payload: image },
    ];
  });
}

const COMMON = ['aarch64', 'x86_64'];

/** A time some hours from now. */
function later(hours: number): string {
  return new Date((NOW + hours * HOUR) * 1000).toISOString().replace('.000', '');
}
