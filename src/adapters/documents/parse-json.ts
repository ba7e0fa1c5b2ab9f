import { visit } from 'jsonc-parser';
import { escapeToken, type JsonDocument } from '../../graph/json-cursor.js';
import { Problem } from '../../graph/problem.js';

/**
 * Reads a JSON text as strictly as the reference server does: UTF-8 without a byte order mark, nothing
 * behind the value; and notes which keys are repeated, as `JSON.parse` forgets all but the last. Whoever walks
 * through the value need not fear for the stack.
 * @throws Problem `invalid_json`
 */
export function parseJson(name: string, bytes: Uint8Array): JsonDocument {
  const text = decode(name, bytes);
  if (isNestedTooDeep(text)) throw invalid(name, `it is nested over ${MOST_DEPTH} deep: flatten it`);
  try {
    const value: unknown = JSON.parse(text);
    return { name, value, repeated: repeatedKeys(text) };
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error));
  }
}

/** Many times what any document needs. */
const MOST_DEPTH = 64;

/** By a look at the brackets alone, those in strings left aside. */
function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at + 1);
    if (character === '[' || character === '{') depth++;
    if (character === ']' || character === '}') depth--;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

/** Where the closing quote stands. */
function endOfString(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function decode(name: string, bytes: Uint8Array): string {
  if (bytes.length === 0) throw invalid(name, 'the document is empty');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith('\ufeff')) return text;
  } catch {
    throw invalid(name, 'the bytes are not UTF-8');
  }
  throw invalid(name, 'it begins with a byte order mark: leave it out');
}

function invalid(name: string, message: string): Problem {
  const fault = { code: 'invalid_json', document: name, path: '', message: `expected JSON: ${message}` };
  return new Problem('invalid_json', `${name}: ${fault.message}`, { faults: [fault] });
}

function repeatedKeys(text: string): ReadonlySet<string> {
  const repeated = new Set<string>();
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, ...[, , , , pathSupplier]) => {
      const keys = open.at(-1);
      if (keys?.has(key)) {
        repeated.add([...pathSupplier(), key].map((token) => `/${escapeToken(String(token))}`).join(''));
      }
      keys?.add(key);
    },
  });
  return repeated;
}
