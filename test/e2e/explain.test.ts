import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rfc3339 } from '../../src/application/clock.js';
import { parseWariness } from '../../src/graph/wariness.js';
import type { Release } from '../../src/graph/model.js';
import { release } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { agentDecides } from '../graph/agent.js';
import { aliasedStreams, digestOf } from '../graph/aliased-streams.js';
import { rolloutOf } from '../graph/draw.js';
import { ADMIN, RunningApp } from './running-app.js';

const START = 1_784_649_600; // 2026-07-21T16:00:00Z
const checksumOf = (version: string) => release(version).payloads[0]?.payload ?? '';
const LINK = 'https://example.com/17';
const WRONG = 'e'.repeat(64);

const RELEASES = [
  release('1.0', {}),
  release('2.0', {
    barrier: { reason: LINK, basearches: null },
    aliases: [{ basearch: 'x86_64', scheme: 'checksum', payload: WRONG, reason: 'labels' }],
  }),
  release('3.0', { rollout: rolloutOf(START - 21_600, 0, 2880) }),
];

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ now: START });
  await app.store.change(
    '2403-LTS',
    (stream) => ({ ...releasesAre(...RELEASES)(stream), aliases: ['stable'] }),
    NOTE,
  );
  await app.store.change('bare', releasesAre(), NOTE);
  await app.refresh();
});

afterAll(async () => {
  await app.close();
});

const NODE = 'stream=stable&basearch=amd64&node_uuid=e0f3745b108f471cbd4883c6fbed8cdd';
const said = async (query: string) => (await app.get(`/v1/explain?${query}`)).body;

describe('a node that is held back', () => {
  const EXPLAINED = {
    verdict: 'held_back',
    message:
      "This node runs 2.0 and will be offered 3.0 at 2026-07-22T17:21:35Z: its rollout has reached 12 % of the fleet, and this node's turn comes at 65 %. Nothing needs to be done on the node.",
    stream: '2403-LTS',
    basearch: 'x86_64',
    scheme: 'checksum',
    revision: 1,
    at: '2026-07-21T16:00:00Z',
    node: { version: '2.0', payload: checksumOf('2.0'), age_index: 1 },
    wariness: { value: 0.6533234000651716, source: 'node_uuid' },
    target: null,
    held: [
      {
        version: '3.0',
        throttle: 0.125,
        eligible_at: '2026-07-22T17:21:35Z',
        paused: false,
        public_reason: null,
      },
    ],
    barrier: null,
    deadend: null,
    near: [],
    path: ['2.0', '3.0'],
  };

  test('is told when its turn comes', async () => {
    const answer = await app.get(`/v1/explain?${NODE}&os_checksum=${checksumOf('2.0')}&os_version=2.0`);
    expect([answer.status, answer.body]).toEqual([200, EXPLAINED]);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      etag: expect.stringMatching(/^"1\.[\w-]+"$/),
      'content-language': 'en',
      vary: expect.stringContaining('Accept-Language'),
      'access-control-allow-origin': '*',
    });
  });

  test('is found by its version where nothing else is said', async () => {
    expect(await said(`${NODE}&os_version=2.0&os_checksum=`)).toEqual(EXPLAINED);
  });

  test('keeps the payload that it sent, where that is an alias', async () => {
    const node = { version: '2.0', payload: WRONG, age_index: 1 };
    expect(await said(`${NODE}&os_checksum=${WRONG}`)).toEqual({ ...EXPLAINED, node });
  });

  test('is told in Chinese, if it wants', async () => {
    const answer = await app
      .get(`/v1/explain?${NODE}&os_version=2.0`)
      .set('Accept-Language', 'zh-CN,zh;q=0.9,en;q=0.8');
    const message =
      '本节点运行 2.0。服务器将于 2026-07-22T17:21:35Z 向它提供 3.0：其 rollout 已覆盖 12% 的节点，到 65% 时才轮到本节点。节点上无需任何操作。';
    expect(answer.body).toEqual({ ...EXPLAINED, message });
    expect(answer.headers['content-language']).toBe('zh');
  });

  test.each([
    ['en-GB,zh;q=0.5', 'en'],
    ['fr, zh;q=0.1', 'zh'],
    ['zh-Hans', 'zh'],
    ['fr', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [';;;q=zh', 'en'],
  ])('of Accept-Language %j is answered in %s', async (header, language) => {
    const answer = await app.get(`/v1/explain?${NODE}&os_version=2.0`).set('Accept-Language', header);
    expect(answer.headers['content-language']).toBe(language);
  });

  test.each([
    ['2026-07-21T10:00:00Z', 'held_back', 0],
    ['2026-07-22T17:21:34Z', 'held_back', 0.6533217592592592],
    ['2026-07-22T17:21:35Z', 'update_available', null],
    ['2026-07-22T19:21:35%2B02:00', 'update_available', null],
    ['2020-01-01T00:00:00Z', 'held_back', 0],
  ])('at %s: %s', async (at, verdict, throttle) => {
    const { at: then, ...answer } = await said(`${NODE}&os_version=2.0&at=${at}`);
    expect([answer.verdict, answer.held[0]?.throttle ?? null]).toEqual([verdict, throttle]);
    expect(then).toBe(at.replace('19:21:35%2B02:00', '17:21:35Z'));
  });
});

