import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderSource } from '../../src/adapters/documents/folder-source.js';
import { indexOf, rolledOut } from '../application/releases.js';
import { GraphFolder } from './graph-folder.js';
import { ADMIN, RunningApp } from './running-app.js';

const folder = new GraphFolder();
let app: RunningApp;

beforeAll(async () => {
  folder.write('stable', { index: indexOf('1', '2'), updates: rolledOut('2') });
  app = await RunningApp.start({ graphData: folder.path });
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

const { paths } = JSON.parse(readFileSync('test/golden/openapi.json', 'utf8'));
const API = Object.keys(paths).map((path) => path.replace('{stream}', 'stable').replaceAll(/\{\w+\}/g, '1'));

const PAGES = ['/docs/', '/docs/errors', '/docs/node-config', '/docs/node-config?base_url=x', '/console/'];
const FILES = ['/openapi.json', '/docs', '/docs/swagger-ui-init.js', '/docs/swagger-ui.css', '/console'];
const OTHERS = ['/nothing', '/docs/nothing', '/console/nothing.js', '/admin/v1/nothing', '/%ff', '/docs/%ff'];

const GUARDED = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

describe('headers that keep a browser from doing more than it should', () => {
  test.each([...API, ...PAGES, ...FILES, ...OTHERS])('go with %s', async (path) => {
    for (const method of ['get', 'post'] as const) {
      const { headers } = await app.as(ADMIN, method, path);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers).not.toHaveProperty('x-powered-by');
      // Answered before Express, and never anything but JSON.
      if (path === '/v1/graph') continue;
      expect(headers).toMatchObject(GUARDED);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  test.each([...PAGES, ...FILES, ...OTHERS, '/v1/streams'])(
    'let nothing foreign or inline in at %s',
    async (path) => {
      const { headers } = await app.get(path);
      const policy = String(headers['content-security-policy']);
      for (const part of [
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        'form-action ',
      ]) {
        expect(policy).toContain(part);
      }
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(policy.includes("form-action 'self'")).toBe(path.startsWith('/docs/node-config'));
    },
  );

  test('do not promise HTTPS, which is for the proxy in front to promise', async () => {
    expect((await app.get('/docs/')).headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('a path', () => {
  test.each([
    '/docs/..%2f..%2fpackage.json',
    '/docs/../../package.json',
    '/docs/..%5c..%5cpackage.json',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/docs/....//package.json',
    '/docs/package.json',
    '/docs/index.html',
    '/docs/swagger-ui-bundle.js.map',
    '/docs/swagger-ui-bundle.js%00.css',
    '/docs//etc/passwd',
    '/console/..%2f..%2fpackage.json',
    '/console/../../package.json',
    '/console/..%5c..%5cpackage.json',
    '/console/%2e%2e/%2e%2e/package.json',
    '/console/assets/../../../package.json',
    '/console/assets/....//passwd',
    '/console/assets/%00',
    '/prod/streams/..%2f..%2f..%2fversion/releases.json',
    '/prod/streams/../../version',
    '/updates/..%2fstreams%2fstable%2freleases.json',
    '/v1/streams/..%2f..%2fetc%2fpasswd',
    '/admin/v1/streams/..%2fstable/releases',
  ])('%s leads to no file', async (path) => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 4(00|01|04) /);
    expect(answer).toMatch(/"kind":"(not_found|unknown_stream|unauthenticated|invalid_params)"/);
  });
});

describe('a folder of documents', () => {
  test.each(['../x', '..', '.', 'a/b', '/etc', 'a\\b', 'a\0', ''])(
    'is not left for a stream called %j',
    async (name) => {
      await expect(new FolderSource(folder.path).read(name)).rejects.toMatchObject({
        kind: 'invalid_document',
      });
    },
  );

  // As a ConfigMap is mounted: whoever may write the folder says what is served.
  test('may be made of symbolic links', async () => {
    const mounted = mkdtempSync(join(tmpdir(), 'roost-mounted-'));
    const source = new GraphFolder();
    source.write('linked', { index: indexOf('1'), updates: rolledOut('1') });
    renameSync(source.path, join(mounted, '..data'));
    mkdirSync(join(mounted, 'streams'));
    mkdirSync(join(mounted, 'streams/linked'));
    symlinkSync('../../..data/streams/linked/releases.json', join(mounted, 'streams/linked/releases.json'));
    symlinkSync('..data/updates', join(mounted, 'updates'));
    const documents = new FolderSource(mounted);
    expect(await documents.streams()).toEqual(['linked']);
    expect((await documents.read('linked')).parse().index.value).toMatchObject({
      releases: [{ version: '1' }],
    });
    rmSync(mounted, { recursive: true });
  });

  test.each(['/etc/passwd', '../../../outside.json'])('is not left by a link to %s', async (target) => {
    const links = new GraphFolder();
    links.write('secret', { updates: rolledOut('1') });
    mkdirSync(join(links.path, 'streams/secret'));
    symlinkSync(target, join(links.path, 'streams/secret/releases.json'));
    writeFileSync(join(links.path, '../outside.json'), '{}');
    const read = new FolderSource(links.path).read('secret');
    await expect(read).rejects.toMatchObject({
      kind: 'document_unreadable',
      value: 'streams/secret/releases.json: is a link that leads out of the folder',
    });
    rmSync(join(links.path, '../outside.json'));
    links.remove();
  });
});
