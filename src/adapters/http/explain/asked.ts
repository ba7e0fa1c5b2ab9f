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
}

/** @param at seconds since the Unix epoch, UTC */
export function askedOf(query: AgentQuery, { name, state }: Stream, at: number): Asked {
  const { rollout_wariness: wariness, node_uuid: uuid } = query;
  return {
    stream: name,
    isEndOfLife: state === 'eol',
    basearch: canonicalBasearch(query.basearch ?? ''),
    scheme: query.oci === 'true' ? 'oci' : 'checksum',
    payload: query.os_checksum || null,
    version: query.os_version || null,
    wariness: { value: warinessOf(wariness, uuid), source: warinessSource(wariness, uuid) },
    at,
  };
}
