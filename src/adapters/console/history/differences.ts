import type { DeclaredView, ReleaseChangeView } from '../api/schema.js';

/** A field in which a release differs, by its name in the API; `null`: there is none. */
export interface Difference {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** How a release came out of a change. */
export type Fate = 'added' | 'removed' | 'changed';

export function fateOf({ before, after }: ReleaseChangeView): Fate {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

/** Only what differs between two declarations of a release, in the order of the API. */
export function differencesOf({ before, after }: Omit<ReleaseChangeView, 'version'>): readonly Difference[] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .map((field) => ({ field, before: old.get(field) ?? null, after: young.get(field) ?? null }))
    .filter((one) => one.before !== one.after);
}

type Fields = ReadonlyMap<string, string>;

function fieldsOf(declared: DeclaredView | null): Fields {
  if (declared === null) return new Map();
  const { version: _version, payloads, payload_aliases: aliases, ...rest } = declared;
  return new Map([
    ...payloads.map(({ basearch, scheme, payload }) => [`payload ${basearch} ${scheme}`, payload] as const),
    ...aliases.flatMap(({ id, ...alias }) => leavesOf(`payload_alias ${id}`, alias)),
    ...Object.entries(rest).flatMap(([name, value]) => leavesOf(name, value)),
  ]);
}

/** What is not there is no field: `null`, `false` and the empty text say so. */
function leavesOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (value === null || value === undefined || value === false || value === '') return [];
  if (Array.isArray(value)) return [[name, value.join(' ')]];
  if (typeof value !== 'object') return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(`${name}.${key}`, inner));
}
