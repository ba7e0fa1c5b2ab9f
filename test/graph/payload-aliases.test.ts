import { describe, expect, test } from 'vitest';
import { buildGraph } from '../../src/graph/build-graph.js';
import type { Payload, Release, Scheme } from '../../src/graph/model.js';
import {
  aliasedNode,
  aliasesInScope,
  aliasId,
  aliasKey,
  joinedAliases,
} from '../../src/graph/payload-aliases.js';
import { digestOf } from './aliased-streams.js';
import { releaseOf } from './draw.js';

describe('what counts of a payload', () => {
  test.each([
    ['checksum', 'abc', 'abc'],
    ['checksum', 'a@b', 'a@b'],
    ['oci', 'quay.io/x@sha256:1', 'sha256:1'],
    ['oci', 'quay.io:5000/x/y:stable@sha256:1', 'sha256:1'],
    ['oci', 'user@quay.io/x@sha256:1', 'sha256:1'],
    ['oci', 'sha256:1', 'sha256:1'],
  ] as const)('of scheme %s in %s is %s', (scheme, payload, expected) => {
    expect(aliasKey({ scheme, payload })).toBe(expected);
  });
});

test.each([
  // printf '["x86_64","checksum","cc...c"]' | sha256sum
  ['x86_64', 'checksum', 'c'.repeat(64), '70da3728eb3f1808'],
  ['x86_64', 'oci', `quay.io/x@sha256:${'d'.repeat(64)}`, '2dd10722575a7f0d'],
  ['x86_64', 'oci', `mirror.example:5000/y:stable@sha256:${'d'.repeat(64)}`, '2dd10722575a7f0d'],
  ['aarch64', 'oci', `quay.io/x@sha256:${'d'.repeat(64)}`, '9141b44148f03cc1'],
] as const)('the id of an alias: %s %s %s', (basearch, scheme, payload, expected) => {
  expect(aliasId({ basearch, scheme, payload })).toBe(expected);
});

const oci = (payload: string, basearch = 'x86_64'): Payload => ({ basearch, scheme: 'oci', payload });
const checksum = (payload: string, basearch = 'x86_64'): Payload => ({
  basearch,
  scheme: 'checksum',
  payload,
});

function releases(...list: readonly (readonly [payloads: Payload[], aliases: Payload[]])[]): Release[] {
  return list.map(([payloads, aliases], i) => ({
    ...releaseOf(`v${i}`, i),
    payloads,
    aliases: aliases.map((alias) => ({ ...alias, reason: 'labels' })),
  }));
}

/** Which node an agent of x86_64 is that sends the payload and does not find it. */
function found(list: readonly Release[], scheme: Scheme, payload: string): number | null {
  const graph = buildGraph(list, 'x86_64', scheme);
  return aliasedNode(aliasesInScope(list, { graph, basearch: 'x86_64', scheme }), payload);
}

const at = (number: number, repository = 'quay.io/x') => `${repository}@${digestOf(number)}`;

describe('a checksum', () => {
  const list = releases(
    [[checksum('a', 'aarch64')], [checksum('only-an-alias')]],
    [[checksum('b')], [checksum('b1'), checksum('b2', 'aarch64'), oci('x@sha256:b3')]],
    [[checksum('c')], [checksum('b'), checksum('c1'), checksum('c@d')]],
    [[checksum('d')], [checksum('c1')]],
  );

  test.each([
    ['that nobody knows', 'z', null],
    ['that is empty', '', null],
    ["of a node, though another one's alias", 'b', null],
    ['that is an alias: the position in the scope, not in the stream', 'b1', 0],
    ['that is an alias of two: the older one', 'c1', 1],
    ['that looks like a reference, compared whole', 'c@d', 1],
    ['and only a part of it', 'd@d', null],
    ['in other letters', 'B1', null],
    ['that is an alias elsewhere', 'b2', null],
    ['that is an alias in the other scheme', 'x@sha256:b3', null],
    ['that is the digest of an alias in the other scheme', 'sha256:b3', null],
    ['that is an alias of a release without a node', 'only-an-alias', null],
    ['of an object', 'constructor', null],
  ])('%s: %s', (_, payload, expected) => {
    expect(found(list, 'checksum', payload)).toBe(expected);
  });
});

describe('an image reference', () => {
  const list = releases(
    [[oci(at(1))], [oci(at(11)), oci(at(12, 'quay.io/x:stable'))]],
    [
      [oci(at(2)), checksum('c')],
      [oci(at(22)), oci(at(1)), checksum(digestOf(24))],
    ],
    [[oci(at(2, 'quay.io/y'))], [oci(at(22, 'quay.io/y')), oci(at(23), 'aarch64')]],
  );

  test.each([
    ['that nobody knows', at(99), null],
    ['that is an alias', at(11), 0],
    ['that is an alias, from another repository', at(11, 'mirror.example:5000/os'), 0],
    ['that is an alias, with a tag', at(11, 'quay.io/x:stable'), 0],
    ['that is an alias, where the alias has a tag', at(12), 0],
    ['that is an alias of two: the older one', at(22, 'quay.io/y'), 1],
    ["that is a node's own", at(2), null],
    ["that is a node's own, and another one's digest", at(2, 'quay.io/y'), null],
    ["with a node's own digest from another repository: the older one", at(2, 'quay.io/z'), 1],
    ["with a node's own digest, and another one's alias", at(1, 'quay.io/z'), 0],
    ['that is an alias elsewhere', at(23), null],
    ['without a repository', `@${digestOf(11)}`, 0],
    ['without a digest', 'quay.io/x:stable', null],
    ['that is no reference, but its digest', digestOf(11), null],
    ['whose digest is something else', `${at(11)}@sha256:0`, null],
    ['whose digest is an alias in the other scheme', at(24), null],
  ])('%s: %s', (_, payload, expected) => {
    expect(found(list, 'oci', payload)).toBe(expected);
  });
});

test('a graph without nodes knows nobody', () => {
  expect(found([], 'oci', at(1))).toBe(null);
  expect(found([], 'checksum', 'c')).toBe(null);
});

describe('aliases of two hands', () => {
  const alias = (payload: string, reason: string) => ({ ...checksum(payload), reason });

  test.each([
    ['all of both', [alias('a', 'one')], [alias('b', 'two')], ['a one', 'b two']],
    ['the second one counts', [alias('a', 'one')], [alias('a', 'two')], ['a two']],
    ['a reason that is known stays', [alias('a', 'one')], [alias('a', '')], ['a one']],
    ['a reason that is new comes', [alias('a', '')], [alias('a', 'two')], ['a two']],
    ['without any reason', [], [alias('a', '')], ['a ']],
    ['nothing new', [alias('a', 'one')], [], ['a one']],
  ])('%s', (_, first, second, expected) => {
    const joined = joinedAliases({ aliases: first }, { aliases: second });
    expect(joined.map(({ payload, reason }) => `${payload} ${reason}`)).toEqual(expected);
  });
});
