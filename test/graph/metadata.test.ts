import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, nodeMetadata } from '../../src/graph/metadata.js';
import type { Node } from '../../src/graph/model.js';
import { FINISHED, rolloutOf } from './draw.js';

const NODE: Node = {
  version: 'v',
  payload: 'c',
  scheme: 'checksum',
  ageIndex: 17,
  barrier: null,
  deadend: null,
  rollout: null,
};

/** Without the prefix that all keys have. */
function drawnMetadata(node: Node): string {
  return Object.entries(nodeMetadata(node))
    .map(([key, value]) => `${key.replace(/^org\.fedoraproject\.coreos\./, '')}=${value}`)
    .join(' ');
}

const ALWAYS = 'scheme=checksum releases.age_index=17';

describe('the table of cincinnati.md B.3', () => {
  test.each([
    ['always', NODE, ALWAYS],
    ['oci', { ...NODE, scheme: 'oci' }, 'scheme=oci releases.age_index=17'],
    ['the oldest', { ...NODE, ageIndex: 0 }, 'scheme=checksum releases.age_index=0'],
    ['a barrier', { ...NODE, barrier: 'why' }, `${ALWAYS} updates.barrier=true updates.barrier_reason=why`],
    ['a deadend', { ...NODE, deadend: 'why' }, `${ALWAYS} updates.deadend=true updates.deadend_reason=why`],
    ['an empty rollout', { ...NODE, rollout: rolloutOf(null, null, null) }, `${ALWAYS} updates.rollout=true`],
    [
      'a finished one',
      { ...NODE, rollout: FINISHED },
      `${ALWAYS} updates.rollout=true updates.start_value=1`,
    ],
    [
      'a running one',
      { ...NODE, rollout: rolloutOf(1784728800, 0, 2880) },
      `${ALWAYS} updates.rollout=true updates.start_epoch=1784728800 updates.start_value=0 updates.duration_minutes=2880`,
    ],
    [
      'numbers at their ends',
      { ...NODE, rollout: rolloutOf(-(2 ** 53 - 1), 1e-7, 2 ** 53 - 1) },
      `${ALWAYS} updates.rollout=true updates.start_epoch=-9007199254740991 updates.start_value=0.0000001 updates.duration_minutes=9007199254740991`,
    ],
  ] as const)('%s', (_, node, expected) => {
    expect(drawnMetadata(node)).toBe(expected);
  });

  test('every key has the prefix, in one fixed order', () => {
    const full = { ...NODE, rollout: rolloutOf(1, 0.5, 2), deadend: 'd', barrier: 'b' };
    const names = ['scheme', 'releases.age_index', 'updates.barrier', 'updates.barrier_reason'].concat(
      ['updates.deadend', 'updates.deadend_reason', 'updates.rollout', 'updates.start_epoch'],
      ['updates.start_value', 'updates.duration_minutes'],
    );
    expect(Object.keys(nodeMetadata(full))).toEqual(names.map((name) => `org.fedoraproject.coreos.${name}`));
  });
});

describe('a double as a decimal', () => {
  test.each([
    [1.0, '1'],
    [0.0, '0'],
    [0.5, '0.5'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    [-0.0, '-0'],
    [-1e-7, '-0.0000001'],
    [-1e21, '-1000000000000000000000'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1.5e-7, '0.00000015'],
    [1.25e22, '12500000000000000000000'],
    [0.000001, '0.000001'],
    [123456789012345680000, '123456789012345680000'],
    [5e-324, `0.${'0'.repeat(323)}5`],
    [1.7976931348623157e308, `17976931348623157${'0'.repeat(292)}`],
  ])('%d is %s', (value, expected) => {
    expect(decimal(value)).toBe(expected);
  });

  test('has no exponent, and reads back as the same double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decimal(value)).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(decimal(value))).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  test('has no digit more than it needs', () => {
    const digits = (text: string) => text.replace(/e.*|[-.]/g, '').replace(/^0+|0+$/g, '');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(digits(decimal(value))).toBe(digits(String(value)));
      }),
    );
  });
});
