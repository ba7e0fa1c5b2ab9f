import { describe, expect, test } from 'vitest';
import {
  remarksOnGraph,
  remarksOnStream,
  serverUrls,
  type ServerAnswer,
} from '../../../src/application/node-config/server-check.js';

const NODE = { baseUrl: 'https://h/a/', group: null, rolloutWariness: null, strategy: null };
const ASKER = { stream: 'stable', basearch: 'x86_64' };

describe('where a server is asked', () => {
  test('is where an agent would, as that agent', () => {
    const query = 'stream=stable&basearch=x86_64&group=default';
    expect(serverUrls(NODE, ASKER)).toEqual({
      graph: `https://h/a/v1/graph?${query}`,
      ociGraph: `https://h/a/v1/graph?${query}&oci=true`,
      stream: 'https://h/a/v1/streams/stable',
    });
  });

  test('has the templates filled in', () => {
    const node = { ...NODE, baseUrl: 'https://h/${stream}/${basearch}/${group}/', group: 'w' };
    expect(serverUrls(node, ASKER)?.graph).toContain('https://h/stable/x86_64/w/v1/graph?stream=stable');
  });

  test('has the name of the basearch that agents have', () => {
    const urls = serverUrls({ ...NODE, baseUrl: 'https://h/${basearch}/' }, { ...ASKER, basearch: 'arm64' });
    expect(urls?.graph).toContain('https://h/aarch64/v1/graph?stream=stable&basearch=aarch64&');
  });

  test.each(['https://h/${platform}/', 'https://1.${group}.3.4/'])('%s is nobody’s to know', (baseUrl) => {
    expect(serverUrls({ ...NODE, baseUrl, group: '777' }, ASKER)).toBeNull();
  });
});

describe('what a server answers', () => {
  test.each<[answer: ServerAnswer, remark: string | null]>([
    [{ status: 200, body: { nodes: [{}], edges: [] } }, null],
    [{ status: 200, body: { nodes: [], edges: [] } }, 'knows the stream, but no release of it yet'],
    [{ status: 200, body: { nodes: [{}] } }, 'is no update-graph server'],
    [{ status: 200, body: null }, 'is no update-graph server'],
    [{ status: 200, body: [] }, 'is no update-graph server'],
    [
      { status: 404, body: { kind: 'unknown_stream', value: 'no such stream here; there is 2403-LTS' } },
      'the server answers an agent with 404: no such stream here; there is 2403-LTS',
    ],
    [{ status: 503, body: { kind: 'not_ready' } }, 'answers an agent with 503: not_ready'],
    [{ status: 404, body: null }, 'answers an agent with 404'],
    [
      { status: 404, body: { value: `\u001b[31m\n\u202e${'x'.repeat(400)}` } },
      `404: \ufffd[31m\ufffd\ufffd${'x'.repeat(293)}…`,
    ],
    [{ failure: 'connect ECONNREFUSED' }, 'the server could not be asked: connect ECONNREFUSED'],
  ])('%j: %s', (answer, remark) => {
    const messages = remarksOnGraph(answer).map(({ message }) => message);
    expect(messages).toEqual(remark === null ? [] : [expect.stringContaining(remark)]);
  });

  test.each<[answer: ServerAnswer, remark: string | null]>([
    [{ status: 200, body: { name: 'stable' } }, null],
    [{ status: 200, body: { name: '2403-LTS' } }, 'stable is an alias of 2403-LTS there'],
    [{ status: 200, body: '<html>' }, null],
    [{ status: 404, body: { name: 'x' } }, null],
    [{ failure: 'x' }, null],
  ])('about a stream, %j: %s', (answer, remark) => {
    const messages = remarksOnStream('stable', answer).map(({ message }) => message);
    expect(messages).toEqual(remark === null ? [] : [expect.stringContaining(remark)]);
  });
});
