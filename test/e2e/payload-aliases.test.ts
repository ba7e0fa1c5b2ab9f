import { get } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Traffic } from '../../src/adapters/http/agent/traffic.js';
import type { PayloadAlias, Release, Rollout } from '../../src/graph/model.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { agentDecides } from '../graph/agent.js';
import { digestOf } from '../graph/aliased-streams.js';
import { RunningApp } from './running-app.js';

const START = 1_800_000_000;
let app: RunningApp;

const checksumOf = (version: string) => release(version).payloads[0]?.payload ?? '';
const image = (number: number, repository = 'quay.io/os') => `${repository}@${digestOf(number)}`;
const WRONG = 'e'.repeat(64);

function rollout(startEpoch: number | null, startFraction: number, durationMinutes: number | null): Rollout {
  return { startEpoch, startFraction, durationMinutes, basearches: null, pause: null };
}

function numbered(number: number, more: Partial<Release>): Release {
  const payloads = [
    { basearch: 'x86_64', scheme: 'checksum', payload: checksumOf(String(number)) },
    { basearch: 'x86_64', scheme: 'oci', payload: image(number) },
  ] as const;
  return release(String(number), { payloads, ...more });
}

const alias = (scheme: 'checksum' | 'oci', payload: string, basearch = 'x86_64'): PayloadAlias => ({
  basearch,
  scheme,
  payload,
  reason: 'tracker 2066: <wrong> labels',
});

const RELEASES = [
  numbered(1, {}),
  numbered(2, {
    barrier: { reason: 'b', basearches: null },
    aliases: [alias('checksum', WRONG), alias('oci', image(22))],
  }),
  numbered(3, { rollout: rollout(null, 1, null), aliases: [alias('oci', image(33, 'quay.io/os:stable'))] }),
  numbered(4, { rollout: rollout(START, 0, 100) }),
  // Nothing for x86_64 but an alias: no node, so nobody is it.
  release('5', {
    payloads: [{ basearch: 'aarch64', scheme: 'checksum', payload: checksumOf('5') }],
    aliases: [alias('checksum', 'f'.repeat(64))],
  }),
];

beforeAll(async () => {
  app = await RunningApp.start({ now: START });
  await app.store.change(
    'stable',
    (current) => ({ ...releasesAre(...RELEASES)(current), aliases: ['24.03'] }),
    NOTE,
  );
  await app.refresh();
  await app.settled();
});

afterAll(async () => {
  await app.close();
});

const STABLE = '/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0.5';
const running = (payload: string) => `os_checksum=${encodeURIComponent(payload)}`;

describe('an agent whose checksum is an alias', () => {
  const PREFIX = 'org.fedoraproject.coreos.';
  const node = (version: string, age: number, more: object) => ({
    version,
    metadata: { [`${PREFIX}scheme`]: 'checksum', [`${PREFIX}releases.age_index`]: String(age), ...more },
    payload: version === '2' ? WRONG : checksumOf(version),
  });
  const marks = (updates: object) =>
    Object.fromEntries(Object.entries(updates).map(([key, value]) => [`${PREFIX}updates.${key}`, value]));
  const body = JSON.stringify({
    nodes: [
      node('1', 0, {}),
      node('2', 1, marks({ barrier: 'true', barrier_reason: 'b' })),
      node('3', 2, marks({ rollout: 'true', start_value: '1' })),
      node('4', 3, {
        ...marks({ rollout: 'true', start_epoch: String(START), start_value: '0', duration_minutes: '100' }),
      }),
    ],
    // Release 1 could go to the barrier: the edge into the agent's own node is left out.
    edges: [[1, 2]],
  });

  test.each([
    [`${STABLE}&os_checksum=${WRONG}`],
    [`${STABLE}&os_checksum=%65${WRONG.slice(1)}`],
    [`/v1/graph?os_checksum=${WRONG}&basearch=amd64&stream=24.03&oci=false&rollout_wariness=0.5`],
    [`/v1/graph?os_checksum=${WRONG}&basearch=x86_64&stream=stable&node_uuid=${'f'.repeat(32)}`],
  ])('gets the graph with itself in it: %s', async (path) => {
    const { status, text, headers } = await app.get(path);
    expect([status, text]).toEqual([200, body]);
    const { headers: usual } = await app.get(STABLE);
    const { date: _, etag, ...rest } = headers;
    expect(usual).toMatchObject({ ...rest, 'content-length': usual['content-length'] });
    expect(headers['content-length']).toBe(String(body.length));
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(etag).not.toBe(usual['etag']);
  });

  test.each([
    ['nobody knows', 'a'.repeat(64)],
    ['is empty', ''],
    ['is in other letters', WRONG.toUpperCase()],
    ['is an alias in the other scheme', image(22)],
    ['is an alias of a release without a node', 'f'.repeat(64)],
    ['is its own', checksumOf('2')],
  ])('gets what all get where the checksum %s', async (_, payload) => {
    const usual = await app.get(STABLE);
    const { status, text, headers } = await app.get(`${STABLE}&${running(payload)}`);
    expect([status, text, headers['etag']]).toEqual([200, usual.text, usual.headers['etag']]);
  });

  test('is known on its architecture only', async () => {
    const { text } = await app.get(`/v1/graph?stream=stable&basearch=aarch64&os_checksum=${WRONG}`);
    expect(text).not.toContain(WRONG);
  });
});

