import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashText } from '../../src/graph/siphash.js';

/** Made with Rust's `DefaultHasher`. @see cincinnati.md B.6 */
const VECTORS = [
  ['', '30406ea523c53def'],
  ['a', '719b50b9a4f0e9f3'],
  ['node-1', '1991cb5554e2a0dd'],
  ['1234567', 'b9a4f30e757fe044'],
  ['12345678', '40cc4e544a5af2cd'],
  ['1234567890123456', 'af1a5c0309851124'],
  ['e0f3745b108f471cbd4883c6fbed8cdd', 'a74033ccfdcec67c'],
  ['c988d2509fdf4cdcbed39037c56406fb', '84f1766591967972'],
  ['0'.repeat(32), '50b4117930411200'],
  ['f'.repeat(32), '815de5358a9b48c0'],
  ['deadbeef'.repeat(4), 'b774b6ef59e183ee'],
  ['ünïcödé', '00680bbd8d687820'],
] as const;

describe('the hash of a text', () => {
  test.each(VECTORS)('of "%s" is %s, as in Rust', (text, digest) => {
    expect(hex(hashText(text))).toBe(digest);
  });

  test('is SipHash-1-3 as the paper has it, for every text of every length', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 600 }));
    fc.assert(
      fc.property(texts, (text) => {
        expect(hex(hashText(text))).toBe(naiveSipHash13(text).toString(16).padStart(16, '0'));
      }),
      { numRuns: 500 },
    );
  });

  test('is two unsigned halves', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const half of hashText(text)) expect(half >>> 0).toBe(half);
      }),
    );
  });
});

function hex(halves: readonly number[]): string {
  return halves.map((half) => half.toString(16).padStart(8, '0')).join('');
}

/** Aumasson and Bernstein, 2.1 to 2.4, word by word, with a key of zeros. */
function naiveSipHash13(text: string): bigint {
  const bytes = [...new TextEncoder().encode(text), 0xff];
  const length = BigInt(bytes.length);
  while (bytes.length % 8 !== 7) bytes.push(0);
  const words = BigUint64Array.from(
    { length: Math.floor(bytes.length / 8) + 1 },
    (_, i) =>
      littleEndian(bytes.slice(8 * i, 8 * i + 8)) | (8 * i + 8 > bytes.length ? (length & 255n) << 56n : 0n),
  );
  let v = [0x736f6d6570736575n, 0x646f72616e646f6dn, 0x6c7967656e657261n, 0x7465646279746573n];
  for (const word of words) {
    v = sipRound([v[0]!, v[1]!, v[2]!, v[3]! ^ word]);
    v[0] = v[0]! ^ word;
  }
  v[2] = v[2]! ^ 0xffn;
  for (let round = 0; round < 3; round++) v = sipRound(v);
  return v.reduce((all, one) => all ^ one);
}

function sipRound(state: readonly bigint[]): bigint[] {
  let [v0, v1, v2, v3] = [state[0]!, state[1]!, state[2]!, state[3]!];
  v0 = add(v0, v1);
  v2 = add(v2, v3);
  v1 = rotate(v1, 13n) ^ v0;
  v3 = rotate(v3, 16n) ^ v2;
  v0 = rotate(v0, 32n);
  v2 = add(v2, v1);
  v0 = add(v0, v3);
  v1 = rotate(v1, 17n) ^ v2;
  v3 = rotate(v3, 21n) ^ v0;
  v2 = rotate(v2, 32n);
  return [v0, v1, v2, v3];
}

function add(a: bigint, b: bigint): bigint {
  return BigInt.asUintN(64, a + b);
}

function rotate(word: bigint, bits: bigint): bigint {
  return BigInt.asUintN(64, word << bits) | (word >> (64n - bits));
}

function littleEndian(bytes: readonly number[]): bigint {
  return bytes.reduceRight((word, byte) => (word << 8n) | BigInt(byte), 0n);
}
