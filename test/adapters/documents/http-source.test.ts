import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpSource } from '../../../src/adapters/documents/http-source.js';
import { indexOf, rolledOut } from '../../application/releases.js';
import {
  answerWell,
  closeAll,
  DOCUMENTS,
  INDEX,
  outcomeOf,
  pathOf,
  serving,
  sourceAt,
  UPDATES,
} from './http-servers.js';

afterEach(closeAll);

const extended = (path: string): string => `${path}?extended=true`;

describe('documents over HTTP', () => {
  test.each(['', '/', '/deep', '/deep/er//', '/deep?key=1#there'])(
    'are below the base "%s"',
    async (base) => {
      const below = base.replace(/\/*([?#].*)?$/, '');
      const { url, asked } = await serving((request, response) => {
        response.end(DOCUMENTS[pathOf(request).slice(below.length)]);
      });
      const source = sourceAt(url + base);
      expect(await source.streams()).toEqual(['stable']);
      const { index, updates, profile } = (await source.read('stable')).parse();
      expect([index.value, updates.value, profile]).toEqual([indexOf('1'), rolledOut('1'), null]);
      expect([index.name, updates.name]).toEqual([url + below + INDEX, url + below + UPDATES]);
      expect(asked.sort()).toEqual([below + extended(INDEX), below + extended(UPDATES)]);
    },
  );

  test('are asked for in few words', async () => {
    const heard: object[] = [];
    const server = await serving((request, response) => {
      heard.push(request.headers);
      answerWell(request, response);
    });
    await sourceAt(server.url).read('stable');
    const header = {
      host: server.host,
      connection: 'keep-alive',
      'user-agent': 'roost',
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
    };
    expect(heard).toEqual([header, header]);
  });

  test.each([400, 403, 404, 405, 414])(
    'of a server that answers a query with %i are asked for without',
    async (status) => {
      const { url, asked } = await serving((request, response) => {
        if (request.url?.includes('?')) response.writeHead(status).end('what?');
        else answerWell(request, response);
      });
      const source = sourceAt(url);
      expect([await outcomeOf(source), await outcomeOf(source)]).toEqual(['well', 'well']);
      const once = [INDEX, extended(INDEX), UPDATES, extended(UPDATES)];
      expect(asked.sort()).toEqual([...once, ...once].sort());
    },
  );

  test('have one digest while they are the same', async () => {
    let index = DOCUMENTS[INDEX];
    const { url } = await serving((request, response) => {
      response.end(pathOf(request) === INDEX ? index : DOCUMENTS[UPDATES]);
    });
    const source = sourceAt(url);
    const first = await source.read('stable');
    expect((await source.read('stable')).digest).toBe(first.digest);
    index = JSON.stringify(indexOf('1', '2'));
    expect((await source.read('stable')).digest).not.toBe(first.digest);
  });

  test('are never asked for by what is no name', async () => {
    const { url, asked } = await serving(answerWell);
    await expect(sourceAt(url).read('../secret')).rejects.toMatchObject({ kind: 'invalid_document' });
    expect(asked).toEqual([]);
  });
});

describe('a base', () => {
  test.each(['', 'ftp://example.com/', 'http://', 'https://me:secret@:x/', '/folder'])(
    '"%s" is refused',
    (base) => {
      const message = 'expected the URL of a server, as https://host/path';
      const refusal = expect.objectContaining({ kind: 'source_unreadable', message });
      expect(() => new HttpSource(base, [])).toThrow(refusal);
    },
  );

  test('is shown without its secrets', () => {
    const source = new HttpSource('https://me:secret@example.com/deep?token=secret#x', []);
    expect(source.url).toBe('https://example.com/deep');
  });
});

describe('of another Roost', () => {
  const reading = async (index: object) => {
    const listener: RequestListener = (request, response) => {
      response.end(pathOf(request) === INDEX ? JSON.stringify(index) : DOCUMENTS[UPDATES]);
    };
    return (await sourceAt((await serving(listener)).url).read('stable')).parse();
  };

  test.each([
    [
      { 'stream-aliases': ['24.03', 'lts', 'lts'], description: 'slow' },
      { aliases: ['24.03', 'lts'], description: 'slow' },
    ],
    [
      { 'stream-aliases': [], description: '' },
      { aliases: [], description: '' },
    ],
    [{ 'stream-aliases': null }, { aliases: [], description: '' }],
    // Who follows a stream by an alias has that for its name.
    [
      { stream: 'its-name', 'stream-aliases': ['stable', 'x'] },
      { aliases: ['x'], description: '' },
    ],
    // Of a server that is none, it means nothing that we know.
    [{ description: 5 }, null],
    [{}, null],
  ])('the index that says %j makes the profile %j', async (more, profile) => {
    expect((await reading({ ...indexOf('1'), ...more })).profile).toEqual(profile);
  });

  test.each([
    [{ 'stream-aliases': ['fine', 'not fine'] }, 'invalid_name', '/stream-aliases/1'],
    [{ stream: 'stable', 'stream-aliases': ['stable'] }, 'invalid_name', '/stream-aliases/0'],
    [{ 'stream-aliases': 'x' }, 'wrong_type', '/stream-aliases'],
    [{ 'stream-aliases': [], description: ['x'] }, 'wrong_type', '/description'],
  ])('the index that says %j is refused', async (more, code, path) => {
    const fault = expect.objectContaining({
      code,
      path,
      document: expect.stringMatching(`^http.*${INDEX}$`),
    });
    await expect(reading({ ...indexOf('1'), ...more })).rejects.toMatchObject({
      kind: 'invalid_document',
      faults: [fault],
    });
  });
});
