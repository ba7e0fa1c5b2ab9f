import { Problem } from '../../../graph/problem.js';

/** What an agent says, decoded, before it is judged; anything else is ignored. @see cincinnati.md A.2 */
export type AgentQuery = Readonly<Record<Parameter, string | undefined>>;

const NOTHING = {
  stream: undefined,
  basearch: undefined,
  oci: undefined,
  rollout_wariness: undefined,
  node_uuid: undefined,
  group: undefined,
  platform: undefined,
  os_version: undefined,
  os_checksum: undefined,
} as const;
export type Parameter = keyof typeof NOTHING;

type Parameters = Record<Parameter, string | undefined>;

/**
 * Reads the query of a request target.
 * @throws Problem `missing_params`, `invalid_params`
 * @see cincinnati.md A.2, B.7
 */
export function readQuery(target: string): AgentQuery {
  const start = target.indexOf('?');
  const query = start < 0 ? '' : target.slice(start + 1);
  const parameters = NEEDS_DECODING.test(query) ? decode(query) : scan(query);
  if (query.length > SHORT) refuseLong(parameters);
  for (const name of ['stream', 'basearch'] as const) requireText(name, parameters[name]);
  if (parameters.oci !== undefined && parameters.oci !== 'true' && parameters.oci !== 'false') {
    throw new Problem('invalid_params', 'oci must be true or false, or be left out for false');
  }
  return parameters;
}

/** Percent signs, pluses, and bytes beyond ASCII, which node hands over as Latin-1. */
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;

function decode(query: string): Parameters {
  const parameters = { ...NOTHING };
  // URLSearchParams would drop a question mark in front: only the first one is not part of the query.
  const text = `&${Buffer.from(query, 'latin1').toString('utf8')}`;
  for (const [name, value] of new URLSearchParams(text)) if (isParameter(name)) set(parameters, name, value);
  return parameters;
}

/** What URLSearchParams would find in a query that needs no decoding, many times as fast. */
function scan(query: string): Parameters {
  const parameters = { ...NOTHING };
  for (let start = 0; start < query.length;) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand < 0 ? query.length : ampersand;
    const equals = query.indexOf('=', start);
    const nameEnd = equals < 0 || equals > end ? end : equals;
    const name = NAMES_BY_LENGTH[nameEnd - start]?.find((one) => query.startsWith(one, start));
    if (name !== undefined) set(parameters, name, query.slice(nameEnd + 1, end));
    start = end + 1;
  }
  return parameters;
}

function set(parameters: Parameters, name: Parameter, value: string): void {
  if (parameters[name] !== undefined) {
    throw new Problem('invalid_params', `${name} is given more than once: give it once`);
  }
  parameters[name] = value;
}

function isParameter(name: string): name is Parameter {
  return Object.hasOwn(NOTHING, name);
}

/** The parameters whose names have as many characters as the place in the list. */
const NAMES_BY_LENGTH: readonly (readonly Parameter[])[] = Array.from({ length: 17 }, (_, length) =>
  Object.keys(NOTHING)
    .filter(isParameter)
    .filter((name) => name.length === length),
);

/** No parameter of a query this short can be too long. */
const SHORT = 256;

function refuseLong(parameters: Parameters): void {
  for (const [name, value = ''] of Object.entries(parameters)) {
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
