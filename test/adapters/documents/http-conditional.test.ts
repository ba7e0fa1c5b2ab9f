import type { IncomingMessage, RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { HttpSource } from '../../../src/adapters/documents/http-source.js';
import { indexOf } from '../../application/releases.js';
import { closeAll, DOCUMENTS, INDEX, outcomeOf, pathOf, serving, sourceAt } from './http-servers.js';

afterEach(closeAll);

const LONG_AGO = 'Sat, 21 Nov 2026 10:00:00 GMT';

/** A server whose answers have these headers, and what it was asked for with which conditions. */
async function validating(headers: Readonly<Record<string, string>>, documents = { ...DOCUMENTS }) {
  const said: string[] = [];
  const listener: RequestListener = (request, response) => {
    const document = documents[pathOf(request)];
    const path = pathOf(request) === INDEX ? 'index' : 'updates';
    said.push([path, conditionOf(request), isCurrent(request, headers) ? 304 : 200].join(' '));
    if (isCurrent(request, headers)) response.writeHead(304, headers).end();
    else response.writeHead(200, headers).end(document);
  };
  const { url } = await serving(listener);
  return { url, headers, documents, said: () => said.splice(0).sort() };
}

function conditionOf({ headers }: IncomingMessage): string {
  return headers['if-none-match'] ?? headers['if-modified-since'] ?? '-';
}

function isCurrent(
  { headers }: IncomingMessage,
  { ETag, 'Last-Modified': at }: Readonly<Record<string, string>>,
): boolean {
  const tag = headers['if-none-match'];
  return tag === undefined ? at !== undefined && headers['if-modified-since'] === at : tag === ETag;
}

describe('what has not changed', () => {
  test.each([
    ['its tag', { ETag: '"a"', 'Last-Modified': LONG_AGO }, '"a" 304'],
    ['its weak tag', { ETag: 'W/"a"' }, 'W/"a" 304'],
    ['its time', { 'Last-Modified': LONG_AGO }, `${LONG_AGO} 304`],
    ['nothing', {}, '- 200'],
    ['no tag that is none', { ETag: 'a' }, '- 200'],
    ['no tag that could not be sent', { ETag: '"\u00e9"' }, '- 200'],
    ['no time that is none', { 'Last-Modified': 'yesterday' }, '- 200'],
    ['no time of this second', { 'Last-Modified': 'Sun, 22 Nov 2026 10:00:00 GMT' }, '- 200'],
  ])('is asked for by %s, and read all the same', async (_, validators, second) => {
    const { url, said } = await validating({ Date: 'Sun, 22 Nov 2026 10:00:00 GMT', ...validators });
    const source = sourceAt(url);
    const first = await source.read('stable');
    expect(said()).toEqual(['index - 200', 'updates - 200']);
    for (let again = 0; again < 2; again++) {
      expect((await source.read('stable')).digest).toBe(first.digest);
      expect(await outcomeOf(source)).toBe('well');
      expect(new Set(said())).toEqual(new Set([`index ${second}`, `updates ${second}`]));
    }
  });

  test('is asked for by its time where the server has no clock, and sends no date', async () => {
    const said: string[] = [];
    const { url } = await serving((request, response) => {
      response.sendDate = false;
      said.push(request.headers['if-modified-since'] ?? '-');
      response.writeHead(200, { 'Last-Modified': LONG_AGO }).end(DOCUMENTS[pathOf(request)]);
    });
    const source = sourceAt(url);
    expect([await outcomeOf(source), await outcomeOf(source)]).toEqual(['well', 'well']);
    expect(said.sort()).toEqual(['-', '-', LONG_AGO, LONG_AGO]);
  });

  test('is sent again without a query where the query is refused', async () => {
    const said: string[] = [];
    const { url } = await serving((request, response) => {
      if (request.url?.includes('?')) said.push(`? ${conditionOf(request)}`);
      else said.push(conditionOf(request));
      if (request.url?.includes('?')) response.writeHead(400).end();
      else if (conditionOf(request) === '"a"') response.writeHead(304).end();
      else response.writeHead(200, { ETag: '"a"' }).end(DOCUMENTS[pathOf(request)]);
    });
    const source = sourceAt(url);
    expect([await outcomeOf(source), await outcomeOf(source)]).toEqual(['well', 'well']);
    expect(said.sort()).toEqual(['"a"', '"a"', '-', '-', '? -', '? -', '? -', '? -']);
  });
});

test.each([429, 408, 404])(
  'a server that has once said more is not taken at less after a %i',
  async (status) => {
    let isRefused = false;
    const { url } = await serving((request, response) => {
      const isExtended = request.url?.includes('?') ?? false;
      if (isRefused && isExtended) response.writeHead(status).end();
      else response.writeHead(200).end(DOCUMENTS[pathOf(request)]);
    });
    const source = sourceAt(url);
    expect(await outcomeOf(source)).toBe('well');
    isRefused = true;
    expect(await outcomeOf(source)).not.toBe('well');
  },
);

test('one document of two may change', async () => {
  const tags: Record<string, string> = { [INDEX]: '"a"' };
  const { url, asked } = await serving((request, response) => {
    const tag = tags[pathOf(request)] ?? '"of updates"';
    const isKnown = request.headers['if-none-match'] === tag;
    const index = JSON.stringify(indexOf(...(tags[INDEX] === '"a"' ? ['1'] : ['1', '2'])));
    response.writeHead(isKnown ? 304 : 200, { ETag: tag });
    response.end(isKnown ? '' : pathOf(request) === INDEX ? index : DOCUMENTS[pathOf(request)]);
    asked.push(`${isKnown ? 304 : 200} ${pathOf(request) === INDEX ? 'index' : 'updates'}`);
  });
  const source = sourceAt(url);
  expect(await outcomeOf(source)).toBe('well');
  tags[INDEX] = '"b"';
  asked.splice(0);
  const { index, updates } = (await source.read('stable')).parse();
  expect([index.value, JSON.stringify(updates.value)]).toEqual([
    indexOf('1', '2'),
    DOCUMENTS['/updates/stable.json'],
  ]);
  expect(asked.filter((one) => /^\d/.test(one)).sort()).toEqual(['200 index', '304 updates']);
});

test('a 304 that nobody asked for is refused', async () => {
  const { url } = await serving((_, response) => response.writeHead(304).end());
  const message = `${url}${INDEX}: answered 304, as if we had asked for changes only`;
  expect(await outcomeOf(sourceAt(url))).toBe(`document_unreadable: ${message}`);
});

test('a 304 to a question without a condition is refused later, too', async () => {
  let status = 200;
  const { url } = await serving((request, response) =>
    response.writeHead(status).end(DOCUMENTS[pathOf(request)]),
  );
  const source = sourceAt(url);
  expect(await outcomeOf(source)).toBe('well');
  status = 304;
  expect(await outcomeOf(source)).toContain('answered 304');
});

test('a validator of a document that could not be read is not used', async () => {
  const { url, said, documents } = await validating({ ETag: '"a"' });
  const source = sourceAt(url);
  documents[INDEX] = '<html>come in</html>';
  expect(await outcomeOf(source)).toContain('invalid_json');
  documents[INDEX] = DOCUMENTS[INDEX] ?? '';
  said();
  expect([await outcomeOf(source), said()]).toEqual(['well', ['index - 200', 'updates - 200']]);
});

test('a failure keeps what was read before, and its validators', async () => {
  let isWell = true;
  const conditions: string[] = [];
  const { url } = await serving((request, response) => {
    conditions.push(conditionOf(request));
    if (!isWell) response.writeHead(502, { ETag: '"of the failure"' }).end();
    else
      response
        .writeHead(conditionOf(request) === '"a"' ? 304 : 200, { ETag: '"a"' })
        .end(DOCUMENTS[pathOf(request)]);
  });
  const source = sourceAt(url);
  await source.read('stable');
  isWell = false;
  expect(await outcomeOf(source)).toContain('answered 502');
  isWell = true;
  conditions.splice(0);
  expect([await outcomeOf(source), conditions]).toEqual(['well', ['"a"', '"a"']]);
});

test('a validator stays with the URL that gave it', async () => {
  const conditions: string[] = [];
  const other = await serving((request, response) => {
    conditions.push(`there ${conditionOf(request)}`);
    response
      .writeHead(conditionOf(request) === '"there"' ? 304 : 200, { ETag: '"there"' })
      .end(DOCUMENTS[pathOf(request)]);
  });
  const { url } = await serving((request, response) => {
    conditions.push(`here ${conditionOf(request)}`);
    response.writeHead(302, { Location: `${other.url}${request.url}`, ETag: '"here"' }).end();
  });
  const source = sourceAt(url);
  expect([await outcomeOf(source), conditions.splice(0).sort()]).toEqual([
    'well',
    ['here -', 'here -', 'there -', 'there -'],
  ]);
  const again = ['here -', 'here -', 'there "there"', 'there "there"'];
  expect([await outcomeOf(source), conditions.sort()]).toEqual(['well', again]);
});

test('only the streams that it is made for are kept', async () => {
  const { url, said } = await validating({ ETag: '"a"' });
  const source = new HttpSource(url, []);
  await source.read('stable');
  await source.read('stable');
  expect(said()).toEqual(['index - 200', 'index - 200', 'updates - 200', 'updates - 200']);
});
