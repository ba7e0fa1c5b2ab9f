import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningApp } from './running-app.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const screenshots = process.env['SCREENSHOTS'];

if (CHROMIUM === undefined && process.env['CI'] === 'true') {
  throw new Error('the pages must be tested in a browser: apt-get install chromium');
}

/** Where there is no browser this is said as skipped; CI refuses to go without. */
describe.skipIf(CHROMIUM === undefined)('the explorer at /docs, in a real browser', () => {
  const complaints: string[] = [];
  const strangers: string[] = [];
  let app: RunningApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await RunningApp.start({ graphData: 'graph-data' });
    const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: [...quiet, '--disable-component-update', '--disable-sync'],
    });
    page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') strangers.push(url.href);
    });
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

  test('asks no other host for anything, and nothing goes wrong in the page', () => {
    expect([strangers, complaints]).toEqual([[], []]);
  });
});
