import { FIELD_NAMES, fieldsIn, PARAMETERS } from './fields.js';
import { reading, unread, type Reading, type Unread } from './reading.js';

/** Reads the address that an agent asks, or its query alone; the last one of a log, `null` where there is none. */
export function readAgentQuery(text: string): Reading | Unread | null {
  const plain = text.replaceAll('&amp;', '&').replaceAll('\\u0026', '&');
  const query = [...plain.matchAll(ADDRESS)].at(-1)?.[1] ?? bareQuery(plain);
  if (query === null) return null;
  const parameters = new URLSearchParams(query.replace(/[.:!]$/, ''));
  const twice = KNOWN.find((name) => parameters.getAll(name).length > 1);
  if (twice !== undefined) return unread('twice', twice);
  if (!KNOWN.some((name) => parameters.has(name))) return unread('no_parameter');
  return reading('query', fieldsIn(parameters));
}

const KNOWN = FIELD_NAMES.map((name) => PARAMETERS[name]);

/** Agents encode whatever may stand around an address in a log. */
const ADDRESS = /(?:v1\/(?:graph|explain)|console\/explain\/?)\?([^\s"'`<>()[\]{}|\\^,;]*)/g;

function bareQuery(text: string): string | null {
  if (/\s/.test(text) || !text.includes('=')) return null;
  const query = text.slice(text.indexOf('?') + 1).replace(/^&/, '');
  const parameters = new URLSearchParams(query);
  return KNOWN.some((name) => parameters.has(name)) ? query : null;
}
