/** The OpenAPI document as these tests read it: what it says of an operation, and what its schemas let pass. */

export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown; readonly examples?: Readonly<Record<string, { readonly value: unknown }>> }>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema: Schema;
}

export interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly object[];
  readonly 'x-role'?: string;
}

export const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
export type Method = (typeof METHODS)[number];

export interface Described {
  readonly name: string;
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
}

/** Everything under it is asked for with a token. */
export const isOperators = ({ path }: Described) => path.startsWith('/admin/v1/');

export const isWrite = ({ method, path }: Described) => method !== 'get' && path !== '/admin/v1/lint';

export class OpenApiDocument {
  constructor(
    readonly json: {
      readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
      readonly paths: Readonly<Record<string, Partial<Readonly<Record<Method, Operation>>>>>;
    },
  ) {}

  get operations(): readonly Described[] {
    return Object.entries(this.json.paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation ? [{ name: `${method.toUpperCase()} ${path}`, path, method, operation }] : [];
      }),
    );
  }

  /** A body as the explorer fills it in: every field, with its example. */
  exampleOf(schema: Schema): unknown {
    if (schema.example !== undefined) return schema.example;
    const [{ properties, items, enum: words } = schema] = this.#parts(schema);
    if (items) return [this.exampleOf(items)];
    if (!properties) return words?.[0];
    return Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, this.exampleOf(property)]),
    );
  }

  /** An operation as the explorer fills it in, only that writes are tried and not done. */
  requestOf(described: Described): { readonly url: string; readonly body: object | undefined } {
    const schema = described.operation.requestBody?.content['application/json']?.schema;
    return { url: urlOf(described), body: schema && Object(this.exampleOf(schema)) };
  }

  /** What of a value its schema does not say, by JSON Pointer. */
  faultsOf(value: unknown, schema: Schema, path = ''): readonly string[] {
    if (value === null) return schema.nullable ? [] : [`${path} is null`];
    return this.#parts(schema).flatMap((part) => this.#faultsOfPart(value, part, path));
  }

  #faultsOfPart(value: unknown, schema: Schema, path: string): readonly string[] {
    const { type, enum: words, format, items, properties, required = [], additionalProperties } = schema;
    if (type !== undefined && !isOfType(value, type)) return [`${path} is no ${type}`];
    if (words && !words.includes(value)) return [`${path} is none of ${words.join(', ')}`];
    if (format === 'date-time' && !TIME.test(String(value))) return [`${path} is no time`];
    if (Array.isArray(value)) {
      return items ? value.flatMap((item, index) => this.faultsOf(item, items, `${path}/${index}`)) : [];
    }
    if (typeof value !== 'object' || value === null) return [];
    const missing = required.filter((name) => !(name in value)).map((name) => `${path}/${name} is missing`);
    const faults = Object.entries(value).flatMap(([name, member]) => {
      const known = properties?.[name] ?? additionalProperties;
      if (typeof known === 'object') return this.faultsOf(member, known, `${path}/${name}`);
      // Nothing is said of the members of an object without properties.
      return known === true || !properties ? [] : [`${path}/${name} is not documented`];
    });
    return [...missing, ...faults];
  }

  #parts(schema: Schema): readonly Schema[] {
    const { $ref, allOf = [] } = schema;
    if ($ref === undefined && allOf.length === 0) return [schema];
    const named = this.json.components.schemas[$ref?.split('/').at(-1) ?? ''];
    return [...(named ? [named] : []), ...allOf].flatMap((part) => this.#parts(part));
  }
}

function urlOf(described: Described): string {
  const query = new URLSearchParams(isWrite(described) ? { dry_run: 'true' } : {});
  let { path } = described;
  for (const { name, in: place, schema, example = schema.example } of described.operation.parameters ?? []) {
    if (typeof example !== 'string' && typeof example !== 'number') continue;
    if (place === 'path') path = path.replace(`{${name}}`, String(example));
    if (place === 'query') query.set(name, String(example));
  }
  return `${path}?${query.toString()}`;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type && !Array.isArray(value);
}
