import type { DocumentsBody } from '../api/schema.js';
import type { DocumentTexts } from './draft.js';
import { readJson, type JsonFault } from './json-text.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** A document as it was pasted. */
export interface Pasted {
  /** `null` where it is none. */
  readonly value: JsonObject | null;
  readonly fault: JsonFault | null;
  readonly isEmpty: boolean;
}

export function pastedIn(text: string): Pasted {
  if (text.trim() === '') return { value: null, fault: null, isEmpty: true };
  const { value, fault } = readJson(text);
  if (fault !== null) return { value: null, fault, isEmpty: false };
  if (isObject(value)) return { value, fault: null, isEmpty: false };
  return { value: null, fault: { offset: 0, line: 1, column: 1, expected: 'object' }, isEmpty: false };
}

/**
 * Both documents, once there is something to judge: of what was not pasted the one that stands.
 * @returns `null` as long as one is broken, or nothing was pasted
 */
export function documentsOf(
  pasted: Readonly<Record<keyof DocumentTexts, Pasted>>,
  current: DocumentsBody | null,
): DocumentsBody | null {
  const { releases, updates } = pasted;
  if (releases.fault !== null || updates.fault !== null || (releases.isEmpty && updates.isEmpty)) return null;
  const [index, metadata] = [releases.value ?? current?.releases, updates.value ?? current?.updates];
  return index === undefined || metadata === undefined ? null : { releases: index, updates: metadata };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
