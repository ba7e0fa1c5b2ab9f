import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONSOLE_FOLDER, readConsole } from '../../src/adapters/http/console/read-console.js';
import { RunningApp } from './running-app.js';

let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({});
});

afterAll(() => app.close());

const NOTHING = {
  kind: 'not_found',
  value: 'there is nothing at this path: agents find /v1/graph, people /console/ and /docs',
};

describe('the built console', () => {
  test('is there: npm run build', () => {
    expect(readConsole(CONSOLE_FOLDER)?.page.name).toBe('index.html');
  });

  test('has a page that names only files of this server, which are all there', async () => {
    const { text } = await app.get('/console/').expect(200);
    const named = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url = '']) => url);
    expect(named.length).toBeGreaterThan(1);
    for (const url of named.filter((one) => !one.startsWith('data:'))) {
      expect(url).toMatch(/^\/console\//);
      const { headers } = await app.get(url).expect(200);
      expect(headers['cache-control']).toMatch(/immutable|no-cache/);
    }
  });

  test('has no script and no style in its page', async () => {
    const { text } = await app.get('/console/').expect(200);
    expect(text).not.toMatch(/<style|style="|<script(?![^>]* src=)|\son\w+="/);
  });

  test('is under 100 KB compressed, in all', async () => {
    const files = [...(readConsole(CONSOLE_FOLDER)?.files.values() ?? [])];
    const sizes = await Promise.all(files.map(async (file) => (await file.form('gzip')).bytes.length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });
});

describe('under /console/', () => {
  test.each(['/console/nothing.js', '/console/assets/nothing', '/console/../package.json'])(
    '%s is not there, in the words of the house',
    async (path) => {
      const { status, body, headers } = await app.get(path);
      expect([status, body]).toEqual([404, NOTHING]);
      expect(headers['content-type']).toBe('application/json');
      expect(headers['cache-control']).toBe('no-store');
    },
  );

  test.each(['/console', '/console/', '/console/streams/stable', '/console/assets/nothing.js'])(
    'nothing is sent to %s',
    async (path) => {
      const { status, body, headers } = await app.request('post', path);
      expect([status, headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect(body).toEqual({ kind: 'method_not_allowed', value: 'this can only be read: use GET' });
    },
  );
});
