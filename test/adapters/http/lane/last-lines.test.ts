import { expect, test } from 'vitest';
import { LastLines } from '../../../../src/adapters/http/lane/last-lines.js';

test('the last lines of a head say the time, and how long the connection stays', () => {
  const lines = new LastLines(130);
  expect(lines.now(false)).toMatch(
    /^Date: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\nConnection: keep-alive\r\nKeep-Alive: timeout=130\r\n\r\n$/,
  );
  expect(lines.now(true)).toMatch(/^Date: [^\r]+\r\nConnection: close\r\n\r\n$/);
});

test('they are another string in another second, and right in each', async () => {
  const lines = new LastLines(130);
  const seen = new Set<string>();
  for (const end = Date.now() + 1100; Date.now() < end;) {
    const [before, said, after] = [Date.now(), lines.now(true), Date.now()];
    const date = Date.parse(/^Date: ([^\r]+)/.exec(said)?.[1] ?? '');
    expect(date).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
    expect(date).toBeLessThanOrEqual(after);
    seen.add(said);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect([2, 3]).toContain(seen.size);
});
