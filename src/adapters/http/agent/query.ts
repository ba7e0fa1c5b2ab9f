import { Problem } from '../../../graph/problem.js';

/** What an agent says, decoded, before it is judged. */
export type AgentQuery = Readonly<Partial<Record<Parameter, string>>>;

/** The parameters that count; anything else is ignored. @see cincinnati.md A.2 */
const PARAMETERS = [
  'stream',
  'basearch',
  'oci',
  'rollout_wariness',
  'node_uuid',
  'group',
  'platform',
  'os_version',
  'os_checksum',
] as const;
export type Parameter = (typeof PARAMETERS)[number];

const KNOWN: ReadonlySet<string> = new Set(PARAMETERS);

function isParameter(name: string): name is Parameter {
  return KNOWN.has(name);
}

/**
 * Reads the query of a request target.
 * @throws Problem `missing_params`, `invalid_params`
 * @see cincinnati.md A.2, B.7
 */
export function readQuery(target: string): AgentQuery {
  const start = target.indexOf('?');
  const query = start < 0 ? '' : target.slice(start + 1);
  const parameters = collect(NEEDS_DECODING.test(query) ? decoded(query) : plain(query));
  for (const name of PARAMETERS) refuseLong(name, parameters[name]);
  for (const name of ['stream', 'basearch'] as const) requireText(name, parameters[name]);
  if (parameters.oci !== undefined && parameters.oci !== 'true' && parameters.oci !== 'false') {
    throw new Problem('invalid_params', 'oci must be true or false, or be left out for false');
  }
  return parameters;
}

/** Percent signs, pluses, and bytes beyond ASCII, which node hands over as Latin-1. */
const NEEDS_DECODING = /[%+\u0080-\u00ff]/;

type Pairs = Iterable<readonly [name: string, value: string]>;

function decoded(query: string): Pairs {
  return new URLSearchParams(Buffer.from(query, 'latin1').toString('utf8'));
}

/** What URLSearchParams would find in a query that needs no decoding, several times as fast. */
function* plain(query: string): Pairs {
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    if (equals < 0) yield [pair, ''];
    else yield [pair.slice(0, equals), pair.slice(equals + 1)];
  }
}

function collect(pairs: Pairs): AgentQuery {
  const parameters: Partial<Record<Parameter, string>> = {};
  for (const [name, value] of pairs) {
    if (!isParameter(name)) continue;
    if (parameters[name] !== undefined) {
      throw new Problem('invalid_params', `${name} is given more than once: give it once`);
    }
    parameters[name] = value;
  }
  return parameters;
}

function refuseLong(name: Parameter, value: string | undefined): void {
  const most = name === 'os_checksum' ? 1024 : 256;
  if (value === undefined || value.length <= most) return;
  if ([...value].length <= most) return;
  throw new Problem('invalid_params', `${name} is longer than ${most} characters: shorten it`);
}

function requireText(name: Parameter, value: string | undefined): void {
  if (value === undefined) {
    throw new Problem('missing_params', `${name} is missing: ask /v1/graph?stream=...&basearch=...`);
  }
  if (value.trim() === '') throw new Problem('invalid_params', `${name} is empty: give it a value`);
}
