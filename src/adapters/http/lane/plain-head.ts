import { joined, type GraphHeaders } from '../agent/request-headers.js';

/** The head of a request that the lane answers: everything else is left to node. */
export interface PlainHead extends PlainHeaders {
  /** From `/v1/graph?` on. */
  readonly target: string;
  /** Whether nothing in it needs to be decoded. */
  readonly isLiteral: boolean;
  /** Where it ends in the text, and another one may begin. */
  readonly end: number;
}

interface PlainHeaders extends GraphHeaders {
  /** Whether the caller wants no further answer on this connection. */
  readonly isLast: boolean;
}

/** Longer heads, in characters, are left to node. An agent's has some 350. */
const MOST_CHARACTERS = 4096;

const START = 'GET /v1/graph?';
const VERSION = ' HTTP/1.1';
const LINE_END = '\r\n';

/**
 * Reads the head that begins at a place in what was received, where it is whole and as plain as an agent's.
 * @param text one character for each byte
 * @returns `null` for all that is not certain to mean to node what it means here
 */
export function readPlainHead(text: string, start: number): PlainHead | null {
  if (!text.startsWith(START, start)) return null;
  const lineEnd = text.indexOf(LINE_END, start);
  const end = lineEnd < 0 ? -1 : text.indexOf('\r\n\r\n', lineEnd) + 4;
  const targetEnd = lineEnd - VERSION.length;
  if (end < 4 || end - start > MOST_CHARACTERS || !text.startsWith(VERSION, targetEnd)) return null;
  const target = text.slice(start + 4, targetEnd);
  const isLiteral = !NOT_LITERAL.test(target);
  const isOdd = !isLiteral && ODD_TARGET.test(target);
  const headers = isOdd ? null : plainHeaders(text.slice(lineEnd + 2, end - 2));
  if (!headers) return null;
  const { acceptEncoding, ifNoneMatch, isLast } = headers;
  return { target, isLiteral, acceptEncoding, ifNoneMatch, isLast, end };
}

/** All but printable ASCII, and the fragment that no caller should send. */
const ODD_TARGET = /[^!-"$-~]/;
/** The same, and percent signs and pluses. */
const NOT_LITERAL = /[^!"$&-*,-~]/;

/** Callers behind one proxy say the same again and again, and so do the agents of a fleet. */
function plainHeaders(lines: string): PlainHeaders | null {
  if (lines !== last.lines) last = { lines, headers: readHeaders(lines) };
  return last.headers;
}

let last: { readonly lines: string; readonly headers: PlainHeaders | null } = { lines: '', headers: null };

/** A name, and a value of printable ASCII. */
const HEADER = /^([\w-]+):([ -~]*)$/;

/** @param lines each with its end */
function readHeaders(lines: string): PlainHeaders | null {
  const found = new Map<string, string>();
  for (const line of lines.split(LINE_END).slice(0, -1)) {
    const [, name = '', value = ''] = HEADER.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key === '' || ODD_HEADERS.has(key) || (ONCE.has(key) && found.has(key))) return null;
    found.set(key, joined(found.get(key), value.trim()));
  }
  const connection = found.get('connection')?.toLowerCase() ?? 'keep-alive';
  if (!found.has('host') || (connection !== 'keep-alive' && connection !== 'close')) return null;
  return {
    acceptEncoding: found.get('accept-encoding'),
    ifNoneMatch: found.get('if-none-match'),
    isLast: connection === 'close',
  };
}

/** They announce a body, or want something of the connection. */
const ODD_HEADERS: ReadonlySet<string> = new Set([
  ...['content-length', 'transfer-encoding', 'expect', 'upgrade', 'http2-settings'],
  ...['proxy-connection', 'te', 'trailer'],
]);
/** Who says them twice has something in mind that node may judge. */
const ONCE: ReadonlySet<string> = new Set(['host', 'connection']);
