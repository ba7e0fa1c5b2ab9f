import { localInputOfTime, utcOfInput } from '../parts/local-input.js';

/** What of the audit is asked for; what is left out is not filtered. */
export interface AuditFilter {
  readonly stream?: string;
  readonly actor?: string;
  /** RFC 3339. */
  readonly since?: string;
  readonly until?: string;
}

/** The filters as a person types them: times in the viewer's zone. */
export interface TypedFilter {
  readonly stream: string;
  readonly actor: string;
  readonly since: string;
  readonly until: string;
}

const NAMES = ['stream', 'actor', 'since', 'until'] as const;

/** The filters that an address carries. */
export function filterIn(query: URLSearchParams): AuditFilter {
  const given = NAMES.map((name) => [name, query.get(name) ?? ''] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** Of the same filters always the same text. */
export function filterText(filter: AuditFilter): string {
  return JSON.stringify(NAMES.map((name) => filter[name] ?? null));
}

/** The filters as they stand in the fields before anybody has typed. */
export function typedOf({ stream = '', actor = '', since = '', until = '' }: AuditFilter): TypedFilter {
  return { stream, actor, since: localInputOfTime(since), until: localInputOfTime(until) };
}

/**
 * What an address shall carry; `null` leaves a filter out.
 * @param before what it carries already: a field says less of a time than that does, when clocks are set back even twice
 */
export function queryOf(
  { stream, actor, since, until }: TypedFilter,
  before: AuditFilter,
): Readonly<Record<keyof AuditFilter, string | null>> {
  return {
    stream: stream.trim() || null,
    actor: actor.trim() || null,
    since: timeOf(since, before.since),
    until: timeOf(until, before.until),
  };
}

function timeOf(typed: string, before = ''): string | null {
  return typed !== '' && typed === localInputOfTime(before) ? before : utcOfInput(typed);
}
