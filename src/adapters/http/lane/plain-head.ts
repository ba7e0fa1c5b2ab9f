import { readQueryIn, type AgentQuery } from '../agent/query.js';
import { joined, type GraphHeaders } from '../agent/request-headers.js';

/** The head of a request that the lane answers: everything else is left to node. */
export interface PlainHead extends PlainHeaders {
  readonly query: AgentQuery;
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
const VERSION = ' HTTP/1.1\r\n';
const HEAD_END = '\r\n\r\n';

/**
 * Reads the head that begins at a place in what was received, where it is whole and as plain as an agent's.
 * @param text one character for each of the bytes
 * @returns `null` for all that is not certain to mean to node what it means here
 * @throws Problem where the query is not as it should be, which is for node's side to say
 */
export function readPlainHead(text: string, bytes: Uint8Array, start: number): PlainHead | null {
  if (!text.startsWith(START, start)) return null;
  const queryStart = start + START.length;
  const queryEnd = text.indexOf(' ', queryStart);
  if (queryEnd < 0 || !text.startsWith(VERSION, queryEnd)) return null;
  const headersStart = queryEnd + VERSION.length;
  const found = findHeaders(text, headersStart);
  if (!found?.headers) return null;
  const end = headersStart + found.lines.length;
  if (end - start > MOST_CHARACTERS) return null;
  const query = readQueryIn({ text, bytes, end: queryEnd }, queryStart);
  if (!query) return null;
  const { acceptEncoding, ifNoneMatch, isLast } = found.headers;
  return { query, acceptEncoding, ifNoneMatch, isLast, end };
}

/** Callers behind one proxy say the same again and again, and so do the agents of a fleet. */
let last: { readonly lines: string; readonly headers: PlainHeaders | null } = {
  lines: HEAD_END,
  headers: null,
};

function findHeaders(text: string, start: number): typeof last | null {
  if (!text.startsWith(last.lines, start)) {
    const end = text.indexOf(HEAD_END, start);
    if (end < 0) return null;
    const lines = text.slice(start, end + HEAD_END.length);
    last = { lines, headers: readHeaders(lines) };
  }
  return last;
}

/** A name, and a value of printable ASCII. */
const HEADER = /^([\w-]+):([ -~]*)$/;

/** @param lines with what ends them */
function readHeaders(lines: string): PlainHeaders | null {
  const found = new Map<string, string>();
  for (const line of lines.slice(0, -HEAD_END.length).split('\r\n')) {
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
