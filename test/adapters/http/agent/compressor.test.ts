import * as zlib from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Compressor } from '../../../../src/adapters/http/agent/compressor.js';
import { PreparedAnswer } from '../../../../src/adapters/http/agent/prepared-answer.js';
import { zstd } from '../../../../src/adapters/http/agent/zstd.js';
import { MemoryLog } from '../../../application/fakes.js';

const answerOf = (length: number) => new PreparedAnswer(Buffer.alloc(length, 'graph '), 1);
/** What stands behind the hash of the body; nothing for identity. */
const tagsOf = (answer: PreparedAnswer) =>
  (['br', 'zstd', 'gzip'] as const).map((coding) => answer.form(coding).etag.slice(24, -1));

describe('the forms of an answer', () => {
  test.each([
    ['an answer', 1000, ['br11', zstd ? 'zstd19' : '', 'gzip']],
    ['a long answer', 300_000, ['br1', zstd ? 'zstd1' : '', 'gzip']],
  ])('of %s are the best that are worth their time', async (_, length, expected) => {
    const compressor = new Compressor(new MemoryLog());
    const answer = answerOf(length);
    compressor.add(answer);
    await expect.poll(() => compressor.idle).toBe(true);
    expect(tagsOf(answer)).toEqual(expected);
  });

  test('hold the same bytes', async () => {
    const compressor = new Compressor(new MemoryLog());
    const answer = answerOf(5000);
    compressor.add(answer);
    await expect.poll(() => compressor.idle).toBe(true);
    expect(zlib.gunzipSync(answer.form('gzip').bytes)).toEqual(answer.identity.bytes);
    expect(zlib.brotliDecompressSync(answer.form('br').bytes)).toEqual(answer.identity.bytes);
    const expand: unknown = 'zstdDecompressSync' in zlib ? zlib.zstdDecompressSync : null;
    if (typeof expand === 'function')
      expect(expand(answer.form('zstd').bytes)).toEqual(answer.identity.bytes);
  });

  test('are made of all answers, however many there are', async () => {
    const compressor = new Compressor(new MemoryLog());
    const answers = Array.from({ length: 40 }, (_, at) => answerOf(1000 + at));
    for (const answer of answers) compressor.add(answer);
    await expect.poll(() => compressor.idle).toBe(true);
    for (const answer of answers) expect(answer.form('br').etag).toMatch(/-br11"$/);
  });

  test('are not made of what was discarded before its turn', async () => {
    const compressor = new Compressor(new MemoryLog());
    const answers = Array.from({ length: 40 }, (_, at) => answerOf(1000 + at));
    for (const answer of answers) compressor.add(answer);
    for (const answer of answers) compressor.discard(answer);
    await expect.poll(() => compressor.idle).toBe(true);
    expect(answers.at(-1)?.form('gzip')).toBe(answers.at(-1)?.identity);
  });
});
