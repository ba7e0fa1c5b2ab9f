import { describe, expect, test } from 'vitest';
import type { Remark } from '../../src/graph/finding.js';
import {
  faultOfReason,
  lintBasearchesOf,
  lintDuplicates,
  lintPayload,
  lintVersion,
  LINT_SECTION,
  ownedPayloads,
} from '../../src/graph/lint-release.js';
import { SECTIONS, type Payload, type Release } from '../../src/graph/model.js';
import { releaseOf, rolloutOf } from './draw.js';
import { LINK } from './operate.js';

const HEX = 'a'.repeat(64);
const X86 = { basearch: 'x86_64', scheme: 'checksum', payload: HEX } as const;
const OCI = { basearch: 'x86_64', scheme: 'oci', payload: `quay.io/x@sha256:${HEX}` } as const;
const codes = (remarks: readonly Remark[]) =>
  remarks.map(({ code, spot }) => `${code} ${spot?.field ?? spot?.part}`);

const payloadsOf = (version: string, ...payloads: readonly Payload[]): Release => ({
  ...releaseOf(version, 0),
  payloads,
});

test('a version is looked at by itself', () => {
  expect(codes(lintVersion(releaseOf('44.20260707.3.1', 0)))).toEqual([]);
  expect(codes(lintVersion(releaseOf('v 1', 0)))).toEqual(['invalid_version version']);
});

test.each<[string, Payload, string[]]>([
  ['a checksum', X86, []],
  ['an image reference', OCI, []],
  ['a checksum too short', { ...X86, payload: 'a' }, ['invalid_payload payload']],
  ['a reference without its digest', { ...OCI, payload: 'quay.io/x:1' }, ['invalid_payload payload']],
  ['another digest', { ...OCI, payload: `quay.io/x@sha512:${HEX}` }, ['invalid_payload payload']],
  [
    'nothing right',
    { ...X86, basearch: '.', payload: '' },
    ['invalid_basearch basearch', 'invalid_payload payload'],
  ],
])('a payload is looked at by itself: %s', (_, payload, expected) => {
  expect(codes(lintPayload('v', payload))).toEqual(expected);
});

describe('sections', () => {
  const lint = (sections: Partial<Release>) =>
    codes(SECTIONS.flatMap((name) => LINT_SECTION[name]({ ...releaseOf('v', 0), ...sections })));
  const on = (...basearches: readonly string[]) => ({ reason: LINK, basearches });
  const rollout = rolloutOf(0, 0, 60);

  test.each<[string, Partial<Release>, string[]]>([
    ['none', {}, []],
    [
      'all well',
      { barrier: on('x86_64'), deadend: on('aarch64'), rollout: { ...rollout, basearches: ['x86_64'] } },
      [],
    ],
    [
      'a barrier and a deadend that meet',
      { barrier: on('x86_64', 'a'), deadend: on('a') },
      ['barrier_and_deadend deadend'],
    ],
    ['a rollout that meets a deadend', { deadend: on('a'), rollout }, ['rollout_of_deadend rollout']],
    ['100 for a fraction', { rollout: rolloutOf(0, 100, 60) }, ['fraction_out_of_range start_fraction']],
    ['less than nobody', { rollout: rolloutOf(0, -0.1, 60) }, ['fraction_out_of_range start_fraction']],
    ['no number', { rollout: rolloutOf(0, Number.NaN, 60) }, ['fraction_out_of_range start_fraction']],
    ['everybody', { rollout: rolloutOf(0, 1, 60) }, []],
    ['no time at all', { rollout: rolloutOf(0, 0, 0) }, ['invalid_duration duration']],
    ['a basearch that is none', { barrier: on('x 86') }, ['invalid_basearch basearches']],
    [
      'a rollout for one that is none',
      { rollout: { ...rollout, basearches: ['', 'a'] } },
      ['invalid_basearch basearches'],
    ],
    ['no reason', { deadend: { reason: '', basearches: null } }, ['missing_reason reason']],
    [
      'a reason for a command line',
      { barrier: { reason: '-x', basearches: null } },
      ['invalid_reason reason'],
    ],
    ['a reason without a link', { barrier: { reason: 'x', basearches: null } }, ['reason_not_a_link reason']],
  ])('are looked at together: %s', (_, sections, expected) => {
    expect(lint(sections)).toEqual(expected);
  });

  test('100 for a fraction is told what everybody is', () => {
    const [about] = LINT_SECTION.rollout({ ...releaseOf('v', 0), rollout: rolloutOf(0, 100, 60) });
    expect(about?.message).toContain('100 is not a fraction from 0 to 1: 1.0 is everybody');
  });
});

test.each([
  ['', 'missing_reason'],
  [' ', 'invalid_reason'],
  ['-', 'invalid_reason'],
  ['a\tb', 'invalid_reason'],
  ['a\nb', 'invalid_reason'],
  ['a\u2029b', 'invalid_reason'],
  ['x'.repeat(501), 'invalid_reason'],
  ['x'.repeat(500), undefined],
  ['boot fails - see below', undefined],
  ['启动失败', undefined],
])('a reason may be given, or not: %j', (reason, code) => {
  expect(faultOfReason(reason)?.code).toBe(code);
});

describe('a payload that is there twice', () => {
  const alias = (payload: Payload) => ({ ...payload, reason: LINK });
  const elsewhere = { ...OCI, payload: OCI.payload.replace('quay.io', 'mirror.example:5000') };

  test.each<[string, Release[], string[]]>([
    ['in two releases', [payloadsOf('a', X86), payloadsOf('b', X86)], ['b']],
    ['in three', [payloadsOf('a', X86), payloadsOf('b', X86), payloadsOf('c', X86)], ['b', 'c']],
    ['as an alias of another', [payloadsOf('a', X86), { ...payloadsOf('b'), aliases: [alias(X86)] }], ['b']],
    ['as an alias of itself', [{ ...payloadsOf('a', X86), aliases: [alias(X86)] }], ['a']],
    ['in another repository', [payloadsOf('a', OCI), payloadsOf('b', elsewhere)], ['b']],
    ['for two basearches', [payloadsOf('a', X86, { ...X86, basearch: 'aarch64' })], ['a']],
    ['an image for two basearches', [payloadsOf('a', OCI, { ...OCI, basearch: 'aarch64' })], []],
    ['in two schemes', [payloadsOf('a', X86, OCI)], []],
  ])('is told at the later one: %s', (_, releases, versions) => {
    expect(lintDuplicates(ownedPayloads(releases)).map(({ spot }) => spot?.version)).toEqual(versions);
  });
});

test.each<[string, Release | undefined, Release, string[]]>([
  [
    'that the release before had',
    payloadsOf('a', X86, { ...X86, basearch: 'a' }),
    payloadsOf('b', X86),
    ['a'],
  ],
  ['in another scheme only', payloadsOf('a', X86, OCI), payloadsOf('b', OCI), []],
  ['with nothing before', undefined, payloadsOf('b'), []],
])('a basearch is missing, or not: %s', (...[, previous, release, expected]) => {
  expect(lintBasearchesOf(release, previous).map(({ message }) => message.split(' ')[0])).toEqual(expected);
});
