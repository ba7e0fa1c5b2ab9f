import { createServer } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ProxySettings } from '../../../src/adapters/documents/http-proxies.js';
import {
  answerWell,
  closeAll,
  INDEX,
  outcomeOf,
  proxying,
  serving,
  SHORT,
  sourceAt,
  started,
  type CountingServer,
} from './http-servers.js';

afterEach(closeAll);
afterEach(() => void vi.unstubAllEnvs());

const through = (url: string, proxies: ProxySettings) => outcomeOf(sourceAt(url, { proxies }));

/** What a proxy is asked for by one read. */
const asksFor = ({ url }: CountingServer, by = '') => [
  `GET ${url}${INDEX}?extended=true${by}`,
  `GET ${url}/updates/stable.json?extended=true${by}`,
];

describe('a proxy for HTTP', () => {
  test.each([
    ['by its URL', ({ url }: CountingServer) => url, ''],
    ['by its host alone', ({ host }: CountingServer) => host, ''],
    [
      'with credentials',
      ({ host }: CountingServer) => `http://me:s%40fe@${host}`,
      ` Basic ${btoa('me:s@fe')}`,
    ],
  ])('named %s is asked for the whole URL', async (_, nameOf, by) => {
    const [server, proxy] = [await serving(answerWell), await proxying()];
    expect(await through(server.url, { httpProxy: nameOf(proxy) })).toBe('well');
    expect(proxy.asked.sort()).toEqual(asksFor(server, by));
    expect([await proxy.left(), await server.left()]).toEqual([0, 0]);
  });

  test.each([
    ['127.0.0.1', false],
    ['example.com, 127.0.0.1', false],
    ['*', false],
    ['example.com', true],
    ['127.0.0.1:1', true],
    ['', true],
  ])('is left out for the hosts of NO_PROXY=%s', async (noProxy, isAsked) => {
    const [server, proxy] = [await serving(answerWell), await proxying()];
    expect(await through(server.url, { httpProxy: proxy.url, noProxy })).toBe('well');
    expect(proxy.asked).toHaveLength(isAsked ? 2 : 0);
  });

  test('is not the one for HTTPS, nor the other way round', async () => {
    const [server, proxy] = [await serving(answerWell), await proxying()];
    expect(await through(server.url, { httpsProxy: proxy.url })).toBe('well');
    expect(await through(server.url.replace('http', 'https'), { httpProxy: proxy.url })).toContain('no TLS');
    expect(proxy.asked).toEqual([]);
  });

  test('comes from the settings and from nowhere else', async () => {
    const [server, proxy] = [await serving(answerWell), await proxying()];
    for (const name of ['http_proxy', 'HTTP_PROXY']) vi.stubEnv(name, proxy.url);
    expect(await through(server.url, {})).toBe('well');
    expect(proxy.asked).toEqual([]);
    for (const name of ['no_proxy', 'NO_PROXY']) vi.stubEnv(name, '*');
    expect(await through(server.url, { httpProxy: proxy.url })).toBe('well');
    expect(proxy.asked).toHaveLength(2);
  });

  test('that is away is named, without its secrets', async () => {
    const proxy = await started(createServer());
    await closeAll();
    const outcome = await through('http://example.com', { httpProxy: `http://me:secret@${proxy.host}` });
    expect(outcome).toBe(
      `document_unreadable: http://example.com${INDEX}: the connection was refused (HTTP_PROXY is ${proxy.url})`,
    );
  });

  test('that wants to know who we are is understood', async () => {
    const proxy = await serving((_, response) => response.writeHead(407).end('who are you?'));
    const outcome = await through('http://example.com', { httpProxy: proxy.url });
    expect(outcome).toBe(`document_unreadable: http://example.com${INDEX}: the proxy answered 407`);
    expect(await proxy.left()).toBe(0);
  });

  test('that hangs is left when the time is over', async () => {
    const proxy = await serving(() => undefined);
    const outcome = await through('http://example.com', { httpProxy: proxy.url });
    expect(outcome).toBe(`document_unreadable: http://example.com${INDEX}: did not come whole within 1.5 s`);
    expect([proxy.asked.length, await proxy.left()]).toEqual([8, 0]);
  });
});

describe('a proxy for HTTPS', () => {
  test('is asked for a connection', async () => {
    const [server, proxy] = [await serving(answerWell), await proxying()];
    const url = server.url.replace('http', 'https');
    // It comes to the server, which knows no TLS.
    expect(await through(url, { httpsProxy: proxy.url })).toContain(': no TLS came about');
    expect(proxy.asked[0]).toBe(`CONNECT ${server.host}`);
    expect([await proxy.left(), await server.left()]).toEqual([0, 0]);
  });

  test('that refuses is understood', async () => {
    const proxy = await serving(() => undefined);
    proxy.server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    const outcome = await through('https://example.com', { httpsProxy: proxy.url });
    const hint = `(HTTPS_PROXY is ${proxy.url})`;
    expect(outcome).toBe(`document_unreadable: https://example.com${INDEX}: the proxy answered 403 ${hint}`);
    expect(await proxy.left()).toBe(0);
  });

  test.each([
    ['the connection', false],
    ['TLS', true],
  ])('that never comes to %s is left when the time to connect is over', async (_, answersConnect) => {
    const [silent, proxy] = [
      await started(createServer((socket) => socket.resume())),
      await proxying(answersConnect),
    ];
    const begun = performance.now();
    const url = `https://${silent.host}`;
    const outcome = await through(url, { httpsProxy: proxy.url });
    const hint = `(HTTPS_PROXY is ${proxy.url})`;
    expect(outcome).toBe(`document_unreadable: ${url}${INDEX}: could not connect within 0.5 s ${hint}`);
    expect(performance.now() - begun).toBeLessThan(SHORT.connectMs + 300);
    expect([await proxy.left(), await silent.left()]).toEqual([0, 0]);
  });
});

test.each(['socks5://proxy:1080', 'http://me:secret@:x', 'ftp://proxy/'])('%s is no proxy', (httpsProxy) => {
  const message = 'HTTPS_PROXY: expected the URL of an HTTP proxy, as http://proxy:3128';
  const refusal = expect.objectContaining({ kind: 'source_unreadable', message });
  expect(() => sourceAt('https://example.com', { proxies: { httpsProxy } })).toThrow(refusal);
});
