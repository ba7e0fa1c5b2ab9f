import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROBLEM_KINDS } from '../../src/graph/problem.js';
import { hasBrowser, startBrowser, watchedPage } from './browser.js';
import { ADMIN, RunningApp } from './running-app.js';

const screenshots = process.env['SCREENSHOTS'];

describe.skipIf(!hasBrowser)('the explorer at /docs, in a real browser', () => {
  let app: RunningApp;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    app = await RunningApp.start({ graphData: 'graph-data' });
    browser = await startBrowser();
    ({ page, complaints, strangers } = await watchedPage(browser));
    await page.goto(`http://127.0.0.1:${app.port}/docs/`);
  });

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  test('lists every operation', async () => {
    await page.waitForSelector('.opblock-summary-path');
    const { paths } = (await app.get('/openapi.json')).body;
    const shown = await page.locator('.opblock-summary-path').allTextContents();
    const operations = Object.entries<object>(paths).flatMap(([path, item]) =>
      Object.keys(item).map(() => path),
    );
    expect(shown.map((path) => path.replaceAll('\u200b', '')).sort()).toEqual(operations.sort());
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'docs.png') });
  });

  test('runs the example of the graph, which is answered before Express', async () => {
    const graph = page.locator('.opblock', { hasText: '/v1/graph' }).first();
    await graph.locator('.opblock-summary').click();
    await graph.locator('button.execute').click();
    const answer = graph.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').textContent()).toContain('200');
    expect(await answer.textContent()).toContain('31.20200108.3.0');
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'docs-graph.png') });
  });

  test('refuses what operators may do until it has a token', async () => {
    const whoami = page.locator('.opblock', { hasText: '/admin/v1/whoami' }).first();
    await whoami.locator('.opblock-summary').click();
    await whoami.locator('button.execute').click();
    const answer = whoami.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').textContent()).toContain('401');
    // The browser itself tells of the 401.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('401')]);
  });

  test('authorises, and runs the example of a pause', async () => {
    await page.locator('button.authorize').first().click();
    await page.locator('.auth-container input').fill(ADMIN);
    await page.locator('.auth-btn-wrapper button.authorize').click();
    await page.locator('.auth-btn-wrapper button.btn-done').click();
    const pause = page.locator('.opblock', { hasText: '/rollout/pause' }).first();
    await pause.locator('.opblock-summary').click();
    await pause.locator('tr[data-param-name="dry_run"] select').selectOption('true');
    await pause.locator('button.execute').click();
    const answer = pause.locator('.live-responses-table .response');
    await answer.waitFor();
    expect(await answer.textContent()).toContain('"dry_run": true');
    expect(await answer.locator('.response-col_status').textContent()).toContain('200');
    if (screenshots !== undefined) await page.screenshot({ path: join(screenshots, 'docs-pause.png') });
  });

  test('has a page for every kind of error', async () => {
    const { page: errors, complaints: ofErrors } = await watchedPage(browser);
    await errors.goto(`http://127.0.0.1:${app.port}/docs/errors#needs_confirmation`);
    expect(await errors.locator('tr:target').textContent()).toContain('Known to have gone wrong before');
    expect(await errors.locator('tbody tr').count()).toBe(PROBLEM_KINDS.length);
    if (screenshots !== undefined) await errors.screenshot({ path: join(screenshots, 'docs-errors.png') });
    expect(await errors.evaluate('getComputedStyle(document.body).maxWidth')).not.toBe('none');
    expect(ofErrors).toEqual([]);
    await errors.close();
  });

  test('would not run what somebody else had got into it', async () => {
    const { page: broken, complaints: ofBroken } = await watchedPage(browser);
    await broken.goto(`http://127.0.0.1:${app.port}/docs/`);
    const script = 'const s = document.createElement("script"); s.textContent = "window.wasRun = true";';
    await broken.evaluate(`${script} document.body.append(s)`);
    expect(await broken.evaluate('window.wasRun')).toBeUndefined();
    expect(ofBroken).toEqual([expect.stringContaining('Content Security Policy')]);
    await broken.close();
  });

  test('asks no other host for anything, and nothing goes wrong in the page', () => {
    expect([strangers, complaints]).toEqual([[], []]);
  });
});
