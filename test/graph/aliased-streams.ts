import fc from 'fast-check';
import { sortPayloads, type PayloadAlias, type Release } from '../../src/graph/model.js';
import { rollouts } from './arbitrary.js';
import { MARKS, streamDrawn } from './draw.js';

/** A digest of its own for each number. */
export function digestOf(number: number): string {
  return `sha256:${number.toString(16).padStart(64, '0')}`;
}

const marks = fc.record({
  letter: fc.constantFrom(...MARKS),
  rollout: rollouts,
  basearches: fc.subarray(['aarch64', 'x86_64']),
  aliased: fc.subarray(['aarch64 checksum', 'aarch64 oci', 'x86_64 checksum', 'x86_64 oci']),
});

/** Streams with nodes and aliases of both schemes here and there, no payload twice. */
export const aliasedStreams: fc.Arbitrary<readonly Release[]> = fc
  .array(marks, { maxLength: 8 })
  .map((list) =>
    streamDrawn(list.map(({ letter }) => letter).join('')).map((release, i) => {
      const { rollout, basearches, aliased } = list[i]!;
      return {
        ...release,
        rollout: release.rollout && rollout,
        payloads: sortPayloads(basearches.flatMap((basearch) => payloadsOf(basearch, i))),
        aliases: sortPayloads(aliased.map((scope) => aliasOf(scope, i))),
      };
    }),
  );

function payloadsOf(basearch: string, i: number) {
  const digest = digestOf(10 * i + basearch.length);
  return [
    { basearch, scheme: 'checksum', payload: digest.slice('sha256:'.length) },
    { basearch, scheme: 'oci', payload: `registry.example/os@${digest}` },
  ] as const;
}

function aliasOf(scope: string, i: number): PayloadAlias {
  const [basearch = '', scheme] = scope.split(' ');
  const digest = digestOf(1000 + 10 * i + basearch.length);
  return scheme === 'oci'
    ? { basearch, scheme, payload: `registry.example/os:stable@${digest}`, reason: 'labels' }
    : { basearch, scheme: 'checksum', payload: digest.slice('sha256:'.length), reason: 'labels' };
}
