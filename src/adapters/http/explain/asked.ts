import type { Stream } from '../../../application/stream-store.js';
import { canonicalBasearch, type Scheme } from '../../../graph/model.js';
import { warinessOf, warinessSource, type WarinessSource } from '../../../graph/wariness.js';
import type { AgentQuery } from '../agent/query.js';

/** What was asked, and about what. */
export interface Asked {
  readonly stream: string;
  /** No new release will come. */
  readonly isEndOfLife: boolean;
  readonly basearch: string;
  readonly scheme: Scheme;
  readonly payload: string | null;
  readonly version: string | null;
  readonly wariness: { readonly value: number; readonly source: WarinessSource };
  /** Seconds since the Unix epoch, UTC. */
  readonly at: number;
  /** Whether that is the present. */
  readonly isNow: boolean;
}

/**
 * What an agent's query asks of a stream.
 * @param time when it is asked for, and the present; seconds since the Unix epoch, UTC
 */
export function askedOf(query: AgentQuery, { name, state }: Stream, time: AskedTime): Asked {
  const { rollout_wariness: wariness, node_uuid: uuid } = query;
  return {
    stream: name,
    isEndOfLife: state === 'eol',
    basearch: canonicalBasearch(query.basearch ?? ''),
    scheme: query.oci === 'true' ? 'oci' : 'checksum',
    payload: isBlank(query.os_checksum) ? null : query.os_checksum,
    version: isBlank(query.os_version) ? null : query.os_version,
    wariness: { value: warinessOf(wariness, uuid), source: warinessSource(wariness, uuid) },
    at: time.at ?? time.now,
    isNow: time.at === null,
  };
}

export interface AskedTime {
  /** `null` for the present. */
  readonly at: number | null;
  readonly now: number;
}

/** Whether a query says what the node runs. */
export function namesNode({ os_checksum: payload, os_version: version }: AgentQuery): boolean {
  return !isBlank(payload) || !isBlank(version);
}

/** What is nothing but blanks names nobody. */
function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}
