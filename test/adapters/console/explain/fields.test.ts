import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agentQuery,
  fieldOf,
  fieldsIn,
  inAddress,
  missingIn,
  type Fields,
} from '../../../../src/adapters/console/explain/fields.js';

const NO_FIELDS: Fields = {
  stream: '',
  basearch: '',
  scheme: 'checksum',
  version: '',
  payload: '',
  uuid: '',
  wariness: '',
  at: '',
};

const ALL = {
  stream: 'stable',
  basearch: 'x86_64',
  scheme: 'oci',
  version: '44.1',
  payload: 'p',
  uuid: 'e0f3745b108f471cbd4883c6fbed8cdd',
  wariness: '0.5',
  at: '2026-07-22T17:21:35Z',
};
const ASKED = {
  stream: 'stable',
  basearch: 'x86_64',
  oci: 'true',
  os_version: '44.1',
  os_checksum: 'p',
  node_uuid: 'e0f3745b108f471cbd4883c6fbed8cdd',
  rollout_wariness: '0.5',
  at: '2026-07-22T17:21:35Z',
};

describe('the fields of a node', () => {
  test('stand in the address by the names that agents have for them', () => {
    expect(inAddress(ALL)).toEqual(ASKED);
    expect(agentQuery(ALL)).toEqual(ASKED);
    expect(fieldsIn(new URLSearchParams(ASKED))).toEqual(ALL);
  });

  test('that say nothing are not sent', () => {
    expect(agentQuery({ ...NO_FIELDS, stream: 's', basearch: 'b' })).toEqual({ stream: 's', basearch: 'b' });
    expect(fieldsIn(new URLSearchParams())).toEqual(NO_FIELDS);
  });

  test('that are changed alone leave the rest of the address alone', () => {
    expect(inAddress({ version: ' 44.1 ', payload: '' })).toEqual({ os_version: '44.1', os_checksum: '' });
    expect(inAddress({ scheme: 'checksum' })).toEqual({ oci: '' });
  });

  test('come back from the address as they went into it', () => {
    const text = fc.string({ unit: 'binary' });
    const fields = fc.record({
      ...{ stream: text, version: text, payload: text, wariness: text, at: text, uuid: text, basearch: text },
      scheme: fc.constantFrom('checksum', 'oci'),
    });
    fc.assert(
      fc.property(fields, (some) => {
        const once = fieldsIn(new URLSearchParams(inAddress(some)));
        expect(fieldsIn(new URLSearchParams(inAddress(once)))).toEqual(once);
      }),
    );
  });
});

test.each([
  [NO_FIELDS, ['stream', 'basearch', 'node']],
  [{ ...NO_FIELDS, stream: 's' }, ['basearch', 'node']],
  [{ ...NO_FIELDS, stream: 's', basearch: 'b' }, ['node']],
  [{ ...NO_FIELDS, stream: 's', basearch: 'b', version: '1' }, []],
  [{ ...NO_FIELDS, stream: 's', basearch: 'b', payload: 'p' }, []],
])('of %j there is missing: %j', (fields, missing) => {
  expect(missingIn(fields)).toEqual(missing);
});

test.each([
  ['unknown_stream', 'no such stream here; there are 2403-LTS, stable', 'stream'],
  ['unknown_basearch', 'stable has no aarch64', 'basearch'],
  ['invalid_params', 'os_version is longer than 256 characters: shorten it', 'version'],
  ['invalid_params', 'at must be a time like 2026-11-22T16:00:00Z', 'at'],
  ['invalid_params', 'something else', null],
  ['missing_params', 'stream is missing', null],
  ['unreachable', 'stream', null],
])('%s: %j is about the field %s', (kind, message, field) => {
  expect(fieldOf(kind, message)).toBe(field);
});
