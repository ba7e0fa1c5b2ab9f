import type { JsonDocument } from '../../src/graph/json-cursor.js';
import { Problem, type Fault } from '../../src/graph/problem.js';

/** A document that has been read, and the members whose key stood twice in its text. */
export function documentOf(name: string, value: unknown, ...repeated: readonly string[]): JsonDocument {
  return { name, value, repeated: new Set(repeated) };
}

/** A release index of these releases. */
export function indexOf(...releases: readonly unknown[]): object {
  return { releases };
}

/** Updates metadata of these entries. */
export function updatesOf(...releases: readonly unknown[]): object {
  return { stream: 's', releases };
}

/** Each fault as `code pointer`. */
export function drawnFaults(faults: readonly Fault[]): readonly string[] {
  return faults.map(({ code, path }) => `${code} ${path}`);
}

/** The problem that an action ends in. */
export function problemOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it went well');
}
