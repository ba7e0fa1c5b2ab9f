import { describe } from 'vitest';
import { MemoryWrites } from './fakes.js';
import { tokenContract } from './token-contract.js';

describe('the tokens of the tests', () => {
  tokenContract(() => {
    const writes = new MemoryWrites();
    return Promise.resolve({ writes, tokens: writes.tokens });
  });
});
