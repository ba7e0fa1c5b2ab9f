import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';

describe.skipIf(!hasBrowser)('the console, in a real browser', () => {
  let running: RunningConsole;

  beforeAll(async () => {
    running = await RunningConsole.start();
  });

  afterAll(() => running.close());

  test('shows every stream to who has no token, under the strictest policy, and asks nobody else', async () => {
    const { page, complaints, strangers } = await running.open();
    const { items } = (await running.app.get('/v1/streams')).body;
    for (const { name } of items) await page.locator('main', { hasText: name }).waitFor();
    expect([complaints, strangers]).toEqual([[], []]);
    await page.context().close();
  });

  test('knows who has signed in, and forgets it with the window', async () => {
    const { page, complaints } = await running.open();
    await signIn(page, await running.tokenOf('operator'));
    expect(await page.locator('.masthead-tools').textContent()).toContain('operator-1');
    expect(complaints).toEqual([]);
    await page.reload();
    await page.locator('main h1').waitFor();
    expect(await page.locator('.masthead-tools [data-role]').count()).toBe(0);
    expect(page.url()).not.toContain('token');
    await page.context().close();
  });

  test('goes by the time of the server', async () => {
    const { page } = await running.open();
    expect(await page.evaluate('Math.floor(Date.now() / 1000)')).toBe(running.app.clock.at);
    const { headers } = await running.app.get('/v1/streams');
    expect(Date.parse(String(headers['date'])) / 1000).toBe(running.app.clock.at);
    await page.context().close();
  });

  test('is found at any of its addresses, also again', async () => {
    const { page, complaints } = await running.open('tokens?x=1');
    await page.reload();
    await page.locator('main h1').first().waitFor();
    expect([new URL(page.url()).pathname, complaints]).toEqual(['/console/tokens', []]);
    await page.context().close();
  });

  test('would not run what somebody else had got into it', async () => {
    const { page, complaints } = await running.open();
    const attempts = [
      'const s = document.createElement("script"); s.textContent = "window.wasRun = true"; document.body.append(s)',
      'document.querySelector("main").innerHTML = "<img src=x onerror=window.wasRun=true>"',
      'eval("window.wasRun = true")',
    ];
    for (const attempt of attempts) {
      // Later, because what a debugger does itself is let through.
      await page.evaluate(`new Promise((done) => setTimeout(() => { try { ${attempt} } catch {} done() }))`);
      expect(complaints.splice(0).join()).toMatch(/TrustedScript|TrustedHTML|trusted-types/i);
    }
    expect(await page.evaluate('window.wasRun')).toBeUndefined();
    await page.context().close();
  });

  test.each([
    ['in the light', 'light', 1200],
    ['in the dark', 'dark', 1200],
    ['on a phone', 'light', 390],
  ] as const)('keeps nobody out %s', async (_, colorScheme, width) => {
    const { page } = await running.open('', { colorScheme, viewport: { width, height: 844 } });
    await page.locator('main table, main ul').first().waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await page.context().close();
  });

  test('a fault that keeps people out would be found', async () => {
    const { page } = await running.open();
    const picture = 'document.createElement("img")';
    await page.evaluate(`const p = ${picture}; p.src = "data:,"; document.querySelector("main").append(p)`);
    expect(await graveFindings(page)).toEqual([expect.stringMatching(/^image-alt: /)]);
    await page.context().close();
  });
});
