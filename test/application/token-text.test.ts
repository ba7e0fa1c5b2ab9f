import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  freshToken,
  isSameSecret,
  isSecretOf,
  isTokenName,
  readToken,
} from '../../src/application/token-text.js';

const ID = '0123456789abcdef';
const SECRET = 'f'.repeat(64);

describe('the text of a token', () => {
  test('has 256 random bits, and is known by the SHA-256 of them alone', () => {
    const { id, text, secretHash } = freshToken();
    const parts = readToken(text);
    expect(text).toBe(`roost_${id}_${parts?.secret}`);
    expect(parts?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(secretHash).toBe(createHash('sha256').update(String(parts?.secret)).digest('hex'));
    expect(isSecretOf(String(parts?.secret), secretHash)).toBe(true);
  });

  test('is never made twice', () => {
    const texts = Array.from({ length: 1000 }, () => freshToken());
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1000);
    expect(new Set(texts.map(({ id }) => id)).size).toBe(1000);
  });

  test.each([
    [`roost_${ID}_${SECRET}`, { id: ID, secret: SECRET }],
    ['', null],
    ['roost', null],
    [`roost_${ID}_`, null],
    [`roost_${ID}_${SECRET}f`, null],
    [`roost_${ID}_${SECRET.slice(1)}`, null],
    [`roost_${ID}_${SECRET.toUpperCase()}`, null],
    [`roost_${ID.slice(1)}_${SECRET}`, null],
    [`Roost_${ID}_${SECRET}`, null],
    [`roost_${ID}_${SECRET}\n`, null],
    [`roost_../../etc/passwd_${SECRET}`, null],
  ])('%j is taken apart, or is none', (text, parts) => {
    expect(readToken(text)).toEqual(parts);
  });

  test.each(['', 'ab', 'not hex at all', '0'.repeat(64)])('no secret has the hash %j', (hash) => {
    expect(isSecretOf(SECRET, hash)).toBe(false);
  });

  test('texts are the same only to the last letter', () => {
    expect(['abc', 'abd', 'ab', 'abcd', ''].map((text) => isSameSecret(text, 'abc'))).toEqual([
      ...[true, false, false, false, false],
    ]);
  });
});

describe('the name of a token', () => {
  test.each([
    ['a', true],
    ['release-pipeline', true],
    ['Ünï cödé 7', true],
    ['x'.repeat(64), true],
    ['🪶'.repeat(64), true],
    ['x'.repeat(65), false],
    ['', false],
    [' ', false],
    [' a', false],
    ['a ', false],
    ['a\u00a0', false],
    ['a\nb', false],
    ['a\u2028b', false],
    ['a\u0000', false],
    ['a\u202eb', false],
  ])('%j: %s', (name, isOne) => {
    expect(isTokenName(name)).toBe(isOne);
  });
});
