import { expect, test } from 'vitest';
import { canonicalUuid, nodeUuid } from '../../../src/application/node-state/node-uuid.js';

test.each([
  ['1c09ca98649c4c7abc779cd04c96812e', '978a225b3d7b40e9acd7ce9b62f68444'],
  [' 1C09CA98649C4C7ABC779CD04C96812E\n', '978a225b3d7b40e9acd7ce9b62f68444'],
  ['1c09ca98649c4c7abc779cd04c96812', null],
  ['uninitialized', null],
  ['', null],
])('the node of the machine id %j is %s', (machineId, uuid) => {
  expect(nodeUuid(machineId)).toBe(uuid);
});

const PLAIN = 'e0f3745b108f471cbd4883c6fbed8cdd';
const HYPHENS = 'e0f3745b-108f-471c-bd48-83c6fbed8cdd';

test.each([
  [PLAIN, PLAIN],
  [PLAIN.toUpperCase(), PLAIN],
  [HYPHENS, PLAIN],
  [`{${HYPHENS.toUpperCase()}}`, PLAIN],
  [`urn:uuid:${HYPHENS}`, PLAIN],
  [PLAIN.slice(1), null],
  [`${PLAIN}0`, null],
  ['x', null],
  ['', null],
])('%j is sent as %s', (uuid, sent) => {
  expect(canonicalUuid(uuid)).toBe(sent);
});
