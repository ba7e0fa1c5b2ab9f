import { escapeToken } from '../../graph/json-cursor.js';
import type { Steps } from '../../graph/steps.js';

/** So many characters are walked through between two pauses: less than a millisecond. */
const CHARACTERS = 32_768;

/**
 * The keys that stand more than once in their object, by JSON Pointer; with pauses.
 * @param text of which is known that it is JSON
 */
export function* repeatedKeySteps(text: string): Steps<ReadonlySet<string>> {
  const repeated = new Set<string>();
  const open: Container[] = [];
  let pause = CHARACTERS;
  for (let at = 0; at < text.length; at++) {
    if (at > pause) yield;
    if (at > pause) pause = at + CHARACTERS;
    const mark = text[at];
    if (mark !== '"') move(open, mark);
    if (mark !== '"') continue;
    const end = endOfString(text, at + 1);
    noteKey(open, text.slice(at + 1, end), repeated);
    at = end;
  }
  return repeated;
}

/** Whether a text is nested deeper than that, by a look at the brackets alone; with pauses. */
export function* depthSteps(text: string, most: number): Steps<boolean> {
  let depth = 0;
  let pause = CHARACTERS;
  for (let at = 0; at < text.length; at++) {
    if (at > pause) yield;
    if (at > pause) pause = at + CHARACTERS;
    const mark = text[at];
    if (mark === '"') at = endOfString(text, at + 1);
    if (mark === '[' || mark === '{') depth++;
    if (mark === ']' || mark === '}') depth--;
    if (depth > most) return true;
  }
  return false;
}

/** An object or a list that has begun. */
interface Container {
  /** The keys so far; `null` in a list. */
  readonly keys: Set<string> | null;
  /** Whether the next string is a key. */
  isBeforeKey: boolean;
  /** The key or the position of what is read. */
  token: string | number;
}

function move(open: Container[], mark: string | undefined): void {
  if (mark === '{') open.push({ keys: new Set(), isBeforeKey: true, token: '' });
  if (mark === '[') open.push({ keys: null, isBeforeKey: false, token: 0 });
  if (mark === '}' || mark === ']') open.pop();
  if (mark !== ',') return;
  const container = open.at(-1);
  if (container?.keys) container.isBeforeKey = true;
  else if (container) container.token = Number(container.token) + 1;
}

/** @param text what stands between the quotes */
function noteKey(open: readonly Container[], text: string, repeated: Set<string>): void {
  const container = open.at(-1);
  if (!container?.keys || !container.isBeforeKey) return;
  // The same key can be spelt in several ways.
  const key = text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
  container.isBeforeKey = false;
  container.token = key;
  if (container.keys.has(key))
    repeated.add(open.map(({ token }) => `/${escapeToken(String(token))}`).join(''));
  container.keys.add(key);
}

/** Where the closing quote stands; the end of the text without one. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, start: number, quote: number): boolean {
  let first = quote;
  while (first > start && text[first - 1] === '\\') first--;
  return (quote - first) % 2 === 1;
}
