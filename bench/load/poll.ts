import { randomBytes } from 'node:crypto';
import { warinessOf } from '../../src/graph/wariness.js';
import type { BootedNode } from '../data/booted-node.js';
import { REACHED } from '../data/running-rollout.js';

/** The text of a request with room for the uuid of the node that sends it. */
export interface Poll {
  readonly before: string;
  readonly after: string;
}

/**
 * What Zincati sends when it looks for an update: the whole query, two headers, nothing else.
 * @param more further headers, such as `Accept-Encoding: gzip`
 * @param prefix what stands before `/v1/graph`
 * @see cincinnati.md B.11, B.12
 */
export function pollOf(node: BootedNode, more: readonly string[] = [], prefix = ''): Poll {
  const query = [
    ...[`stream=${node.stream}`, `basearch=${node.basearch}`, 'group=default', 'platform=metal'],
    ...[`os_version=${node.version}`, `os_checksum=${node.checksum}`, 'node_uuid='],
  ];
  const headers = ['accept: application/json', 'host: localhost', ...more];
  return {
    before: `GET ${prefix}/v1/graph?${query.join('&')}`,
    after: ` HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`,
  };
}

/**
 * The poll of a random node, one of those that the rollouts have not reached: all of these get the same bytes,
 * so every answer can be checked and a peer can write it too.
 */
export function pollOfSomebody({ before, after }: Poll): string {
  for (;;) {
    const uuid = randomBytes(16).toString('hex');
    if (warinessOf(undefined, uuid) > REACHED) return before + uuid + after;
  }
}
