import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY_ROW,
  namesIn,
  operationOf,
  proposedRows,
  rowsOf,
} from '../../../../src/adapters/console/publish/compose.js';
import { newCard, type Card } from '../../../../src/adapters/console/publish/draft.js';
import { OP_NAMES, type OpName } from '../../../../src/adapters/console/publish/kinds.js';

const cardOf = (op: OpName, fields: Readonly<Record<string, string>>, more: Partial<Card> = {}): Card => ({
  ...newCard(op, 1),
  fields,
  ...more,
});
const PROPOSED = [{ basearch: 'x86_64', scheme: 'checksum', payload: '' }];
const SUM = 'c0ffee00'.repeat(8);

describe('the operation of a card', () => {
  test.each<readonly [what: string, card: Card, operation: object]>([
    [
      'leaves out what is empty',
      cardOf('set_barrier', { version: '5', reason: ' ', basearches: '' }),
      { op: 'set_barrier', version: '5' },
    ],
    [
      'has no blanks around what was pasted',
      cardOf('clear_barrier', { version: ' 5\t', reason: ' done ' }),
      { op: 'clear_barrier', version: '5', reason: 'done' },
    ],
    [
      'takes times and lengths as they were typed, right or wrong',
      cardOf('set_rollout', { version: '5', start: 'tomorrow', duration: '1200', start_fraction: '0.5' }),
      { op: 'set_rollout', version: '5', start: 'tomorrow', duration: '1200', start_fraction: 0.5 },
    ],
    [
      'lets the server say what is no number',
      cardOf('set_rollout', { start_fraction: '10 %' }),
      { op: 'set_rollout', start_fraction: '10 %' },
    ],
    [
      'has every architecture that was picked',
      cardOf('set_deadend', { version: '5', basearches: 'x86_64, s390x' }),
      { op: 'set_deadend', version: '5', basearches: ['x86_64', 's390x'] },
    ],
    [
      'has no section that is not wanted, whatever was written into it',
      cardOf('publish_release', { version: '5', 'barrier/reason': 'keys' }),
      { op: 'publish_release', version: '5' },
    ],
    [
      'has the sections that are',
      cardOf(
        'publish_release',
        { version: '5', 'barrier/reason': 'keys', 'rollout/duration': '48h', 'rollout/basearches': 'x86_64' },
        {
          parts: ['rollout', 'barrier'],
          payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: ` ${SUM}\n` }],
        },
      ),
      {
        op: 'publish_release',
        version: '5',
        payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: SUM }],
        barrier: { reason: 'keys' },
        rollout: { duration: '48h', basearches: ['x86_64'] },
      },
    ],
    [
      'has an empty section where nothing was written into it, so that the server says what it needs',
      cardOf('publish_release', {}, { parts: ['rollout'], payloads: [] }),
      { op: 'publish_release', rollout: {} },
    ],
    [
      'has the payloads that were filled in, and none of the rows that were not',
      cardOf(
        'publish_release',
        { version: '5' },
        {
          payloads: [
            { basearch: 'aarch64', scheme: 'checksum', payload: ' ' },
            { basearch: 'x86_64', scheme: 'checksum', payload: SUM },
          ],
        },
      ),
      {
        op: 'publish_release',
        version: '5',
        payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: SUM }],
      },
    ],
    [
      'takes an alias away by its id',
      cardOf('remove_payload_alias', { version: '5', id: 'a1', reason: '' }),
      { op: 'remove_payload_alias', version: '5', id: 'a1' },
    ],
    [
      'names the payload of an alias beside its version',
      cardOf('add_payload_alias', { version: '5', basearch: 'x86_64', scheme: 'oci', payload: 'q@sha256:1' }),
      { op: 'add_payload_alias', version: '5', basearch: 'x86_64', scheme: 'oci', payload: 'q@sha256:1' },
    ],
    [
      'proposes nothing for a release that is there already',
      cardOf('add_payloads', { version: '5' }),
      { op: 'add_payloads', version: '5' },
    ],
  ])('%s', (_, card, operation) => {
    expect(operationOf(card, PROPOSED)).toEqual(operation);
  });

  test('never has a field that its operation does not take', () => {
    const junk = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(fc.constantFrom(...OP_NAMES), junk, (op, fields) => {
        expect(Object.keys(operationOf(cardOf(op, { ...fields, colour: 'red' }), []))).not.toContain(
          'colour',
        );
      }),
    );
  });
});

describe('the payloads that are proposed', () => {
  const newest = {
    ...{ version: '5', metadata: '', payload_aliases: [], barrier: null, deadend: null, rollout: null },
    ...{
      rollout_withdrawn: false,
      retired: null,
      age_index: 5,
      reachable_from: [],
      leads_to: [],
      scopes: [],
    },
    payloads: [
      { basearch: 'aarch64', scheme: 'oci', payload: 'q@sha256:1' },
      { basearch: 'x86_64', scheme: 'checksum', payload: SUM },
    ],
  } as const;

  test('have the architectures and schemes of the newest release, and none of its payloads', () => {
    expect(proposedRows(newest)).toEqual([
      { basearch: 'aarch64', scheme: 'oci', payload: '' },
      { basearch: 'x86_64', scheme: 'checksum', payload: '' },
    ]);
  });

  test('are a line to begin with where there is no release yet', () => {
    expect(rowsOf(newCard('publish_release', 1), proposedRows(undefined))).toEqual([EMPTY_ROW]);
  });

  test('take nobody anything away that has begun to write', () => {
    const rows = [{ ...EMPTY_ROW, basearch: 'riscv64' }];
    expect(rowsOf({ ...newCard('publish_release', 1), payloads: rows }, PROPOSED)).toBe(rows);
  });
});

test.each([
  ['', []],
  [' , ', []],
  ['x86_64', ['x86_64']],
  ['x86_64,s390x  aarch64', ['x86_64', 's390x', 'aarch64']],
])('the names in %j', (text, names) => {
  expect(namesIn(text)).toEqual(names);
});
