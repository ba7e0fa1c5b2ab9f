import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ADMIN, RunningApp } from '../e2e/running-app.js';
import { OpenApiDocument, type Described } from './openapi-document.js';

let app: RunningApp;
let document: OpenApiDocument;

beforeAll(async () => {
  app = await RunningApp.start({ graphData: 'graph-data', ownTime: true });
  document = new OpenApiDocument((await app.get('/openapi.json')).body);
});

afterAll(async () => {
  await app.close();
});

/** What people and fuzzers send in place of what is asked for. */
const NASTY: readonly unknown[] = [
  ...[null, true, '', ' ', 'x', '0', 'null', 'x'.repeat(5000), '\u0000', '\ud800', '\u202e', '../..', '%', '💥'],
  ...[0, -1, 0.1, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63)],
  ...[[], [null], [[]], {}, { x: {} }, { __proto__: null, constructor: 1 }],
  ...['9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '9999999m', '1d', 'now'],
];
const nasty = fc.constantFrom(...NASTY);

/** An example with some of it, however deep, made nasty. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const kept = { arbitrary: inside(value), weight: 5 };
  return fc.oneof(kept, { arbitrary: nasty, weight: 1 });
}

function inside(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return fc.tuple(...value.map(spoilt));
  if (typeof value !== 'object' || value === null) return fc.constant(value);
  const members = Object.entries(value).map(([key, member]) => [key, spoilt(member)]);
  return fc.record(Object.fromEntries(members), { requiredKeys: [] });
}

/** A request line of nasty parts. */
function urls({ path, operation }: Described): fc.Arbitrary<string> {
  const parameters = operation.parameters ?? [];
  const values = parameters.map(({ schema, example = schema.example }) =>
    fc.oneof(fc.constant(example), nasty),
  );
  return fc.tuple(...values).map((chosen) => {
    const query: string[] = [];
    const target = parameters.reduce((url, { name, in: place }, index) => {
      const text = encodeURIComponent(textOf(chosen[index])) || 'x';
      if (place === 'query' && chosen[index] !== undefined) query.push(`${name}=${text}`);
      return place === 'path' ? url.replace(`{${name}}`, text) : url;
    }, path);
    return `${target}?${query.join('&')}`;
  });
}

/** Half of a surrogate pair has no place in a URL. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return text.isWellFormed() ? text : '';
}

function requests(described: Described): fc.Arbitrary<readonly [url: string, body: unknown]> {
  const schema = described.operation.requestBody?.content['application/json']?.schema;
  return fc.tuple(urls(described), schema ? spoilt(document.exampleOf(schema)) : fc.constant(undefined));
}

test('whatever is asked, only what is documented comes of it', { timeout: 120_000 }, async () => {
  for (const described of document.operations) {
    await fc.assert(
      fc.asyncProperty(requests(described), async ([url, body]) => {
        const request = app.as(ADMIN, described.method, url).set('Content-Type', 'application/json');
        const answer = await request.send(body === undefined ? undefined : JSON.stringify(body));
        expect(undocumented(described, answer), `${described.name} ${url} ${JSON.stringify(body)}`).toEqual([]);
      }),
      { numRuns: 30, seed: 1 },
    );
  }
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly text: string;
}

function undocumented({ operation, path }: Described, { status, headers, body, text }: Answer): readonly string[] {
  // Of a path that was spoilt into another one nothing is said here.
  if (status === 405 || (status === 404 && /"not_found"/.test(text) && !path.includes('{id}'))) return [];
  const response = operation.responses[status];
  if (status >= 500 || !response) return [`${status} ${text}`];
  const [type = ''] = String(headers['content-type']).split(';');
  const { schema } = response.content?.[type] ?? {};
  if (!schema) return [`${status} as ${type}`];
  return type.endsWith('json') ? document.faultsOf(body, schema) : [];
}
