import { describe, expect, test } from 'vitest';
import { readConfig, SETTINGS } from '../src/config.js';

describe('the settings', () => {
  test('have defaults that a newcomer can start with', () => {
    expect(readConfig({})).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      host: '0.0.0.0',
      port: 8080,
      adminHost: '127.0.0.1',
      adminPort: null,
      trustedProxies: [],
      bootstrapToken: null,
      databaseUrl: null,
      dataDir: './data',
      graphData: './graph-data',
      graphDataMode: 'seed',
      mirror: null,
      proxies: { httpProxy: '', httpsProxy: '', noProxy: '' },
      refreshSeconds: 30,
      limits: {
        ...{ maxConnections: 5000, maxRequests: 100, headersSeconds: 10, requestSeconds: 60 },
        ...{ keepAliveSeconds: 130, sendSeconds: 30 },
      },
      workers: 1,
      fastLane: true,
      logLevel: 'info',
    });
  });

  test('that are empty are not there', () => {
    const empty = Object.fromEntries(SETTINGS.map(([name]) => [name, '']));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  test('with a PostgreSQL of its own, the example data are nobody’s default', () => {
    expect(readConfig({ DATABASE_URL: 'postgresql://u@h/d' })).toMatchObject({
      databaseUrl: 'postgresql://u@h/d',
      graphData: null,
    });
  });

  test('follow another server, by proxies from the environment; then nothing else is there by default', () => {
    const given = { MIRROR_URL: 'https://roost.example/x', MIRROR_STREAMS: 'stable, testing,stable' };
    const proxies = { HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:1', NO_PROXY: 'localhost' };
    expect(readConfig({ ...given, ...proxies })).toMatchObject({
      mirror: { url: 'https://roost.example/x', streams: ['stable', 'testing'] },
      proxies: { httpProxy: '', httpsProxy: 'http://small:1', noProxy: 'localhost' },
      graphData: null,
    });
  });

  test('of a proxy that is none stop a mirror, without its password', () => {
    const given = { MIRROR_URL: 'https://roost.example', MIRROR_STREAMS: 'stable' };
    const wrong = () => readConfig({ ...given, HTTPS_PROXY: 'socks5://u:geheim@h' });
    expect(wrong).toThrow('HTTPS_PROXY: expected the URL of an HTTP proxy');
    expect(wrong).not.toThrow('geheim');
  });

  test.each([
    ['MIRROR_STREAMS', 'MIRROR_URL', 'https://roost.example'],
    ['MIRROR_URL', 'MIRROR_STREAMS', 'stable'],
  ])('%s goes with %s', (missing, name, given) => {
    const sentence = `${missing}: expected with ${name}, was given nothing`;
    expect(() => readConfig({ [name]: given })).toThrow(sentence);
    expect(() => readConfig({ [name]: given, [missing]: '' })).toThrow(sentence);
  });

  test.each([
    ['1s', 1],
    ['30s', 30],
    ['5m', 300],
    ['2h', 7200],
    ['1d', 86_400],
  ])('REFRESH_INTERVAL=%s is %i seconds', (text, seconds) => {
    expect(readConfig({ REFRESH_INTERVAL: text }).refreshSeconds).toBe(seconds);
  });

  test.each([
    ['REFRESH_INTERVAL', '30', 'a duration from 1s to 1d'],
    ['REFRESH_INTERVAL', '0s', 'a duration from 1s to 1d'],
    ['REFRESH_INTERVAL', '2d', 'a duration from 1s to 1d'],
    ['MAX_CONNECTIONS', '0', 'a number from 1 to 1000000'],
    ['MAX_CONNECTIONS', '1000001', 'a number from 1 to 1000000'],
    ['MAX_REQUESTS', '1.5', 'a number from 1 to 100000'],
    ['HEADERS_TIMEOUT', '10', 'a duration from 1s to 1d'],
    ['REQUEST_TIMEOUT', '0s', 'a duration from 1s to 1d'],
    ['KEEP_ALIVE_TIMEOUT', 'never', 'a duration from 1s to 1d'],
    ['SEND_TIMEOUT', '-1s', 'a duration from 1s to 1d'],
    ['PORT', '65536', 'a number from 0'],
    ['PORT', '-1', 'a number from 0'],
    ['PORT', '80x', 'a number from 0'],
    ['ADMIN_PORT', 'none', 'a number from 0'],
    ['TRUSTED_PROXIES', '10.0.0.0/33', 'addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/', 'addresses or networks'],
    ['TRUSTED_PROXIES', '10.0.0.0/-1', 'addresses or networks'],
    ['TRUSTED_PROXIES', '2001:db8::/129', 'addresses or networks'],
    ['TRUSTED_PROXIES', '127.0.0.1,,10.0.0.1', 'addresses or networks'],
    ['TRUSTED_PROXIES', 'proxy.example', 'addresses or networks'],
    ['TRUSTED_PROXIES', 'fe80::1%eth0', 'addresses or networks'],
    ['MIRROR_URL', 'ftp://roost.example', 'a URL like https://'],
    ['MIRROR_URL', 'roost.example', 'a URL like https://'],
    ['MIRROR_STREAMS', 'stable,', 'names of streams'],
    ['MIRROR_STREAMS', '../x', 'names of streams'],
    ['GRAPH_DATA_MODE', 'Seed', 'seed or follow'],
    ['FAST_LANE', 'fast', 'on or off'],
    ['WORKERS', '0', 'a number from 1 to 64'],
    ['LOG_LEVEL', 'verbose', 'one of error, warn, info, debug'],
  ])('%s=%s is refused with what is expected', (name, given, expected) => {
    expect(() => readConfig({ [name]: given })).toThrow(`${name}: expected ${expected}`);
    expect(() => readConfig({ [name]: given })).toThrow(`was given ${JSON.stringify(given)}`);
  });

  test('name who stands in front', () => {
    expect(readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1,2001:db8::/32' }).trustedProxies).toEqual(
      ['127.0.0.1', '10.0.0.0/8', '::1', '2001:db8::/32'],
    );
  });

  test.each([
    ['!'.repeat(32), true],
    ['x'.repeat(31), false],
    [`${'x'.repeat(31)} `, false],
    [`${'x'.repeat(16)} ${'x'.repeat(16)}`, false],
    ['é'.repeat(32), false],
    ['x'.repeat(1025), false],
  ])('a bootstrap token %j is taken: %s', (token, isTaken) => {
    const read = () => readConfig({ BOOTSTRAP_TOKEN: token }).bootstrapToken;
    if (isTaken) expect(read()).toBe(token);
    if (!isTaken) expect(read).toThrow('BOOTSTRAP_TOKEN: expected 32 to 1024 printable ASCII characters');
  });

  test('that are wrong are all named at once, without a password', () => {
    const wrong = {
      PORT: 'x',
      LOG_LEVEL: 'y',
      DATABASE_URL: 'mysql://u:geheim@h',
      BOOTSTRAP_TOKEN: 'geheim',
      MIRROR_URL: 'ftp://u:geheim@h',
    };
    expect(() => readConfig(wrong)).toThrow(/DATABASE_URL: .*\n(?:.*\n)*?PORT: |PORT: .*\n/s);
    expect(() => readConfig(wrong)).not.toThrow('geheim');
  });
});