describe('an agent whose image is an alias', () => {
  const asked = async (payload: string, more = '') =>
    (await app.get(`${STABLE}&oci=true&${running(payload)}${more}`)).body;

  test.each([
    ['the alias', image(22), 1],
    ['its digest from another repository', image(22, 'mirror.example:5000/os'), 1],
    ['its digest behind a tag', image(22, 'quay.io/os:stable'), 1],
    ['the digest of an alias with a tag', image(33), 2],
    ["the digest of a node's own payload from another repository", image(1, 'mirror.example:5000/os'), 0],
    ['what must be escaped in JSON', image(33, 'x"\\\u2028é'), 2],
  ])('finds itself by %s', async (_, payload, position) => {
    const graph = await asked(payload);
    expect(agentDecides(graph, payload)).toEqual({
      itself: position,
      target: position === 2 ? null : position + 1,
    });
    const usual = await asked(image(1));
    usual.nodes[position].payload = payload;
    usual.edges = usual.edges.filter(([, to]: [number, number]) => to !== position);
    expect(graph).toEqual(usual);
  });

  test.each([
    ['nobody knows', image(99)],
    ['has no digest', 'quay.io/os:stable'],
    ['is a digest and nothing else', digestOf(22)],
    ['is its own', image(2)],
    ['is an alias in the other scheme', WRONG],
  ])('gets what all get where the reference %s', async (_, payload) => {
    expect(await asked(payload)).toEqual((await app.get(`${STABLE}&oci=true`)).body);
  });

  test('takes its place in a running rollout like everybody', async () => {
    const offered = async (at: number, wariness: string) => {
      app.clock.at = at;
      const path = `/v1/graph?stream=stable&basearch=x86_64&oci=true&${wariness}&${running(image(33))}`;
      return agentDecides((await app.get(path)).body, image(33)).target;
    };
    expect(await offered(START + 2999, 'rollout_wariness=0.5')).toBe(null);
    expect(await offered(START + 3000, 'rollout_wariness=0.5')).toBe(3);
    expect(await offered(START + 3000, 'rollout_wariness=0.500001')).toBe(null);
    // The hash of this uuid is 0.2531174617564423.
    expect(await offered(START + 1518, 'node_uuid=12345678')).toBe(null);
    expect(await offered(START + 1519, 'node_uuid=12345678')).toBe(3);
    expect(await offered(START + 6001, 'rollout_wariness=1')).toBe(3);
    app.clock.at = START;
  });
});

