import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { parse } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { hasBrowser, startBrowser, watchedPage } from './browser.js';
import { GraphFolder } from './graph-folder.js';
import { RunningApp } from './running-app.js';

const screenshots = process.env['SCREENSHOTS'];
const folder = new GraphFolder();
let app: RunningApp;

beforeAll(async () => {
  const profile = { aliases: ['lts'] };
  folder.write('2403-LTS', { index: indexOf('1', '2'), updates: rolledOut('2'), profile });
  app = await RunningApp.start({ graphData: folder.path });
});

afterAll(async () => {
  await app.close();
  folder.remove();
});

const PATH = '/docs/node-config';

describe('the page', () => {
  test.each([
    [
      '',
      ['<h1>Point a node here</h1>', 'placeholder="https://roost.example/"'],
      ['id="made"', 'class="fault"'],
    ],
    ['?stream=lts', ['value="lts"'], ['id="made"', 'class="fault"']],
    ['?base_url=', ['<p class="fault">it is missing', 'aria-invalid="true"'], ['id="made"']],
    ['?group=a', ['<p class="fault">it is missing', 'value="a"'], ['id="made"']],
    ['?base_url=https://h/&stream=2403-LTS', ['id="made"', '[cincinnati]'], ['class="remarks"']],
    ['?base_url=https://h/&stream=lts', ['lts is an alias of 2403-LTS there'], []],
    ['?base_url=https://h/', ['this Roost does not know the stream stable; there is 2403-LTS'], []],
    ['?base_url=https://h/&strategy=periodic', ['without a window nodes never reboot'], ['id="made"']],
    ['?base_url=https://h/&strategy=nope', ['was given &#34;nope&#34;'], ['id="made"']],
    ['?base_url=https://h/&base_url=x', ['id="made"'], []],
    ['?base_url[]=x&base_url[a]=y', [], ['id="made"']],
    ['?base_url=%00%ff%ed%a0%80', ['expected http:// or https://'], ['id="made"']],
  ])('%s says what it should', async (query, there, notThere) => {
    const { status, text, headers } = await app.get(PATH + query);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of there) expect(text).toContain(part);
    for (const part of notThere) expect(text).not.toContain(part);
  });

  test.each([
    ['http://x:99999999/docs/node-config?base_url=a', 'was given &#34;a&#34;'],
    ['http://x/docs/node-config?base_url=https://h/?', 'agents drop a query'],
    ['HTTP://x/docs/node-config', '<h1>Point a node here</h1>'],
  ])('is there for proxies that ask for all of %s', async (target, there) => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
    expect(answer).toContain(there);
  });

  test('and everything else is, whatever host they name', async () => {
    const socket = connect(app.port, '127.0.0.1');
    socket.write('GET HTTPS://[x/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 404 /);
    expect(answer).toContain('{"kind":"not_found"');
    expect(answer).not.toContain('X-Powered-By');
  });

  const NASTY = `"><script>alert('x')</script>&amp;`;
  test.each([
    'base_url',
    'group',
    'rollout_wariness',
    'strategy',
    'window',
    'time_zone',
    'fleet_lock_url',
    'stream',
  ])('lets nothing out of its place that comes in as %s', async (name) => {
    const query = new URLSearchParams({ base_url: 'https://h/', strategy: 'periodic', [name]: NASTY });
    const { status, text } = await app.get(`${PATH}?${query.toString()}`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|alert\('/);
    expect(text).not.toContain('">&');
    expect(text).toContain('&#60;script&#62;');
  });

  test('says back no more of a value than it could take', async () => {
    const { text } = await app.get(`${PATH}?base_url=${'x'.repeat(12_000)}`);
    expect(text).toContain('longer than 2048 characters');
    expect(text.length).toBeLessThan(16_000);
  });

  test('is there by GET and HEAD only, and at one path', async () => {
    expect((await app.request('head', PATH)).status).toBe(200);
    const posted = await app.request('post', PATH);
    expect([posted.status, posted.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect((await app.get(`${PATH}/`)).status).toBe(404);
  });

  test('is not for agents, where operators have a port of their own', async () => {
    const apart = await RunningApp.start({ settings: { adminPort: 0 } });
    expect((await apart.get(PATH)).status).toBe(404);
    await apart.close();
  });
});

describe.skipIf(!hasBrowser)('the page, in a real browser', () => {
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let strangers: string[];

  beforeAll(async () => {
    browser = await startBrowser();
    ({ page, complaints, strangers } = await watchedPage(browser));
    await page.goto(`http://127.0.0.1:${app.port}${PATH}`);
  });

  afterAll(() => browser.close());

  async function shot(name: string): Promise<void> {
    if (screenshots !== undefined) {
      await page.screenshot({ path: join(screenshots, `node-config-${name}.png`), fullPage: true });
    }
  }

  test('shows faults beside their fields, and keeps what was typed', async () => {
    await page.getByLabel('Base URL').fill('roost.example');
    await page.getByLabel('Strategy').selectOption('periodic');
    await page.getByLabel('Windows').fill('\nSat 25:00 60\nnever');
    await page.getByRole('button', { name: 'Make it' }).click();
    expect(await page.locator('#base_url-fault').textContent()).toContain('expected http:// or https://');
    expect(await page.locator('#window-fault p').count()).toBe(2);
    expect(await page.getByLabel('Windows').inputValue()).toBe('Sat 25:00 60\nnever');
    expect(await page.getByLabel('Strategy').inputValue()).toBe('periodic');
    expect(await page.locator('#made').count()).toBe(0);
    await shot('faults');
  });

  test('makes the three forms, with the traps of this one', async () => {
    await page.getByLabel('Base URL').fill('http://roost.example:8080/updates');
    await page.getByLabel('Group').fill('workers');
    await page.getByLabel('Rollout wariness').fill('0.25');
    await page.getByLabel('Windows').fill('Sat,Sun 23:30 60\nWed 1:00 30');
    await page.getByLabel('Time zone').fill('Europe/Berlin');
    await page.getByRole('button', { name: 'Make it' }).click();
    const toml = (await page.locator('#toml').textContent()) ?? '';
    expect(parse(toml)).toMatchObject({
      cincinnati: { base_url: 'http://roost.example:8080/updates/' },
      identity: { group: 'workers', rollout_wariness: 0.25 },
      updates: { strategy: 'periodic', periodic: { time_zone: 'Europe/Berlin' } },
    });
    expect(await page.locator('#butane').textContent()).toContain('variant: fcos');
    const ignition: unknown = JSON.parse((await page.locator('#ignition').textContent()) ?? '');
    expect(ignition).toMatchObject({ storage: { files: [{ mode: 0o644 }] } });
    // What was made is far below the form.
    expect(new URL(page.url()).hash).toBe('#made');
    const remarks = await page.locator('.remarks li').allTextContents();
    expect(remarks).toEqual([
      expect.stringContaining('note base_url: a slash was added'),
      expect.stringContaining('warning base_url: anybody on the way'),
      expect.stringContaining('this Roost does not know the stream stable'),
    ]);
    await shot('light');
  });

  test('is readable in the dark and on a phone', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    // As expressions: these tests are not compiled for a browser.
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(255, 255, 255)');
    await shot('dark');
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await shot('phone');
    await page.getByLabel('Base URL').fill(`http://roost.example/${'long'.repeat(100)}`);
    await page.getByRole('button', { name: 'Make it' }).click();
    expect(await page.locator('.remarks').textContent()).toContain('longlong');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  test('is linked from the explorer, asks nobody, and nothing goes wrong in it', async () => {
    await page.goto(`http://127.0.0.1:${app.port}/docs/`);
    const link = page.getByRole('link', { name: 'Point a node here' });
    expect(await link.getAttribute('href')).toBe(PATH);
    expect([strangers, complaints]).toEqual([[], []]);
  });
});
