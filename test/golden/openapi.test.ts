import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, RunningApp } from '../e2e/running-app.js';

let app: RunningApp;
let document: OpenApi;

interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: string; readonly schema: { readonly example?: string } }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<Record<string, object>>;
}

beforeAll(async () => {
  app = await RunningApp.start({ graphData: 'graph-data' });
  document = (await app.get('/openapi.json')).body;
});

afterAll(async () => {
  await app.close();
});

test('the interface is what it was, or was changed on purpose (npm run golden)', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot('openapi.json');
});

describe('every example works against the example data', () => {
  test('as the explorer fills it in', async () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(7);
    for (const { path, method, operation } of operations) {
      const target = filledIn(path.replace('{id}', await someTokenId()), operation);
      const { status } = await app.as(ADMIN, asMethod(method), target).send(bodyOf(operation));
      expect([method, path, status]).toEqual([method, path, method === 'post' ? 201 : 200]);
      expect(Object.keys(operation.responses)).toContain(String(status));
    }
  });
});

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

function asMethod(text: string): (typeof METHODS)[number] {
  const method = METHODS.find((one) => one === text);
  expect(METHODS).toContain(text);
  return method ?? 'get';
}

/** Ids are made up by the server: no example can know one. */
async function someTokenId(): Promise<string> {
  const body = { name: 'n', role: 'viewer' };
  return (await app.as(ADMIN, 'post', '/admin/v1/tokens').send(body)).body.id;
}

function bodyOf({ requestBody }: Operation): object | undefined {
  const { $ref = '' } = requestBody?.content['application/json'].schema ?? {};
  const schema = document.components.schemas[$ref.split('/').at(-1) ?? ''];
  if (!schema) return undefined;
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, { example }]) => [name, example]));
}

function filledIn(path: string, { parameters = [] }: Operation): string {
  const query = new URLSearchParams();
  for (const { name, in: place, schema, example = schema.example } of parameters) {
    if (place === 'path') path = path.replace(`{${name}}`, String(example));
    if (place === 'query' && example !== undefined) query.set(name, example);
  }
  return `${path}?${query.toString()}`;
}
