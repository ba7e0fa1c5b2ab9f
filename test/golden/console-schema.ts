import { format, resolveConfig } from 'prettier';
import type { Described, OpenApiDocument, Parameter, Schema } from './openapi-document.js';

export const CONSOLE_SCHEMA = new URL('../../src/adapters/console/api/schema.ts', import.meta.url).pathname;

const HEAD = `/** Made from test/golden/openapi.json by \`npm run golden\`: what the API takes and answers. */

export type NoParams = Readonly<Record<string, never>>;`;

/** Answers that are described in their place, and what the console calls them. */
const NAMES: Readonly<Record<string, string>> = { 'GET /v1/graph': 'GraphAnswer' };

/** The TypeScript types of everything that the document describes, as the formatter leaves them. */
export async function consoleSchema(document: OpenApiDocument): Promise<string> {
  const named = document.operations.flatMap((described) => {
    const name = NAMES[described.name];
    return name === undefined ? [] : [[name, answerOf(described)] as const];
  });
  const nameOf = new Map(named.map(([name, schema]) => [typeOf(schema), name]));
  const interfaces = [...Object.entries(document.json.components.schemas), ...named].map(
    ([name, schema]) => `export interface ${name} ${membersOf(schema)}`,
  );
  const operations = document.operations.map((described) => operationOf(described, nameOf));
  const source = [HEAD, ...interfaces, `export interface Operations {\n${operations.join('\n')}\n}`];
  return format(source.join('\n\n'), { ...(await resolveConfig(CONSOLE_SCHEMA)), parser: 'typescript' });
}

/** Headers are left out: the client sets those by itself, the same for every operation. */
function operationOf(described: Described, nameOf: ReadonlyMap<string, string>): string {
  const { parameters = [], requestBody } = described.operation;
  const body = requestBody?.content['application/json']?.schema;
  const answer = typeOf(answerOf(described));
  const members = [
    `readonly path: ${paramsOf(parameters.filter((parameter) => parameter.in === 'path'))};`,
    `readonly query: ${paramsOf(parameters.filter((parameter) => parameter.in === 'query'))};`,
    `readonly body: ${body === undefined ? 'null' : typeOf(body)};`,
    `readonly answer: ${nameOf.get(answer) ?? answer};`,
  ];
  return `'${described.name}': {\n${members.join('\n')}\n};`;
}

/** What a success answers; where it can be had in several forms, the JSON. */
function answerOf({ name, operation }: Described): Schema {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const content = success?.[1].content ?? {};
  const found = content['application/json'] ?? Object.values(content)[0];
  if (found === undefined) throw new Error(`${name} does not say what it answers`);
  return found.schema;
}

function paramsOf(parameters: readonly Parameter[]): string {
  if (parameters.length === 0) return 'NoParams';
  const members = parameters.map(({ name, required = false, schema }) =>
    memberOf(name, required, schema.type === undefined ? 'string' : typeOf(schema)),
  );
  return `{ ${members.join(' ')} }`;
}

/** The type of a value that a schema lets pass. */
export function typeOf(schema: Schema): string {
  return schema.nullable ? `${plainTypeOf(schema)} | null` : plainTypeOf(schema);
}

function plainTypeOf(schema: Schema): string {
  const { $ref, allOf, enum: words, type, items } = schema;
  if ($ref !== undefined) return $ref.split('/').at(-1) ?? '';
  if (allOf) return allOf.map(typeOf).join(' & ');
  if (words) return words.map((word) => JSON.stringify(word)).join(' | ');
  if (type === 'array') return arrayOf(items ?? {}, schema);
  if (type === 'object') return objectOf(schema);
  if (type === 'integer' || type === 'number') return 'number';
  return type ?? 'unknown';
}

function arrayOf(items: Schema, { minItems, maxItems }: Schema): string {
  const item = typeOf(items);
  if (minItems !== undefined && minItems === maxItems) {
    return `readonly [${Array.from({ length: minItems }, () => item).join(', ')}]`;
  }
  return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
}

function objectOf(schema: Schema): string {
  const { properties, additionalProperties, required = [] } = schema;
  if (properties || required.length > 0) return membersOf(schema);
  const member = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
  return `Readonly<Record<string, ${member}>>`;
}

/** A field that is required and not described is there all the same, among others that nothing is said of. */
function membersOf({ properties, required = [] }: Schema): string {
  const described = Object.entries(properties ?? {}).map(([name, property]) =>
    memberOf(name, required.includes(name), typeOf(property)),
  );
  const rest = properties
    ? []
    : [...required.map((name) => memberOf(name, true, 'unknown')), 'readonly [field: string]: unknown;'];
  return `{ ${[...described, ...rest].join(' ')} }`;
}

function memberOf(name: string, required: boolean, type: string): string {
  const key = /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
  return `readonly ${key}${required ? '' : '?'}: ${type};`;
}
