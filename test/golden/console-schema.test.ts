import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { consoleSchema, typeOf } from './console-schema.js';
import { OpenApiDocument, type Schema } from './openapi-document.js';

const TEXT = { type: 'string' } as const;
const PAIR = { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 } as const;
const REF = { $ref: '#/components/schemas/NodeView' } as const;

describe('a schema of the interface is a type of the console', () => {
  test.each<[string, Schema]>([
    ['string', TEXT],
    ['number', { type: 'integer' }],
    ['boolean', { type: 'boolean' }],
    ['string | null', { ...TEXT, nullable: true }],
    ['"true" | "false"', { ...TEXT, enum: ['true', 'false'] }],
    ['NodeView', REF],
    ['NodeView | null', { type: 'object', nullable: true, allOf: [REF] }],
    ['readonly string[]', { type: 'array', items: TEXT }],
    ['readonly string[] | null', { type: 'array', items: TEXT, nullable: true }],
    ['readonly ("a" | "b")[]', { type: 'array', items: { enum: ['a', 'b'] } }],
    ['readonly [number, number]', PAIR],
    ['readonly (readonly [number, number])[]', { type: 'array', items: PAIR }],
    ['Readonly<Record<string, unknown>>', { type: 'object' }],
    ['Readonly<Record<string, unknown>>', { type: 'object', additionalProperties: true }],
    ['Readonly<Record<string, string>>', { type: 'object', additionalProperties: TEXT }],
    ['{ readonly a: string; readonly b?: string; }', object({ a: TEXT, b: TEXT }, ['a'])],
    ['{ readonly "a-b"?: string; }', object({ 'a-b': TEXT }, [])],
    ['{ readonly op: unknown; readonly [field: string]: unknown; }', { type: 'object', required: ['op'] }],
    ['unknown', {}],
  ])('%s', (type, schema) => {
    expect(typeOf(schema)).toBe(type);
  });
});

function object(properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema {
  return { type: 'object', properties, required };
}

describe('the types of the whole interface', () => {
  const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
  const document = new OpenApiDocument(JSON.parse(text));

  test('have every operation and every schema once', async () => {
    const types = await consoleSchema(document);
    const names = [...types.matchAll(/^ {2}'(.+)': \{$/gm)].map(([, name]) => name);
    expect(names).toEqual(document.operations.map(({ name }) => name));
    const interfaces = [...types.matchAll(/^export interface (\w+) /gm)].map(([, name]) => name);
    const schemas = Object.keys(document.json.components.schemas);
    expect(interfaces).toEqual([...schemas, 'GraphAnswer', 'Operations']);
  });

  test('say of a read what its path, its query and its answer are', async () => {
    expect(await consoleSchema(document)).toContain(`
  'GET /v1/streams/{stream}': {
    readonly path: { readonly stream: string };
    readonly query: NoParams;
    readonly body: null;
    readonly answer: StreamView;
  };`);
  });

  test('say of a change what its body is, and nothing of headers', async () => {
    expect(await consoleSchema(document)).toContain(`
  'POST /admin/v1/streams/{stream}/changes': {
    readonly path: { readonly stream: string };
    readonly query: { readonly dry_run?: 'true' | 'false'; readonly confirm?: string };
    readonly body: ChangeSetBody;
    readonly answer: AnswerView;
  };`);
  });

  test('refuse an operation that does not say what it answers', async () => {
    const paths = { '/v1/x': { get: { responses: { 200: {} } } } };
    const silent = new OpenApiDocument({ components: { schemas: {} }, paths });
    await expect(consoleSchema(silent)).rejects.toThrow('GET /v1/x does not say what it answers');
  });
});