test('who comes to a barrier is told how far it is from there', async () => {
  const { verdict, target, barrier, held, path } = await said(`${NODE}&os_version=1.0`);
  expect({ verdict, target, barrier, held, path }).toEqual({
    verdict: 'update_available',
    target: { version: '2.0', payload: checksumOf('2.0'), age_index: 1 },
    barrier: { version: '2.0', reason: LINK, hops_left: 1 },
    held: [],
    path: ['1.0', '2.0', '3.0'],
  });
});

test('who is unknown is told what it may run, and how it is made known', async () => {
  const { near, node, path, message } = await said(`${NODE}&os_checksum=${'f'.repeat(64)}&os_version=2.0`);
  expect({ near, node, path }).toEqual({
    near: [
      { version: '2.0', why: 'the node says that it runs this version, which has another payload here' },
    ],
    node: null,
    path: [],
  });
  expect(message).toContain('POST /admin/v1/streams/2403-LTS/releases/2.0/payload-aliases');
});

test('what was said to do makes it known', async () => {
  const path = '/admin/v1/streams/2403-LTS/releases/2.0/payload-aliases';
  const payload = 'd'.repeat(64);
  const alias = { basearch: 'x86_64', scheme: 'checksum', payload, reason: 'labels' };
  expect((await said(`${NODE}&os_checksum=${payload}`)).verdict).toBe('unknown_payload');
  expect((await app.as(ADMIN, 'post', path).send(alias)).status).toBe(201);
  expect((await said(`${NODE}&os_checksum=${payload}`)).node).toEqual({
    version: '2.0',
    payload,
    age_index: 1,
  });
});

test('a pause is told with what may be said of it', async () => {
  const stream = '/admin/v1/streams/paused';
  const payload = (version: string) => [
    { basearch: 'x86_64', scheme: 'checksum', payload: checksumOf(version) },
  ];
  const send = async (path: string, body: object) => app.as(ADMIN, 'post', `${stream}${path}`).send(body);
  await app.as(ADMIN, 'post', '/admin/v1/streams').send({ name: 'paused' });
  await send('/releases', { version: '1.0', payloads: payload('1.0') });
  await send('/releases', {
    version: '2.0',
    payloads: payload('2.0'),
    rollout: { start: 'now', duration: '48h' },
  });
  await send('/releases/2.0/rollout/pause', { reason: 'secret', public_reason: 'boot loops' });
  await app.as(ADMIN, 'patch', stream).send({ state: 'eol' });
  const text = (await app.get('/v1/explain?stream=paused&basearch=x86_64&os_version=1.0')).text;
  const { verdict, held, message } = JSON.parse(text);
  expect({ verdict, held }).toEqual({
    verdict: 'rollout_paused',
    held: [{ version: '2.0', throttle: 0, eligible_at: null, paused: true, public_reason: 'boot loops' }],
  });
  expect(message).toContain('"boot loops"');
  expect(text).not.toContain('secret');
  expect((await said('stream=paused&basearch=x86_64&os_version=2.0')).message).toContain('paused has ended');
});

