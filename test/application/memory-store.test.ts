import { describe } from 'vitest';
import { MemoryStore } from './fakes.js';
import { streamStoreContract } from './stream-store-contract.js';

describe('the store of the tests', () => {
  streamStoreContract(() => Promise.resolve(new MemoryStore()));
});
