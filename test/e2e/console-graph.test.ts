import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { percent } from '../../src/adapters/console/parts/figures.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { streamDrawn } from '../graph/draw.js';
import { hasBrowser } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';
import { ADMIN } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const DESK = { viewport: { width: 1400, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface Answer {
  readonly nodes: readonly { readonly version: string }[];
  readonly edges: readonly (readonly [number, number])[];
}

let running: RunningConsole;

const admin = async (path: string) => (await running.app.as(ADMIN, 'get', `/admin/v1/streams/${path}`)).body;
const change = (path: string, body: object) =>
  running.app.as(ADMIN, 'put', `/admin/v1/streams/${path}`).send(body).expect(200);
const spot = (page: Page, version: string) => page.locator(`.spot[data-version="${version}"]`);
const picked = (page: Page) => page.locator('[data-picked]');
const canvas = (page: Page) => page.locator('.graph-canvas');
const shownEdges = async (page: Page) =>
  Number(await page.locator('[data-edges]').getAttribute('data-edges'));

async function open(path: string, looks: object = DESK) {
  const watched = await running.open(`graph/${path}`, looks);
  await watched.page.locator('.spot').first().waitFor();
  return watched;
}

/** The edges that the page shows, by versions, as it puts them into a file. */
async function edgesInFile(page: Page): Promise<readonly string[]> {
  const text = await fileOf(page, 'DOT');
  const versions = [...text.matchAll(/^ {2}n\d+ \[label="([^"]*)"/gm)].map(([, version]) => version!);
  return [...text.matchAll(/^ {2}n(\d+) -> n(\d+);$/gm)].map(
    ([, from, to]) => `${versions[Number(from)]} ${versions[Number(to)]}`,
  );
}

async function fileOf(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.locator('.graph-menu summary').click();
  await page.locator(`[data-file="${name}"]`).click();
  const stream = await (await download).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function edgesOfAnswer({ nodes, edges }: Answer): readonly string[] {
  return edges.map(([from, to]) => `${nodes[from]!.version} ${nodes[to]!.version}`);
}

/** Releases of a stream of the test's own, drawn. */
async function publish(stream: string, drawing: string): Promise<void> {
  await running.app.store.change(stream, releasesAre(...streamDrawn(drawing)), NOTE);
  await running.app.refresh();
}

describe.skipIf(!hasBrowser)('the page of a graph', () => {
  beforeAll(async () => {
    running = await RunningConsole.start({ now: NOW });
  });

  afterAll(() => running.close());

  beforeEach(() => {
    running.app.clock.at = NOW;
  });

  test('shows every release of real stable to everybody, and asks nobody else', async () => {
    const { page, complaints, strangers } = await open('stable');
    const { nodes, edges }: Answer = (
      await running.app.get('/v1/graph?stream=stable&basearch=x86_64&rollout_wariness=0')
    ).body;
    const shown = await page
      .locator('.spot')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-version')));
    expect(shown.sort()).toEqual(nodes.map(({ version }) => version).sort());
    expect(await shownEdges(page)).toBe(edges.length);
    expect([complaints, strangers]).toEqual([[], []]);
    await page.context().close();
  });

  test.each([
    ['stable', 'x86_64', 'checksum', '2026-07-22T14:00:00Z', 0.3],
    ['stable', 'x86_64', 'oci', '2026-07-23T02:11:17Z', 0.2534],
    ['stable', 'aarch64', 'checksum', '2026-07-23T02:11:17Z', 0.2535],
    ['stable', 's390x', 'checksum', '2026-07-24T14:00:00Z', 1],
    ['2403-LTS', 'x86_64', 'checksum', '2026-12-31T23:59:59Z', 0.1666],
    ['2403-LTS', 'aarch64', 'oci', '2026-10-31T23:59:59Z', 0],
    ['2403-LTS', 'aarch64', 'oci', '2026-10-31T23:59:59Z', 0.0001],
  ])(
    'shows of %s %s %s at %s to wariness %d what the API says',
    async (...[stream, basearch, scheme, at, wariness]) => {
      const { page } = await open(
        `${stream}?basearch=${basearch}&scheme=${scheme}&at=${at}&wariness=${wariness}`,
      );
      const oci = scheme === 'oci' ? '&oci=true' : '';
      const answer: Answer = await admin(
        `${stream}/graph?basearch=${basearch}${oci}&at=${at}&wariness=${wariness}`,
      );
      expect(await edgesInFile(page)).toEqual(edgesOfAnswer(answer));
      expect(await shownEdges(page)).toBe(answer.edges.length);
      await page.context().close();
    },
  );

  test('follows the sliders, and is found again at the address that they make', async () => {
    const { page } = await open('stable');
    await page.locator('input[type="datetime-local"]').fill('2026-07-22T20:00:00');
    await page.locator('input[type="number"]').fill('0.5');
    const at = '2026-07-22T20:00:00Z';
    const answer: Answer = await admin(`stable/graph?basearch=x86_64&at=${at}&wariness=0.5`);
    await expect.poll(() => shownEdges(page)).toBe(answer.edges.length);
    await page.locator('#graph-wariness').fill('0.1');
    const eager: Answer = await admin(`stable/graph?basearch=x86_64&at=${at}&wariness=0.1`);
    expect(eager.edges.length).toBeGreaterThan(answer.edges.length);
    await expect.poll(() => shownEdges(page)).toBe(eager.edges.length);
    await spot(page, '44.20260510.3.1').click();
    await expect.poll(() => new URL(page.url()).search).toContain('version=44.20260510.3.1');
    const query = Object.fromEntries(new URL(page.url()).searchParams);
    expect(query).toEqual({ at, wariness: '0.1', version: '44.20260510.3.1' });
    await page.reload();
    await picked(page).waitFor();
    expect(await shownEdges(page)).toBe(eager.edges.length);
    await page.getByRole('button', { name: 'Now' }).click();
    await expect.poll(() => new URL(page.url()).search).not.toContain('at=');
    await page.context().close();
  });

  test('does not write into what somebody types, while everything else goes on', async () => {
    const { page } = await open('2403-LTS');
    await page.locator('input[type="number"]').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('0.');
    const time = page.locator('input[type="datetime-local"]');
    const before = await time.inputValue();
    running.app.clock.at = NOW + 60;
    await page.clock.setFixedTime(running.app.clock.at * 1000);
    await expect.poll(() => time.inputValue(), { timeout: 9000 }).not.toBe(before);
    await page.keyboard.type('5');
    expect(await page.locator('input[type="number"]').inputValue()).toBe('0.5');
    await expect.poll(() => new URL(page.url()).searchParams.get('wariness')).toBe('0.5');
    await page.context().close();
  });

  test('tells of a release where it leads, hop by hop, as the API explains it', async () => {
    const { page } = await open('stable?version=42.20250705.3.0');
    const asked = 'stream=stable&basearch=x86_64&os_version=42.20250705.3.0&rollout_wariness=0';
    const { path } = (await running.app.get(`/v1/explain?${asked}`)).body;
    const hops = await page
      .locator('[data-hop]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-hop')));
    expect(['42.20250705.3.0', ...hops]).toEqual(path);
    expect(await page.locator('[data-end]').getAttribute('data-end')).toBe('newest');
    const link = page.locator('.graph-path a').first();
    expect(await link.getAttribute('href')).toContain('https://github.com/coreos/');
    const release = await admin('stable/releases/42.20250818.3.0');
    await page.locator('[data-hop] button').first().click();
    await expect.poll(() => picked(page).getAttribute('data-picked')).toBe('42.20250818.3.0');
    await page.locator('.graph-panel details summary').click();
    const from = await page.locator('[data-list="from"] li').allInnerTexts();
    expect(from.map((text) => text.trim()).sort()).toEqual([...release.reachable_from].sort());
    await page.context().close();
  });

  test('says for how long an agent waits, and why', async () => {
    const { page } = await open('2403-LTS?version=24.03-LTS.20260612.0&wariness=0.5');
    const asked = 'stream=2403-LTS&basearch=x86_64&os_version=24.03-LTS.20260612.0&rollout_wariness=0.5';
    const { held } = (await running.app.get(`/v1/explain?${asked}`)).body;
    expect(await page.locator('[data-end]').getAttribute('data-end')).toBe('held_back');
    const waits = page.locator('[data-waits="24.03-LTS.20261030.0"]');
    expect(await waits.locator('time').getAttribute('datetime')).toBe(held[0].eligible_at);
    expect(await waits.textContent()).toContain(percent(held[0].throttle));
    await page.context().close();
  });

  test('says of a deadend that nothing leads out', async () => {
    const { page } = await open('2403-LTS?version=24.03-LTS.20250425.0');
    expect(await page.locator('[data-end]').getAttribute('data-end')).toBe('deadend');
    expect(await picked(page).textContent()).toContain('nestos.example/docs/deadend-bootloader');
    await page.context().close();
  });

  test('is walked through by keys', async () => {
    const { page } = await open('stable');
    await canvas(page).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect.poll(() => picked(page).getAttribute('data-picked')).toBe('44.20260707.3.1');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect.poll(() => picked(page).getAttribute('data-picked')).toBe('43.20260413.3.1');
    const said = () => page.locator('.graph-canvas [aria-live]').textContent();
    const path = /^43\.20260413\.3\.1 .*: 43\.20260413\.3\.2, 44\.20260707\.3\.1 newest of all$/;
    await expect.poll(said).toMatch(path);
    await page.keyboard.press('Escape');
    await expect.poll(() => picked(page).count()).toBe(0);
    const scale = () => page.locator('.graph-canvas svg > g').getAttribute('transform');
    const whole = await scale();
    await page.keyboard.press('+');
    await expect.poll(scale).not.toBe(whole);
    await page.keyboard.press('0');
    await expect.poll(scale).toBe(whole);
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('version');
    await page.context().close();
  });

  test('finds versions, the newest first', async () => {
    const { page } = await open('stable');
    await page.keyboard.press('/');
    await page.keyboard.type('.2026');
    await expect.poll(() => page.locator('.ground-hit').count()).toBe(15);
    await page.keyboard.press('Enter');
    await expect.poll(() => picked(page).getAttribute('data-picked')).toBe('44.20260707.3.1');
    await page.keyboard.press('Enter');
    await expect.poll(() => picked(page).getAttribute('data-picked')).toBe('44.20260621.3.1');
    await page.context().close();
  });

  test('leaves the key / alone with Control, and behind a dialog', async () => {
    const { page } = await open('stable');
    const focused = () => page.evaluate('document.activeElement.name');
    await page.keyboard.press('Control+/');
    expect(await focused()).not.toBe('version');
    await page.locator('.masthead-tools button.button').click();
    await page.locator('dialog button').last().focus();
    await page.keyboard.press('/');
    expect(await focused()).not.toBe('version');
    await page.context().close();
  });

  test.each([
    ['search', DESK, 'stable', '44.20260707.3.1'],
    ['search', DESK, 'stable', '41.20250331.3.0'],
    ['search', DESK, '2403-LTS', '24.03-LTS.20261030.0'],
    ['address', DESK, 'stable', '44.20260707.3.1'],
    ['address', PHONE, 'stable', '44.20260707.3.1'],
    ['address', PHONE, 'stable', '38.20230902.3.0'],
    ['address', PHONE, '2403-LTS', '24.03-LTS.20261030.0'],
  ] as const)('shows beside the panel what is picked by %s', async (how, looks, stream, version) => {
    const { page } = await open(how === 'address' ? `${stream}?version=${version}` : stream, looks);
    if (how === 'search') {
      await page.locator('input[name="version"]').fill(version);
      await page.keyboard.press('Enter');
    }
    await picked(page).waitFor();
    const isFree = async () => {
      const [box, panel] = [
        (await page.locator('.ground-picked').boundingBox())!,
        (await picked(page).boundingBox())!,
      ];
      const isBeside = box.x + box.width <= panel.x || box.y + box.height <= panel.y;
      return isBeside && box.x >= 0 && box.y >= 0 && box.y + box.height <= looks.viewport.height;
    };
    await expect.poll(isFree).toBe(true);
    await page.context().close();
  });

  test('says that a release is the newest of itself, not of an older one', async () => {
    const { page } = await open('stable?version=42.20250705.3.0');
    expect(await picked(page).textContent()).not.toContain('This is the newest release.');
    expect(await page.locator('[data-hop]').last().textContent()).toContain('newest of all');
    await page.locator('[data-hop] button').last().click();
    await page.locator('.end-newest', { hasText: 'This is the newest release.' }).waitFor();
    await page.context().close();
  });

  test('says of a rollout that it is paused: in the picture, in the panel, in the list', async () => {
    await publish('still', '.r');
    await running.app.store.change('still', releasesAre(...streamDrawn('.5')), NOTE);
    await running.app.refresh();
    const { page } = await open('still?version=v0');
    await expect.poll(() => spot(page, 'v1').textContent()).toContain('50 % ‖');
    await expect.poll(() => page.locator('[data-hop="v1"]').textContent()).toContain('paused');
    await page.locator('.graph-list summary').click();
    expect(await page.locator('.graph-table').textContent()).toContain('paused');
    await page.context().close();
  });

  test('says aloud what somebody changes, never what the clock does', async () => {
    const { page } = await open('2403-LTS');
    const said = page.locator('.graph-sight + [aria-live]');
    running.app.clock.at = NOW + 600;
    await page.clock.setFixedTime(running.app.clock.at * 1000);
    await page.waitForTimeout(6000);
    expect(await said.textContent()).toBe('');
    await page.locator('#graph-wariness').fill('1');
    await expect.poll(() => said.textContent()).toMatch(/Held back from 24\.03-LTS\.20261030\.0$/);
    expect(await page.locator('#graph-wariness').getAttribute('aria-valuetext')).toBe('1');
    await page.context().close();
  });

  test('does not move the picture while somebody draws at a slider', async () => {
    const { page } = await open('2403-LTS');
    const places = async () => [
      (await page.locator('.graph-menu').boundingBox())!.y,
      (await page.locator('.graph-place').boundingBox())!.y,
    ];
    const before = await places();
    await page.locator('#graph-wariness').fill('1');
    await page.locator('.graph-held').waitFor();
    expect(await places()).toEqual(before);
    await page.context().close();
  });

  test('folds the sliders on a phone, with what they say, and lets nothing float over the picture', async () => {
    const { page } = await open('2403-LTS?wariness=0.5', PHONE);
    expect(await page.locator('.graph-fold > summary').textContent()).toBe('Time: Now · Wariness: 0.5');
    expect(await page.locator('#graph-wariness').isVisible()).toBe(false);
    await page.locator('.graph-fold > summary').click();
    expect(await page.locator('#graph-wariness').isVisible()).toBe(true);
    const [zoom, picture] = [
      (await page.locator('.graph-zoom').boundingBox())!,
      (await canvas(page).boundingBox())!,
    ];
    expect(zoom.y + zoom.height).toBeLessThanOrEqual(picture.y);
    await page.context().close();
  });

  test('is moved by hand where there is more than is to be seen', async () => {
    const { page } = await open('stable');
    const place = () => page.locator('.graph-canvas svg > g').getAttribute('transform');
    const box = (await canvas(page).boundingBox())!;
    await page.mouse.move(box.x + 300, box.y + 300);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    const enlarged = await place();
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 250, { steps: 4 });
    await page.mouse.up();
    await expect.poll(place).not.toBe(enlarged);
    expect(await picked(page).count()).toBe(0);
    await page.context().close();
  });

  test('shows what somebody else changes within five seconds, and keeps what one looks at', async () => {
    await publish('live', '.br');
    const { page } = await open('live?version=v0&wariness=0.25');
    expect(await spot(page, 'v0').getAttribute('class')).not.toContain('deadend');
    await change('live/releases/v0/deadend', { reason: 'does not boot' });
    await expect
      .poll(() => page.locator('[data-end]').getAttribute('data-end'), { timeout: 5000 })
      .toBe('deadend');
    expect(await page.locator('input[type="number"]').inputValue()).toBe('0.25');
    await page.context().close();
  });

  test('compares two revisions, with the figures of the API', async () => {
    await publish('two', '...r');
    await change('two/releases/v1/barrier', { reason: 'https://example.org/why' });
    const { page, complaints } = await open('two', DESK);
    await page.getByRole('button', { name: 'Compare revisions' }).click();
    await page.locator('[data-wall="viewer"]').waitFor();
    await signIn(page, await running.tokenOf('viewer'));
    await page.locator('[data-change]').first().waitFor();
    const { from, diff } = await admin('two/diff?from=1');
    expect(new URL(page.url()).searchParams.get('from')).toBe(String(from));
    const [only] = diff;
    const summary = await page.locator('.diff-scope summary').textContent();
    expect(summary).toContain(`+${only.edges_added.length} edges`);
    expect(summary).toContain(`−${only.edges_removed.length} edges`);
    const changed = () => page.locator('[data-change="changed"]').count();
    expect(await changed()).toBe(only.nodes_changed.length);
    expect(await shownEdges(page)).toBe((await admin('two/graph?basearch=x86_64')).edges.length);
    const drawn = (kind: string) => page.locator(`.route-${kind}`).getAttribute('d');
    expect((await drawn('added'))?.match(/M/g)).toHaveLength(only.edges_added.length);
    await page.getByRole('button', { name: 'Before' }).click();
    await expect.poll(() => page.locator('.route-removed').count()).toBe(1);
    expect((await drawn('removed'))?.match(/M/g)).toHaveLength(only.edges_removed.length);
    expect(await shownEdges(page)).toBe((await admin('two/graph?basearch=x86_64&revision=1')).edges.length);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('keeps the comparison and the picture while the server refuses, and says so above', async () => {
    await publish('three', '...r');
    await change('three/releases/v1/barrier', { reason: 'https://example.org/why' });
    const { page } = await open('three');
    await signIn(page, await running.tokenOf('viewer'));
    await running.follow(page, 'graph/three?from=1');
    await page.locator('.diff-scope').waitFor();
    expect(await page.locator('.graph-head .quiet').textContent()).toBe('revision 1 → 2');
    expect(await page.locator('.graph-compare option').allInnerTexts()).not.toContainEqual(
      expect.stringContaining('set_barrier'),
    );
    const body = { type: 'about:blank', title: 'x', status: 429, kind: 'rate_limited', detail: 'slower' };
    await page.route('**/diff?*', (route) =>
      route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify(body) }),
    );
    await page.locator('.graph-compare [role="alert"]').waitFor();
    expect(await page.locator('.diff-scope').count()).toBe(1);
    expect(await page.locator('.spot').count()).toBe(4);
    await page.context().close();
  });

  test('asks once for what two old revisions differ in', async () => {
    const { page } = await open('three');
    await signIn(page, await running.tokenOf('viewer'));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await running.follow(page, 'graph/three?from=1&to=2');
    await page.locator('.diff-scope').waitFor();
    await page.waitForTimeout(4000);
    expect(asked.filter((path) => path.endsWith('/diff'))).toHaveLength(1);
    expect(asked.filter((path) => path.endsWith('/three/graph') && path.includes('/admin/'))).toHaveLength(2);
    await page.context().close();
  });

  test('brings the first change into view, where the picture is higher than the screen', async () => {
    await publish('tall', `${'.'.repeat(30)}b`.repeat(5) + 'r');
    await change('tall/releases/v150/deadend', { reason: 'does not boot' });
    const { page } = await open('tall', PHONE);
    await signIn(page, await running.tokenOf('viewer'));
    await running.follow(page, 'graph/tall?from=1&to=2');
    await page.locator('[data-change="changed"]').waitFor();
    const isSeen = async () => {
      const box = (await page.locator('[data-change="changed"] rect').boundingBox())!;
      return box.y >= 0 && box.y + box.height <= PHONE.viewport.height;
    };
    await expect.poll(isSeen).toBe(true);
    await page.context().close();
  });

  test('says that nothing was copied where the browser gives no clipboard', async () => {
    const { page, complaints } = await open('stable?version=44.20260707.3.1');
    await page.evaluate(
      'navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))',
    );
    await page.locator('[data-copy]').click();
    await page.locator('[data-copy="copyYourself"]').waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('puts a thousand releases on piles that open, by hand and by search', async () => {
    await publish('thousand', `${'.'.repeat(39)}b`.repeat(24) + '.'.repeat(38) + 'r.');
    const { page } = await open('thousand');
    expect(await page.locator('.spot').count()).toBeLessThan(120);
    await page.locator('.spot-pile').first().click();
    await spot(page, 'v7').waitFor();
    await page.locator('input[name="version"]').fill('v499');
    await page.keyboard.press('Enter');
    await spot(page, 'v499').waitFor();
    expect(await page.locator('[data-hop]').count()).toBe(13);
    await page.context().close();
  });

  test('says the same as a list', async () => {
    const { page } = await open('2403-LTS?wariness=1');
    await page.locator('.graph-list summary').click();
    const answer: Answer = await admin('2403-LTS/graph?basearch=x86_64&wariness=1');
    await expect.poll(() => page.locator('.graph-table tbody tr').count()).toBe(answer.nodes.length);
    const targets = await page.locator('.graph-table tbody td:last-child').allInnerTexts();
    const told = targets.flatMap((text) => text.split(', ').filter((version) => version !== ''));
    expect(told.sort()).toEqual(answer.edges.map(([, to]) => answer.nodes[to]!.version).sort());
    await page.context().close();
  });

  test('gives the picture as a file that stands alone', async () => {
    const { page } = await open('2403-LTS');
    const svg = await fileOf(page, 'SVG');
    expect(svg).not.toMatch(/href|url\(|@import/);
    const blank = await running.browser.newPage();
    const root = await blank.evaluate(
      `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').documentElement.nodeName`,
    );
    expect(root).toBe('svg');
    expect(await fileOf(page, 'Mermaid')).toContain('flowchart LR');
    await blank.close();
    await page.context().close();
  });

  test.each([
    ['a stream that is not there', 'nothing', 'unknown_stream'],
    ['a basearch that it does not have', 'stable?basearch=riscv64', 'unknown_basearch'],
  ])('says what is wrong with %s', async (_, path, kind) => {
    const { page } = await running.open(`graph/${path}`);
    await page.locator(`[data-kind="${kind}"]`).waitFor();
    await page.context().close();
  });

  test('says what is not there: a version, or any release at all', async () => {
    const { page } = await open('stable?version=99.1');
    expect(await page.locator('.note-warning').textContent()).toContain('99.1');
    await page.context().close();
    await running.app.as(ADMIN, 'post', '/admin/v1/streams').send({ name: 'empty' }).expect(201);
    const empty = await running.open('graph/empty');
    await empty.page.locator('.note', { hasText: 'no release' }).waitFor();
    await empty.page.context().close();
  });

  test.each([
    ['in the light', { ...DESK, colorScheme: 'light' }],
    ['in the dark', { ...DESK, colorScheme: 'dark' }],
    ['on a phone, in Chinese', { ...PHONE, locale: 'zh-CN' }],
  ] as const)('keeps nobody out %s', async (_, looks) => {
    const { page } = await open('2403-LTS?version=24.03-LTS.20250711.0&wariness=0.5', looks);
    await page.locator('.graph-list summary').click();
    expect(await graveFindings(page)).toEqual([]);
    const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(overhang)).toBe(0);
    await page.context().close();
  });

  test('with 217 releases can be used within a second', async () => {
    await publish('many', `${'.'.repeat(16)}b`.repeat(12) + '.'.repeat(11) + 'rr');
    const times: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const { page } = await open('many');
      times.push(await page.evaluate<number>('performance.now()'));
      expect(await page.locator('.spot').count()).toBe(217);
      await page.context().close();
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  });
});
