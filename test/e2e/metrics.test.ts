import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Release, Rollout } from '../../src/graph/model.js';
import { digestOf } from '../graph/aliased-streams.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { RunningApp } from './running-app.js';

const NOW = 1_800_000_000;
const ALIAS = 'e'.repeat(64);
const SCOPE = 'stream="stable",basearch="x86_64",scheme="checksum"';
const IMAGES = 'stream="stable",basearch="x86_64",scheme="oci"';
let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: NOW });
  await app.store.change('stable', releasesAre(...RELEASES), NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const image = (number: number) => `quay.io/os@${digestOf(number)}`;
const everywhere = { reason: 'r', basearches: null };
const rollout = (startEpoch: number | null, durationMinutes: number | null): Rollout => ({
  ...{ startEpoch, startFraction: 0, durationMinutes, basearches: null, pause: null },
});

const RELEASES: readonly Release[] = [
  release('1', {
    payloads: [
      { basearch: 'x86_64', scheme: 'checksum', payload: '1'.repeat(64) },
      { basearch: 'x86_64', scheme: 'oci', payload: image(1) },
    ],
    aliases: [{ basearch: 'x86_64', scheme: 'checksum', payload: ALIAS, reason: 'labels' }],
  }),
  release('2', { deadend: everywhere }),
  release('3', { barrier: everywhere, rollout: rollout(NOW - 600, null) }),
  release('4', { rollout: rollout(NOW - 3600, 600) }),
  release('5', { rollout: rollout(null, null) }),
  release('6'),
  release('7'),
];

async function metrics(): Promise<readonly string[]> {
  return (await app.get('/metrics')).text.split('\n');
}

/** The value of a metric with these labels. */
async function valueOf(metric: string): Promise<number> {
  const line = (await metrics()).find((one) => one.startsWith(`${metric} `));
  return Number(line?.slice(metric.length + 1));
}

describe('what /metrics says of a graph', () => {
  test('are its deadends, and its nodes that have no path though newer ones exist', async () => {
    // 5 and 6: nothing behind them is rolled out. 7 is the newest, 2 a deadend.
    expect(await valueOf(`roost_deadend_nodes{${SCOPE}}`)).toBe(1);
    expect(await valueOf(`roost_no_path_nodes{${SCOPE}}`)).toBe(2);
    expect(await valueOf(`roost_deadend_nodes{${IMAGES}}`)).toBe(0);
    expect(await valueOf(`roost_no_path_nodes{${IMAGES}}`)).toBe(0);
  });
});

describe('what /metrics says of a rollout', () => {
  const paused = async () =>
    (await metrics()).filter((line) => line.startsWith('roost_rollout_paused_seconds{'));

  test('is for how long it has been paused, where that is known', async () => {
    expect(await paused()).toEqual(['roost_rollout_paused_seconds{stream="stable",version="3"} 600']);
    app.clock.at = NOW + 86_400;
    expect(await paused()).toEqual(['roost_rollout_paused_seconds{stream="stable",version="3"} 87000']);
    app.clock.at = NOW;
  });
});

describe('an agent whose payload nobody knows', () => {
  const ask = (query: string) => app.get(`/v1/graph?stream=stable&basearch=x86_64${query}`);

  test.each([
    ['counts', `&os_checksum=${'a'.repeat(64)}`, SCOPE, 1],
    ['counts in the other scheme', `&oci=true&os_checksum=${image(9)}`, IMAGES, 1],
    ['counts where its image has no digest', '&oci=true&os_checksum=quay.io/os:stable', IMAGES, 1],
    ['is not who runs a node', `&os_checksum=${'1'.repeat(64)}`, SCOPE, 0],
    ['is not who runs an alias', `&os_checksum=${ALIAS}`, SCOPE, 0],
    ["is not who runs a node's image from elsewhere", `&oci=true&os_checksum=m/x@${digestOf(1)}`, IMAGES, 0],
    ['is not who does not say what it runs', '', SCOPE, 0],
    ['is not who says nothing', '&os_checksum=', SCOPE, 0],
    ['is not who says blanks', '&os_checksum=%20', SCOPE, 0],
  ])('%s: %s', async (_, query, scope, expected) => {
    const name = `roost_requests_unknown_payload_total{${scope}}`;
    const before = await valueOf(name);
    const { status } = await ask(query);
    expect([status, (await valueOf(name)) - before]).toEqual([200, expected]);
  });
});

test('/metrics has the errors that wake somebody before there are any', async () => {
  const other = 'stream="other",basearch="other",scheme="other"';
  expect(await valueOf(`roost_graph_requests_total{${other},code="500",kind="internal"}`)).toBe(0);
  expect(await valueOf(`roost_graph_requests_total{${other},code="503",kind="not_ready"}`)).toBe(0);
});

test('/metrics tells an answer that took half a second from one that took a whole one', async () => {
  const bounds = (await metrics()).flatMap(
    (line) => /^roost_graph_request_duration_seconds_bucket\{le="([^"]+)"\}/.exec(line)?.[1] ?? [],
  );
  expect(bounds.slice(-6)).toEqual(['0.025', '0.05', '0.1', '0.5', '1', '+Inf']);
});
