import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { HttpAttempt } from '../../../src/adapters/documents/http-attempt.js';
import { hedged } from '../../../src/adapters/documents/http-hedge.js';
import { Problem } from '../../../src/graph/problem.js';

const LIMITS = { connectMs: 100, hedgeMs: 80, documentMs: 300 };
const late = (): Problem => new Problem('document_unreadable', 'late');

/** What an attempt does. */
const DEEDS: Readonly<Record<string, (attempt: HttpAttempt) => Promise<void>>> = {
  succeeds: () => Promise.resolve(),
  'is refused': () => Promise.reject(new Error('refused')),
  'answers 502': () => Promise.reject(new Error('502')),
  hangs: ({ signal }) => setTimeout(60_000, undefined, { signal }),
  'succeeds at last': ({ signal }) => setTimeout(270, undefined, { signal }),
  'breaks off': async ({ signal }) => {
    await setTimeout(120, undefined, { signal });
    throw new Error('broke off');
  },
  'connects for ever': async (attempt) => {
    attempt.connects(LIMITS.connectMs, () => new Problem('document_unreadable', 'no connection'));
    await new Promise((resolve) => attempt.signal.addEventListener('abort', resolve));
    attempt.signal.throwIfAborted();
  },
};

/** Runs attempts that do as they are told, the last one again and again. */
async function tried(deeds: string, signal = new AbortController().signal) {
  const told = deeds.split(', ');
  const attempts: HttpAttempt[] = [];
  let open = 0;
  const once = async (attempt: HttpAttempt): Promise<number> => {
    const number = attempts.push(attempt);
    open++;
    try {
      await DEEDS[told[Math.min(number, told.length) - 1] ?? '']?.(attempt);
    } finally {
      open--;
    }
    return number;
  };
  const outcome = await hedged({ once, limits: LIMITS, late, signal }).catch((error: unknown) =>
    error instanceof Error ? error.message : error,
  );
  return { outcome, started: attempts.length, open };
}

describe('attempts at a document', () => {
  test.each([
    ['succeeds', 1, 1],
    ['answers 502', '502', 1],
    ['hangs, succeeds', 2, 2],
    ['hangs, hangs, hangs, succeeds', 4, 4],
    ['hangs', 'late', 4],
    ['succeeds at last, hangs', 1, 4],
    ['succeeds at last, is refused', 1, 4],
    ['hangs, is refused, succeeds', 3, 3],
    ['hangs, is refused, answers 502, hangs', '502', 4],
    ['breaks off, hangs, succeeds', 3, 3],
    ['breaks off, is refused', 'broke off', 2],
    ['connects for ever', 'no connection', 1],
    ['hangs, connects for ever, succeeds', 3, 3],
  ])('%s: %s, after %i of them', async (deeds, outcome, started) => {
    expect(await tried(deeds)).toEqual({ outcome, started, open: 0 });
  });

  test('are given up from outside', async () => {
    const stop = new AbortController();
    const trying = tried('hangs', stop.signal);
    stop.abort(new Error('not needed'));
    expect(await trying).toEqual({ outcome: 'not needed', started: 1, open: 0 });
    expect(await tried('hangs', stop.signal)).toEqual({ outcome: 'not needed', started: 0, open: 0 });
  });

  test('leave no timer behind', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
    const before = timers();
    for (const deeds of ['hangs, succeeds', 'hangs', 'connects for ever', 'is refused']) await tried(deeds);
    expect(timers()).toBeLessThanOrEqual(before);
  });
});
