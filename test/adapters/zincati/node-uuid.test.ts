import { expect, test } from 'vitest';
import { nodeUuid } from '../../../src/adapters/zincati/node-uuid.js';

test.each([
  ['1c09ca98649c4c7abc779cd04c96812e', '978a225b3d7b40e9acd7ce9b62f68444'],
  [' 1C09CA98649C4C7ABC779CD04C96812E\n', '978a225b3d7b40e9acd7ce9b62f68444'],
  ['1c09ca98649c4c7abc779cd04c96812', null],
  ['uninitialized', null],
  ['', null],
])('the node of the machine id %j is %s', (machineId, uuid) => {
  expect(nodeUuid(machineId)).toBe(uuid);
});
