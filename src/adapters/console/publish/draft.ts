import { OP_NAMES, PARTS, type OpName, type Part } from './kinds.js';

export interface PayloadRow {
  readonly basearch: string;
  readonly scheme: string;
  readonly payload: string;
}

/** An operation as it is being written: every field as it was typed. */
export interface Card {
  /** Of this draft alone, so that a card keeps its input when another one goes. */
  readonly key: number;
  readonly op: OpName;
  /** By their place in the operation: `version`, `rollout/start`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The sections that are wanted. */
  readonly parts: readonly Part[];
  /** `null` as long as the proposed ones stand. */
  readonly payloads: readonly PayloadRow[] | null;
}

/** A change set that is being written. */
export interface Draft {
  readonly cards: readonly Card[];
  readonly reason: string;
}

/** The two documents that are being pasted. */
export interface DocumentTexts {
  readonly releases: string;
  readonly updates: string;
}

/** What a time is that shall be said, and has not been said yet. */
export const AT_A_TIME = 'at';

/** Whether nothing has been written into a field. */
export function isUnwritten(text: string): boolean {
  return text.trim() === '' || text === AT_A_TIME;
}

/** What was kept, and when: seconds since the Unix epoch. */
export interface KeptDraft<T> {
  readonly at: number;
  readonly content: T;
}

export function newCard(op: OpName, key: number): Card {
  return { key, op, fields: {}, parts: [], payloads: null };
}

export const BLANK: Draft = { cards: [newCard('publish_release', 1)], reason: '' };
export const NO_TEXTS: DocumentTexts = { releases: '', updates: '' };

/** Whether nothing has been written yet that could be lost. */
export function isBlank(draft: Draft): boolean {
  return JSON.stringify(draft) === JSON.stringify(BLANK);
}

export function isWithoutText({ releases, updates }: DocumentTexts): boolean {
  return releases.trim() === '' && updates.trim() === '';
}

export function keptText<T>({ at, content }: KeptDraft<T>): string {
  return JSON.stringify({ at, content });
}

/** @returns `null` for what is no draft; of one that another console wrote, what this one understands */
export function readDraft(text: string | null): KeptDraft<Draft> | null {
  return readKept(text, (content) => {
    const { cards, reason } = fieldsOf(content);
    if (!Array.isArray(cards)) return null;
    const read = cards.flatMap((card: unknown, index) => cardIn(card, index + 1) ?? []);
    return read.length === 0 ? null : { cards: read, reason: textOf(reason) };
  });
}

/** The same of the documents. */
export function readTexts(text: string | null): KeptDraft<DocumentTexts> | null {
  return readKept(text, (content) => {
    const { releases, updates } = fieldsOf(content);
    const texts = { releases: textOf(releases), updates: textOf(updates) };
    return isWithoutText(texts) ? null : texts;
  });
}

function readKept<T>(text: string | null, read: (content: unknown) => T | null): KeptDraft<T> | null {
  const { at, content } = fieldsOf(parsed(text ?? ''));
  const understood = read(content);
  if (understood === null || typeof at !== 'number' || !Number.isSafeInteger(at)) return null;
  return { at, content: understood };
}

function cardIn(value: unknown, key: number): Card | null {
  const { op, fields, parts, payloads } = fieldsOf(value);
  const known = OP_NAMES.find((name) => name === op);
  if (known === undefined) return null;
  const wanted: readonly unknown[] = Array.isArray(parts) ? parts : [];
  return {
    key,
    op: known,
    fields: Object.fromEntries(
      Object.entries(fieldsOf(fields)).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      ),
    ),
    parts: PARTS.filter((part) => wanted.includes(part)),
    payloads: Array.isArray(payloads) ? payloads.map(rowIn) : null,
  };
}

function rowIn(value: unknown): PayloadRow {
  const { basearch, scheme, payload } = fieldsOf(value);
  return { basearch: textOf(basearch), scheme: textOf(scheme), payload: textOf(payload) };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
