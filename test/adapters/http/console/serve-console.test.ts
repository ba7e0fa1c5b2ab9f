import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zstd } from '../../../../src/adapters/http/agent/zstd.js';
import { readConsole } from '../../../../src/adapters/http/console/read-console.js';
import { NOT_BUILT, serveConsole } from '../../../../src/adapters/http/console/serve-console.js';
import { ConsoleFolder } from './console-folder.js';

const PAGE = `<!doctype html><title>Roost</title>${'<p>a page</p>'.repeat(50)}`;
const SCRIPT = 'console.log("a script");\n'.repeat(100);
const ASSET = '/console/assets/main-1a2b3c4d.js';

const folder = new ConsoleFolder();
let app: Express;

beforeAll(() => {
  folder.write('index.html', PAGE);
  folder.write('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  folder.write('assets/main-1a2b3c4d.js', SCRIPT);
  folder.write('assets/main-1a2b3c4d.css', 'body { color: CanvasText }');
  folder.write('assets/dot-1a2b3c4d.png', Buffer.from('89504e470d0a1a0a', 'hex'));
  app = express().enable('strict routing').enable('case sensitive routing').set('etag', false);
  serveConsole(app, readConsole(folder.path));
});

afterAll(() => folder.remove());

const ask = (path: string, coding = '') => supertest(app).get(path).set('Accept-Encoding', coding);

describe('the page', () => {
  test.each([
    ...['/console/', '/console/index.html', '/console/streams', '/console/graph/stable?at=2026-11-22#x'],
    ...[
      '/console/releases/44.20260707.3.1',
      '/console/streams/24.03-LTS',
      '/console/history/a.b',
      '/console/a/b/',
    ],
  ])('is at %s', async (path) => {
    const { status, headers, text } = await ask(path);
    expect([status, text]).toEqual([200, PAGE]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      vary: 'Accept-Encoding',
    });
  });

  test('may do nothing but what it needs', async () => {
    const { headers } = await ask('/console/rollouts');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test('is found without the slash', async () => {
    const { status, headers } = await ask('/console');
    expect([status, headers['location']]).toEqual([302, '/console/']);
  });
});

describe('a file', () => {
  test.each([
    [ASSET, 'text/javascript; charset=utf-8'],
    ['/console/assets/main-1a2b3c4d.css', 'text/css; charset=utf-8'],
    ['/console/assets/dot-1a2b3c4d.png', 'image/png'],
  ])('%s is kept for a year, because another one has another name', async (path, type) => {
    const { status, headers } = await ask(path).expect(200);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  test('without a hash in its name is asked for again', async () => {
    const { headers } = await ask('/console/icon.svg').expect(200);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test.each([
    ...[
      '/console/assets/',
      '/console/assets/main-00000000.js',
      '/console/assets/main',
      '/console/nothing.js',
    ],
    ...[
      '/console/package.json',
      '/console/%ff',
      '/console/..%2fx',
      '/console/.env',
      '/console/assets/../../../package.json',
      '/console/index.HTML',
    ],
    ...['/console/assets%2fmain-1a2b3c4d.js', '/console//etc/host.conf', '/CONSOLE/', '/consoles'],
  ])('%s is not there', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('what is sent', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br;q=0.5', 'gzip'],
    ['*', 'br'],
    ['identity', undefined],
    ['zstd', zstd ? 'zstd' : undefined],
  ])('to who accepts %s is coded as %s', async (accepted, coding) => {
    const { headers } = await ask(ASSET, accepted);
    expect([headers['content-encoding'], headers['vary']]).toEqual([coding, 'Accept-Encoding']);
  });

  test('is the same in every coding, under a strong tag of its own', async () => {
    const forms = await Promise.all(['', 'gzip', 'br'].map((coding) => ask(ASSET, coding)));
    expect(forms.map(({ text }) => text)).toEqual([SCRIPT, SCRIPT, SCRIPT]);
    const tags = forms.map(({ headers }) => String(headers['etag']));
    expect(new Set(tags).size).toBe(3);
    for (const tag of tags) expect(tag).toMatch(/^"[\w-]+"$/);
  });

  test.each([
    ['', 1],
    ['gzip', 4],
    ['br', 4],
  ])('in the coding "%s" is at least %i times as small', async (coding, times) => {
    const { headers } = await ask(ASSET, coding);
    expect(Number(headers['content-length'])).toBeLessThanOrEqual(SCRIPT.length / times);
  });

  test('is not coded where that saves nothing', async () => {
    const { headers, body } = await ask('/console/assets/dot-1a2b3c4d.png', 'br, gzip');
    expect(headers).not.toHaveProperty('content-encoding');
    expect(body.toString('hex')).toBe('89504e470d0a1a0a');
  });

  test('is not sent again to who has it', async () => {
    for (const coding of ['', 'gzip', 'br']) {
      const { headers } = await ask('/console/', coding);
      const again = await ask('/console/streams', coding).set('If-None-Match', String(headers['etag']));
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', headers['etag']]);
      expect(again.headers['cache-control']).toBe('no-cache');
    }
    await ask('/console/', 'br').set('If-None-Match', '"another"').expect(200);
  });

  test('is told of without being sent', async () => {
    const { status, headers, text } = await supertest(app).head(ASSET).set('Accept-Encoding', 'br');
    const { headers: expected } = await ask(ASSET, 'br');
    expect([status, text]).toEqual([200, undefined]);
    expect([headers['etag'], headers['content-length'], headers['content-type']]).toEqual([
      expected['etag'],
      expected['content-length'],
      expected['content-type'],
    ]);
  });
});

test('a console that was not built is not there, and says how it comes', async () => {
  const without = express().enable('strict routing');
  serveConsole(without, null);
  without.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    response.status(404).send(error.message);
  });
  const { status, text } = await supertest(without).get('/console/');
  expect([status, text]).toEqual([404, NOT_BUILT]);
});