describe('an answer to an alias', () => {
  const PATH = `${STABLE}&oci=true&${running(image(22, 'mirror.example/os'))}`;

  test('is identity whatever is asked for, and says what it varies with like all others', async () => {
    const [response] = await once(
      get({ port: app.port, path: PATH, headers: { 'Accept-Encoding': 'br, gzip, identity;q=0' } }),
      'response',
    );
    const body = await buffer(response);
    expect(response.headers).not.toHaveProperty('content-encoding');
    expect(response.headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-length': String(body.length),
    });
    expect(String(body)).toBe((await app.get(PATH)).text);
  });

  test('is not sent twice', async () => {
    const { headers } = await app.get(PATH);
    const tag = String(headers['etag']);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await app.get(PATH).set('If-None-Match', known);
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', tag]);
      expect(again.headers).toMatchObject({ vary: 'Accept-Encoding', 'roost-revision': '1' });
    }
  });

  test('is not taken for the answer of all, nor for that to another spelling', async () => {
    const others = [`${STABLE}&oci=true`, `${STABLE}&oci=true&${running(image(22))}`];
    const tag = String((await app.get(PATH)).headers['etag']);
    for (const other of others) {
      expect((await app.get(other).set('If-None-Match', tag)).status).toBe(200);
      const otherTag = String((await app.get(other)).headers['etag']);
      expect((await app.get(PATH).set('If-None-Match', otherTag)).status).toBe(200);
    }
  });

  test('by HEAD is the same without a body', async () => {
    const { headers } = await app.get(PATH);
    const head = await app.request('head', PATH);
    const { date: _, ...expected } = headers;
    expect([head.status, head.text]).toEqual([200, undefined]);
    expect(head.headers).toMatchObject(expected);
  });

  test('is right as soon as the alias is there, and no longer than it is', async () => {
    const path = '/v1/graph?stream=short&basearch=x86_64&os_checksum=w';
    const change = async (aliases: readonly PayloadAlias[]) => {
      await app.store.change('short', releasesAre(release('1', { aliases })), NOTE);
      await app.refresh();
      return (await app.get(path)).body.nodes[0].payload;
    };
    expect(await change([])).toBe(checksumOf('1'));
    expect(await change([alias('checksum', 'w')])).toBe('w');
    expect(await change([alias('checksum', 'w', 'aarch64')])).toBe(checksumOf('1'));
  });
});

describe('10,000 requests with different payloads leave nothing behind', () => {
  /** On one connection, as many ahead as one may send; how many were answered with 200. */
  const askForHeads = async (count: number, payloadOf: (i: number) => string) => {
    const socket = connect(app.port, '127.0.0.1');
    let answered = 0;
    for (let from = 0; from < count; from += AHEAD) {
      const requests = Array.from({ length: AHEAD }, (_, i) => {
        return `HEAD ${STABLE}&oci=true&${running(payloadOf(from + i))} HTTP/1.1\r\nHost: x\r\n\r\n`;
      });
      socket.write(requests.join(''));
      let heads = '';
      while (heads.split('\r\n\r\n').length <= AHEAD) heads += String((await once(socket, 'data'))[0]);
      // No regular expression: the last one keeps the text it was used on.
      answered += heads.split('HTTP/1.1 200 OK').length - 1;
    }
    socket.destroy();
    return answered;
  };
  const AHEAD = 50;
  const used = () => {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };
  // The longest there may be: whoever keeps them keeps 9 MB.
  const long = 'r'.repeat(900);

  test.each([
    ['that nobody knows', (i: number) => image(100_000 + i, long)],
    ['that are spellings of an alias', (i: number) => image(22, `${i}${long}`)],
  ])('%s', async (_, payloadOf) => {
    await askForHeads(2_000, payloadOf);
    const scopes = app.app.get(Traffic).scopes().length;
    const before = used();
    expect(await askForHeads(10_000, payloadOf)).toBe(10_000);
    await app.settled();
    expect(app.app.get(Traffic).scopes()).toHaveLength(scopes);
    expect(used() - before).toBeLessThan(3_000_000);
  });
});

test('aliases stand in the extended release index, and the plain one does not know them', async () => {
  const plain = await app.get('/prod/streams/stable/releases.json');
  const extended = await app.get('/prod/streams/24.03/releases.json?extended=true');
  expect(extended.headers['etag']).not.toBe(plain.headers['etag']);
  expect(extended.body.releases[1]).toEqual({
    ...plain.body.releases[1],
    'payload-aliases': [
      { architecture: 'x86_64', scheme: 'checksum', payload: WRONG },
      { architecture: 'x86_64', scheme: 'oci', payload: image(22) },
    ],
  });
  expect(extended.body.releases[0]).toEqual(plain.body.releases[0]);
  expect(plain.text).not.toContain('aliases');
  expect((await app.get('/prod/streams/stable/releases.json?extended=false')).text).toBe(plain.text);
});
