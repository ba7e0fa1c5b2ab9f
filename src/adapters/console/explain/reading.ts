import type { Fields } from './fields.js';

/** What was pasted, and what it says of a node. */
export interface Reading {
  readonly kind: 'query' | 'status' | 'journal' | 'uuid' | 'machine_id' | 'payload' | 'version';
  readonly fields: Partial<Fields>;
  /** What else is on the node, where the paste says so. */
  readonly staged: string | null;
  readonly earlier: readonly string[];
}

/** What was pasted is not understood. */
export interface Unread {
  readonly kind: 'unread';
  readonly why: 'too_large' | 'twice' | 'no_parameter' | 'json' | 'status' | 'not_json' | 'unknown';
  /** What is to be put into the sentence that says so. */
  readonly detail: string;
}

export function unread(why: Unread['why'], detail = ''): Unread {
  return { kind: 'unread', why, detail };
}

export function reading(kind: Reading['kind'], fields: Partial<Fields>): Reading {
  return { kind, fields, staged: null, earlier: [] };
}
