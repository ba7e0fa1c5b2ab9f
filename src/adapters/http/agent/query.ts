import { Problem } from '../../../graph/problem.js';

/** What an agent says, decoded, before it is judged; anything else is ignored. @see cincinnati.md A.2 */
export type AgentQuery = Readonly<Record<Parameter, string | undefined>>;

const PARAMETERS = [
  ...(['stream', 'basearch', 'oci', 'rollout_wariness', 'node_uuid'] as const),
  ...(['group', 'platform', 'os_version', 'os_checksum'] as const),
] as const;
export type Parameter = (typeof PARAMETERS)[number];

/** As they stand in `PARAMETERS`: in a record, each look-up by name would cost as much as all other work here. */
type Values = (string | undefined)[];

/**
 * Reads the query of a request target.
 * @throws Problem `missing_params`, `invalid_params`
 * @see cincinnati.md A.2, B.7
 */
export function readQuery(target: string): AgentQuery {
  const mark = target.indexOf('?');
  const start = mark < 0 ? target.length : mark + 1;
  return judged(valuesOf(target, start) ?? decode(target.slice(start)));
}

/**
 * Reads a query where it stands in what was received.
 * @returns `null` where it has bytes other than printable ASCII, or the fragment that no caller should send
 * @throws Problem as `readQuery`
 */
export function readQueryIn(received: ReceivedQuery, start: number): AgentQuery | null {
  const values = scan(received, start);
  if (values) return judged(values);
  const query = received.text.slice(start, received.end);
  return ODD.test(query) ? null : judged(decode(query));
}

/** Bytes, among them those of a query, and one character for each of them. */
export interface ReceivedQuery extends ReceivedBytes {
  readonly text: string;
}

interface ReceivedBytes {
  readonly bytes: Uint8Array;
  /** Where the query ends. */
  readonly end: number;
}

const ODD = /[^!"$-~]/;

function judged(values: Values): AgentQuery {
  const parameters = named(values);
  const { stream, basearch, oci } = parameters;
  requireText('stream', stream);
  requireText('basearch', basearch);
  if (oci !== undefined && oci !== 'true' && oci !== 'false') {
    throw new Problem('invalid_params', 'oci must be true or false, or be left out for false');
  }
  return parameters;
}

function named(values: Values): AgentQuery {
  return {
    stream: values[0],
    basearch: values[1],
    oci: values[2],
    rollout_wariness: values[3],
    node_uuid: values[4],
    group: values[5],
    platform: values[6],
    os_version: values[7],
    os_checksum: values[8],
  };
}

/** A value for each of `PARAMETERS`, none of them given. */
function noValues(): Values {
  const none = undefined;
  return [none, none, none, none, none, none, none, none, none];
}

function decode(query: string): Values {
  const values = noValues();
  // URLSearchParams would drop a question mark in front: only the first one is not part of the query.
  const text = `&${Buffer.from(query, 'latin1').toString('utf8')}`;
  for (const [name, value] of new URLSearchParams(text)) {
    set(
      values,
      PARAMETERS.findIndex((one) => one === name),
      value,
    );
  }
  return values;
}

/** Queries of usual lengths are written here to be read: each call sets what it reads. */
const scratch = Buffer.alloc(4096);

function valuesOf(target: string, start: number): Values | null {
  if (target.length > scratch.length) return null;
  return scan({ text: target, bytes: scratch, end: scratch.write(target, 'latin1') }, start);
}

/** Bytes that are part of a name or a value as they stand, those between them, and all others. */
const [PART, EQUALS, AMPERSAND, OTHER] = [0, 1, 2, 3];
const KINDS = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (character === '=') return EQUALS;
  if (character === '&') return AMPERSAND;
  return ODD.test(character) || '%+'.includes(character) ? OTHER : PART;
});

/**
 * What URLSearchParams would find, many times as fast: byte by byte, as looks into a string cost more.
 * @returns `null` where something has to be decoded, or may have to be
 */
function scan(received: ReceivedQuery, start: number): Values | null {
  const { text, bytes, end } = received;
  const values = noValues();
  for (let at = start; at < end; at++) {
    const nameStart = at;
    at = skip(received, at, PART);
    const nameEnd = at;
    at = skip(received, at, EQUALS);
    if (at < end && KINDS[bytes[at] ?? 0] === OTHER) return null;
    const position = positionOf(bytes, nameStart, nameEnd);
    if (position >= 0) set(values, position, text.slice(nameEnd + 1, at));
  }
  return values;
}

/** Whether all bytes between two places stand for themselves, and none of them ends a value. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  return skip({ bytes, end }, start, PART) === end;
}

/** @returns where the first byte stands of a kind beyond the one that is given, or the end */
function skip({ bytes, end }: ReceivedBytes, start: number, kind: number): number {
  let at = start;
  while (at < end && (KINDS[bytes[at] ?? 0] ?? OTHER) <= kind) at++;
  return at;
}

/** Which parameter stands between two places of a query; -1 for none of them. */
function positionOf(bytes: Uint8Array, start: number, end: number): number {
  for (const candidate of CANDIDATES[end - start] ?? []) {
    if (standsAt(bytes, start, candidate.name)) return candidate.position;
  }
  return -1;
}

function standsAt(bytes: Uint8Array, start: number, name: Uint8Array): boolean {
  for (let index = 0; index < name.length; index++) {
    if (bytes[start + index] !== name[index]) return false;
  }
  return true;
}

/** The parameters whose names have as many characters as the place in the list. */
const CANDIDATES = Array.from({ length: 17 }, (_, length) =>
  PARAMETERS.flatMap((name, position) =>
    name.length === length ? [{ position, name: Uint8Array.from(Buffer.from(name)) }] : [],
  ),
);

function set(values: Values, position: number, value: string): void {
  if (position < 0) return;
  if (values[position] !== undefined) {
    throw new Problem('invalid_params', `${PARAMETERS[position]} is given more than once: give it once`);
  }
  if (value.length > USUAL) refuseLong(position, value);
  values[position] = value;
}

/** No value this short is too long. */
const USUAL = 256;

function refuseLong(position: number, value: string): void {
  const name = PARAMETERS[position];
  const most = name === 'os_checksum' ? 1024 : USUAL;
  // Characters, not UTF-16's halves of them.
  if ([...value].length <= most) return;
  throw new Problem('invalid_params', `${name} is longer than ${most} characters: shorten it`);
}

function requireText(name: Parameter, value: string | undefined): void {
  if (value === undefined) {
    throw new Problem('missing_params', `${name} is missing: ask with ?stream=...&basearch=...`);
  }
  if (value.trim() === '') throw new Problem('invalid_params', `${name} is empty: give it a value`);
}
