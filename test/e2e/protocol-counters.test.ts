import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BothLanes, CHECKSUM_ALIAS, GRAPH, imageOf } from './lanes.js';
import { answerTo } from './raw-caller.js';
import type { RunningApp } from './running-app.js';

let both: BothLanes;
let etag = '';

beforeAll(async () => {
  both = await BothLanes.start();
  etag = String((await both.lane.get(GRAPH)).headers['etag']);
});

afterAll(() => both.close());

const asking = (target: string, ...lines: readonly string[]) =>
  `GET ${target} HTTP/1.1\r\nHost: x\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;
const LAST = asking(GRAPH, 'Connection: close');

/** What of `/metrics` is counted of agents, but for how long things took. */
const COUNTED = /^(roost_graph_|roost_requests_|roost_shed_total|roost_connections)/;
const TIMES = /_(bucket|sum)[{ ]/;

async function counters({ port }: RunningApp): Promise<ReadonlyMap<string, number>> {
  const ask = 'GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
  const lines = (await answerTo(port, ask)).text.split('\n');
  const counted = lines.filter((line) => COUNTED.test(line) && !TIMES.test(line));
  return new Map(
    counted.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** By how much which counters move while that is said. */
async function moved(app: RunningApp, pieces: readonly string[]): Promise<Record<string, number>> {
  const before = await counters(app);
  await answerTo(app.port, ...pieces);
  const after = await counters(app);
  const moves = [...after].map(([name, value]) => [name, value - (before.get(name) ?? 0)] as const);
  return Object.fromEntries(moves.filter(([, move]) => move !== 0));
}

const requests = (scope: string, code: number, kind = '') =>
  `roost_graph_requests_total{${scope},code="${code}",kind="${kind}"}`;
const scopeOf = (stream: string, basearch: string, scheme = 'checksum') =>
  `stream="${stream}",basearch="${basearch}",scheme="${scheme}"`;
const [STABLE, OTHER] = [scopeOf('stable', 'x86_64'), scopeOf('other', 'other', 'other')];
const DURATIONS = 'roost_graph_request_duration_seconds_count';
const ANONYMOUS = 'roost_requests_missing_uuid_total';
const UNKNOWN = 'roost_requests_unknown_payload_total';

describe('counters move alike', () => {
  const rows: readonly [string, () => readonly string[], Record<string, number>][] = [
    ['a graph', () => [LAST], { [requests(STABLE, 200)]: 1, [DURATIONS]: 1 }],
    [
      'three graphs sent ahead',
      () => [asking(GRAPH).repeat(2) + LAST],
      { [requests(STABLE, 200)]: 3, [DURATIONS]: 3 },
    ],
    [
      'a graph in pieces behind a graph',
      () => [asking(GRAPH) + LAST.slice(0, 50), LAST.slice(50)],
      { [requests(STABLE, 200)]: 2, [DURATIONS]: 2 },
    ],
    [
      'a graph that the caller has',
      () => [asking(GRAPH, `If-None-Match: ${etag}`) + LAST],
      { [requests(STABLE, 200)]: 1, [requests(STABLE, 304)]: 1, [DURATIONS]: 2 },
    ],
    [
      'graphs of other scopes',
      () => [
        asking('/v1/graph?stream=24.03&basearch=arm64&node_uuid=a') +
          asking(`${GRAPH}&oci=true`) +
          asking('/v1/graph?stream=empty&basearch=x', 'Connection: close'),
      ],
      {
        [requests(scopeOf('stable', 'aarch64'), 200)]: 1,
        [requests(scopeOf('stable', 'x86_64', 'oci'), 200)]: 1,
        [requests(scopeOf('empty', 'other', 'other'), 200)]: 1,
        [DURATIONS]: 3,
      },
    ],
    [
      'a graph for nobody in particular',
      () => [asking('/v1/graph?stream=stable&basearch=x86_64') + LAST],
      { [requests(STABLE, 200)]: 2, [ANONYMOUS]: 1, [DURATIONS]: 2 },
    ],
    [
      'payloads that nobody knows, aliases and known ones',
      () => [
        asking(`${GRAPH}&os_checksum=${'9'.repeat(64)}`) +
          asking(`${GRAPH}&os_checksum=${CHECKSUM_ALIAS}`) +
          asking(`${GRAPH}&os_checksum=${imageOf(99)}&oci=true`) +
          LAST,
      ],
      {
        [requests(STABLE, 200)]: 3,
        [requests(scopeOf('stable', 'x86_64', 'oci'), 200)]: 1,
        [`${UNKNOWN}{${STABLE}}`]: 1,
        [`${UNKNOWN}{${scopeOf('stable', 'x86_64', 'oci')}}`]: 1,
        [DURATIONS]: 4,
      },
    ],
    [
      'requests that are refused',
      () => [
        asking('/v1/graph?basearch=x86_64') +
          asking('/v1/graph?stream=stable&basearch=x86_64&oci=x') +
          asking('/v1/graph?stream=nope&basearch=x86_64') +
          asking('/v1/graph?stream=stable&basearch=s390x') +
          asking(GRAPH).replace('GET', 'PUT') +
          LAST,
      ],
      {
        [requests(OTHER, 400, 'missing_params')]: 1,
        [requests(OTHER, 400, 'invalid_params')]: 1,
        [requests(OTHER, 404, 'unknown_stream')]: 1,
        [requests(OTHER, 404, 'unknown_basearch')]: 1,
        [requests(OTHER, 405, 'method_not_allowed')]: 1,
        [requests(STABLE, 200)]: 1,
        [DURATIONS]: 6,
      },
    ],
    [
      'a head and a question what may be done',
      () => [asking(GRAPH).replace('GET', 'HEAD') + asking(GRAPH).replace('GET', 'OPTIONS') + LAST],
      { [requests(STABLE, 200)]: 2, [DURATIONS]: 3 },
    ],
    ['other paths, and what is no request', () => [asking('/healthz') + 'garbage\r\n\r\n'], {}],
  ];

  test.each(rows)('for %s', async (_, pieces, expected) => {
    expect(await moved(both.lane, pieces())).toEqual(expected);
    expect(await moved(both.beside, pieces())).toEqual(expected);
  });
});
