import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256, sha256 } from '../../../src/application/node-state/sha256.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const BYTES = fc.uint8Array({ maxLength: 300 });

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the digest of %j is that of FIPS 180-4', (text, digest) => {
  expect(hex(sha256(Buffer.from(text)))).toBe(digest);
});

test('every digest is the one of OpenSSL', () => {
  fc.assert(
    fc.property(BYTES, (bytes) => {
      expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
    }),
  );
});

test('every keyed digest is the one of OpenSSL', () => {
  fc.assert(
    fc.property(BYTES, BYTES, (key, bytes) => {
      expect(hex(hmacSha256(key, bytes))).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
    }),
  );
});
