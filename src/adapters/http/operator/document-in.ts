import type { JsonDocument } from '../../../graph/json-cursor.js';

/**
 * A document that is a member of a body. Its name is its own pointer, so that a place in it is one in the body.
 * @param path JSON Pointer of the member
 */
export function documentIn({ value, repeated }: JsonDocument, path: string): JsonDocument {
  const below = [...repeated]
    .filter((one) => one.startsWith(`${path}/`))
    .map((one) => one.slice(path.length));
  return { name: path, value: memberOf(value, path.split('/').slice(1)), repeated: new Set(below) };
}

function memberOf(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return memberOf(member, rest);
}
