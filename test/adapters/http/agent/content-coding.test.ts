import { describe, expect, test } from 'vitest';
import { chooseCoding } from '../../../../src/adapters/http/agent/content-coding.js';
import { zstd } from '../../../../src/adapters/http/agent/zstd.js';

describe('the coding that is chosen', () => {
  test.each<[string | undefined, string, string]>([
    [undefined, 'identity', 'identity'],
    ['zstd', 'zstd', 'identity'],
    ['gzip, zstd', 'zstd', 'gzip'],
    ['gzip, deflate, br, zstd', 'br', 'br'],
    ['zstd;q=0.5, gzip', 'gzip', 'gzip'],
    ['zstd;q=0, *', 'br', 'br'],
    ['br;q=0, *', 'zstd', 'gzip'],
  ])('of %s is %s where Node.js has zstd, else %s', (header, withZstd, without) => {
    expect(chooseCoding(header)).toBe(zstd ? withZstd : without);
  });
});
