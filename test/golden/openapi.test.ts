import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from '../e2e/running-app.js';

let app: RunningApp;
let document: OpenApi;

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: string; readonly schema: { readonly example?: string } }[];
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
      expect(method).toBe('get');
      const { status } = await app.get(filledIn(path, operation));
      expect([path, status]).toEqual([path, 200]);
      expect(Object.keys(operation.responses)).toContain('200');
    }
  });
});

function filledIn(path: string, { parameters = [] }: Operation): string {
  const query = new URLSearchParams();
  for (const { name, in: place, schema, example = schema.example } of parameters) {
    if (place === 'path') path = path.replace(`{${name}}`, String(example));
    if (place === 'query' && example !== undefined) query.set(name, example);
  }
  return `${path}?${query.toString()}`;
}
