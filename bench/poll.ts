import { randomBytes } from 'node:crypto';
import { warinessOf } from '../src/graph/wariness.js';
import { BASEARCH, STREAM, type BootedNode } from './rolling-graph-data.js';

/** The text of a request with room for the uuid of the node that sends it. */
export interface Poll {
  readonly before: string;
  readonly after: string;
}

/**
 * What Zincati sends when it looks for an update: the whole query, two headers, nothing else.
 * @param more further headers, such as `Accept-Encoding: gzip`
 * @see cincinnati.md B.11, B.12
 */
export function pollOf(node: BootedNode, host: string, more: readonly string[] = []): Poll {
  const query = [
    ...[`stream=${STREAM}`, `basearch=${BASEARCH}`, 'group=default', 'platform=metal'],
    ...[`os_version=${node.version}`, `os_checksum=${node.checksum}`, 'node_uuid='],
  ];
  const headers = ['accept: application/json', `host: ${host}`, ...more];
  return {
    before: `GET /v1/graph?${query.join('&')}`,
    after: ` HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`,
  };
}

/** A rollout that began an hour ago and takes 48 has come to 0.021. */
const REACHED = 0.05;

/**
 * The poll of a random node, one of the 95 % that the rollouts have not reached: all of these get the
 * same bytes, so every answer can be checked and the peer can write it too.
 */
export function pollOfSomebody({ before, after }: Poll): string {
  for (;;) {
    const uuid = randomBytes(16).toString('hex');
    if (warinessOf(undefined, uuid) > REACHED) return before + uuid + after;
  }
}
