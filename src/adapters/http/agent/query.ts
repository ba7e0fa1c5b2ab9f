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
 * @param isLiteral whether it is known that nothing in it needs to be decoded
 * @throws Problem `missing_params`, `invalid_params`
 * @see cincinnati.md A.2, B.7
 */
export function readQuery(target: string, isLiteral = false): AgentQuery {
  const start = target.indexOf('?');
  const query = start < 0 ? '' : target.slice(start + 1);
  const values = isLiteral || !NEEDS_DECODING.test(query) ? scan(query) : decode(query);
  if (query.length > SHORT) refuseLong(values);
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

/** Percent signs, pluses, and bytes beyond ASCII, which node hands over as Latin-1. */
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;

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

/** What URLSearchParams would find in a query that needs no decoding, many times as fast. */
function scan(query: string): Values {
  const values = noValues();
  for (let start = 0; start < query.length;) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand < 0 ? query.length : ampersand;
    const equals = query.indexOf('=', start);
    const nameEnd = equals < 0 || equals > end ? end : equals;
    const position = positionOf(query, start, nameEnd);
    if (position >= 0) set(values, position, query.slice(nameEnd + 1, end));
    start = end + 1;
  }
  return values;
}

/** Which parameter stands between two places of a query; -1 for none of them. */
function positionOf(query: string, start: number, end: number): number {
  for (const position of POSITIONS_BY_LENGTH[end - start] ?? []) {
    if (query.startsWith(PARAMETERS[position] ?? '', start)) return position;
  }
  return -1;
}

function set(values: Values, position: number, value: string): void {
  if (position < 0) return;
  if (values[position] !== undefined) {
    throw new Problem('invalid_params', `${PARAMETERS[position]} is given more than once: give it once`);
  }
  values[position] = value;
}

/** The parameters whose names have as many characters as the place in the list. */
const POSITIONS_BY_LENGTH: readonly (readonly number[])[] = Array.from({ length: 17 }, (_, length) =>
  PARAMETERS.flatMap((name, position) => (name.length === length ? [position] : [])),
);

/** No parameter of a query this short can be too long. */
const SHORT = 256;

function refuseLong(values: Values): void {
  for (const [position, name] of PARAMETERS.entries()) {
    const value = values[position] ?? '';
    const most = name === 'os_checksum' ? 1024 : 256;
    // Characters, not UTF-16's halves of them.
    if (value.length <= most || [...value].length <= most) continue;
    throw new Problem('invalid_params', `${name} is longer than ${most} characters: shorten it`);
  }
}

function requireText(name: Parameter, value: string | undefined): void {
  if (value === undefined) {
    throw new Problem('missing_params', `${name} is missing: ask with ?stream=...&basearch=...`);
  }
  if (value.trim() === '') throw new Problem('invalid_params', `${name} is empty: give it a value`);
}