describe('what is asked wrongly', () => {
  test.each([
    [''],
    ['stream=stable'],
    ['basearch=x86_64&stream='],
    ['stream=stable&basearch=x86_64&oci=maybe'],
    ['stream=stable&basearch=x86_64&os_version=1&os_version=1'],
    [`stream=stable&basearch=x86_64&os_version=${'1'.repeat(257)}`],
    [`stream=stable&basearch=x86_64&os_checksum=${'1'.repeat(1025)}`],
    ['stream=nope&basearch=x86_64&os_version=1'],
    ['stream=stable&basearch=riscv64&os_version=1'],
    ['stream=stable&basearch=x86_64&oci=true&os_version=1'],
  ])('is answered as a graph is: %s', async (query) => {
    const [graph, explained] = [await app.get(`/v1/graph?${query}`), await app.get(`/v1/explain?${query}`)];
    expect(explained.status).toBeGreaterThanOrEqual(400);
    expect([explained.status, explained.body]).toEqual([graph.status, graph.body]);
    expect(explained.headers['content-type']).toBe('application/json');
  });

  test.each([
    [
      '',
      'missing_params',
      'os_checksum and os_version are missing: say what the node runs, as "rpm-ostree status --json" has it; os_version alone will do',
    ],
    ['&os_checksum=&os_version=', 'missing_params', expect.stringContaining('os_checksum')],
    ['&os_version=1.0&at=soon', 'invalid_params', 'at must be a time like 2026-11-22T16:00:00Z'],
    ['&os_version=1.0&at=', 'invalid_params', 'at must be a time like 2026-11-22T16:00:00Z'],
    [
      '&os_version=1.0&at=2026-07-21T10:00:00Z&at=2026-07-21T10:00:00Z',
      'invalid_params',
      'at must be a time like 2026-11-22T16:00:00Z',
    ],
  ])('says what is expected: %s', async (query, kind, value) => {
    const { status, body } = await app.get(`/v1/explain?${NODE}${query}`);
    expect([status, body]).toEqual([400, { kind, value }]);
  });

  test('is not what nobody knows', async () => {
    expect((await app.get(`/v1/explain?${NODE}&os_version=1.0&os_version2=x&foo`)).status).toBe(200);
  });

  test('by another method is told so', async () => {
    const { status, body, headers } = await app.request('post', `/v1/explain?${NODE}`);
    expect([status, body.kind, headers['allow']]).toEqual([405, 'method_not_allowed', 'GET, HEAD, OPTIONS']);
    expect((await app.request('head', `/v1/explain?${NODE}&os_version=1.0`)).status).toBe(200);
  });

  test('of a stream without releases is answered: nobody is known there', async () => {
    const { verdict, near, message } = await said('stream=bare&basearch=riscv64&os_version=2.0');
    expect({ verdict, near }).toEqual({ verdict: 'unknown_payload', near: [] });
    expect(message).toContain('bare has no release yet');
  });

  test('as nothing but blanks is as good as nothing', async () => {
    expect((await app.get(`/v1/explain?${NODE}&os_checksum=%20&os_version=+`)).body.kind).toBe(
      'missing_params',
    );
    expect((await said(`${NODE}&os_checksum=%20&os_version=2.0`)).verdict).toBe('held_back');
  });

  test('shows no terminal what it must not do', async () => {
    const { message } = await said(`${NODE}&os_version=${encodeURIComponent('1\u001b[31m\n\u202e0')}`);
    expect(message).toContain('is called 1\ufffd[31m\ufffd\ufffd0.');
  });

  test('does not say back all that was said', async () => {
    const { text } = await app.get(`/v1/explain?${NODE}&os_checksum=${'<'.repeat(1000)}`);
    expect(text).toContain('<'.repeat(100));
    expect(text).not.toContain('<'.repeat(101));
  });
});

describe('whatever the stream, explanation and graph never disagree', () => {
  const times = [-3_000, -1, 0, 1, 60, 1_500, 5_000, 20_000];
  const spellings = ['0', '.25', '5e-1', '0.7500', 'inf', '-1', ''];
  const questions = fc.record({
    pick: fc.nat(),
    oci: fc.boolean(),
    at: fc.oneof(fc.constantFrom(...times), fc.integer({ min: -3_000, max: 20_000 })),
    who: fc.oneof(
      fc.constantFrom(...spellings).map((one) => `rollout_wariness=${one}&node_uuid=x`),
      fc.nat({ max: 99 }).map((one) => `node_uuid=node-${one}`),
    ),
  });

  test.each(Array.from({ length: 12 }, (_, i) => i))('%i', async (seed) => {
    const [releases = []] = fc.sample(
      aliasedStreams.filter((one) => one.length > 4),
      { numRuns: 1, seed },
    );
    const name = `drawn-${seed}`;
    await app.store.change(name, releasesAre(...releases), NOTE);
    await app.refresh();
    for (const { pick, oci, at, who } of fc.sample(questions, { numRuns: 40, seed })) {
      const payload = payloadOf(releases, pick);
      const query = `stream=${name}&basearch=x86_64&oci=${oci}&${who}&os_checksum=${encodeURIComponent(payload)}`;
      await expectAgreement(query, payload, at);
    }
  });

  function payloadOf(releases: readonly Release[], pick: number): string {
    const known = releases.flatMap(({ payloads, aliases }) => [...payloads, ...aliases]);
    return known[pick % (known.length + 1)]?.payload ?? `registry.example/os@${digestOf(999)}`;
  }

  async function expectAgreement(query: string, payload: string, at: number): Promise<void> {
    const graphAt = async (time: number) => {
      app.clock.at = time;
      return app.get(`/v1/graph?${query}`);
    };
    const graph = await graphAt(at);
    const explained = await app.get(`/v1/explain?${query}`);
    app.clock.at = START;
    const later = await app.get(`/v1/explain?${query}&at=${rfc3339(at)}`);
    // The message says "now", or when.
    const { message: _, ...same } = later.body;
    expect([explained.status, explained.body]).toMatchObject([graph.status, same]);
    if (graph.status !== 200) return;
    const { verdict, target, held, wariness } = explained.body;
    const chosen = agentDecides(graph.body, payload);
    expect(target?.version).toBe(graph.body.nodes[chosen.target ?? -1]?.version);
    expect(verdict === 'unknown_payload').toBe(chosen.itself === null);
    const given = parseWariness(new URLSearchParams(query).get('rollout_wariness') ?? undefined);
    expect(wariness.source).toBe(given === null ? 'node_uuid' : 'rollout_wariness');
    for (const { version, eligible_at: time } of held) {
      if (time === null) continue;
      const from = Date.parse(time) / 1000;
      const leads = [await graphAt(from - 1), await graphAt(from)].map(({ body }) =>
        body.edges.some(
          ([start, end]: [number, number]) => start === chosen.itself && body.nodes[end]?.version === version,
        ),
      );
      expect(leads).toEqual([false, true]);
    }
  }
});
