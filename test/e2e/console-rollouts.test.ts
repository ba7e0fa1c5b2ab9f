import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { percent } from '../../src/adapters/console/parts/figures.js';
import type { Role } from '../../src/application/operator.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { indexOf } from '../application/releases.js';
import { streamDrawn } from '../graph/draw.js';
import { hasBrowser } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';
import { GraphFolder } from './graph-folder.js';
import { ADMIN } from './running-app.js';

const NOW = 1_795_305_600; // 2026-11-22T00:00:00Z
const HOUR = 3600;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let running: RunningConsole;
let stream: string;
let streams = 0;

const send = (method: 'get' | 'post' | 'put', path: string, body?: object) =>
  running.app.as(ADMIN, method, `/admin/v1/streams/${stream}${path}`).send(body);
const rolloutOf = async (version: string) => (await send('get', `/releases/${version}`)).body.rollout;
const card = (page: Page, version = 'v2') => page.locator(`[data-rollout="${version}"]`);
const action = (page: Page, name: string) => page.locator(`[data-action="${name}"]`);
const panel = (page: Page) => page.locator('[data-panel]');
const go = (page: Page) => panel(page).locator('.review > button');

async function open(role: Role | null, looks = {}) {
  const watched = await running.open(`rollouts/${stream}`, looks);
  if (role !== null) await signIn(watched.page, await running.tokenOf(role));
  return watched;
}

async function pauseIt(body: object = {}): Promise<void> {
  await send('post', '/releases/v2/rollout/pause', { reason: 'r', ...body }).expect(200);
}

async function isEnabled(button: Locator): Promise<void> {
  await expect.poll(() => button.isEnabled(), { timeout: 5000 }).toBe(true);
}

/** What a browser says by itself of each answer that is a refusal, which a dry run may well be. */
const faults = (complaints: readonly string[]) =>
  complaints.filter((text) => !/status of 4(09|12|22) /.test(text));

/** Nothing stands out to the right. */
const overhang = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe.skipIf(!hasBrowser)('the page of rollouts', () => {
  beforeAll(async () => {
    running = await RunningConsole.start({ now: NOW });
  });

  afterAll(() => running.close());

  /** Each test has a stream of its own: v0; v1, for all; v2, the newest, which is rolled out over two days. */
  beforeEach(async () => {
    running.app.clock.at = NOW;
    stream = `s${++streams}`;
    await running.app.store.change(stream, releasesAre(...streamDrawn('.r.')), NOTE);
    await running.app.refresh();
    await send('put', '/releases/v2/rollout', { duration: '48h' }).expect(200);
    running.app.clock.at = NOW + 12 * HOUR;
  });

  test('says without a token what the API says to everybody, with its curve, and lets nobody do anything', async () => {
    stream = '2403-LTS';
    const { page, complaints, strangers } = await open(null);
    const { rollouts } = (await running.app.get('/v1/streams/2403-LTS')).body;
    expect(rollouts.map(({ state }: { state: string }) => state)).toEqual(['finished', 'active']);
    await page.locator('details.finished summary').click();
    for (const { version, state, throttle } of rollouts) {
      const one = card(page, version);
      await one.waitFor();
      expect(await one.getAttribute('data-state')).toBe(state);
      expect(await one.locator('[data-throttle]').innerText()).toBe(percent(throttle));
      for (const button of await one.locator('button').all()) {
        expect(await button.isDisabled()).toBe(true);
        expect(await button.innerText()).toMatch(/needs (operator|publisher)/);
      }
    }
    await page.locator('path.curve-actual').first().waitFor();
    expect(await page.locator('svg[role="img"]').getAttribute('aria-label')).toContain(
      percent(rollouts[1].throttle),
    );
    expect([complaints, strangers, await graveFindings(page)]).toEqual([[], [], []]);
    await page.context().close();
  });

  test('lets those on call pause in three taps on a phone, and says what has happened', async () => {
    const { page, complaints } = await open('operator', PHONE);
    expect(await card(page).locator('[data-throttle]').innerText()).toBe('25 %');
    await action(page, 'pause').tap();
    await page.locator('[data-quick="failing"]').tap();
    await isEnabled(go(page));
    expect(await panel(page).innerText()).toContain('Freezes it at 25 %: nobody else is let in');
    expect([await overhang(page), await graveFindings(page)]).toEqual([0, []]);
    await go(page).tap();
    expect(await page.locator('[data-done="pause"]').innerText()).toMatch(
      /v2 is paused: exposure frozen at 25 %. Revision \d+\./,
    );
    await expect.poll(() => card(page).getAttribute('data-state')).toBe('paused');
    expect(await rolloutOf('v2')).toMatchObject({
      ...{ state: 'paused', throttle: 0.25 },
      pause: { reason: 'Updates fail', public_reason: null, review_at: '2026-11-23T12:00:00Z' },
    });
    expect(await action(page, 'resume').isDisabled()).toBe(true);
    expect(await action(page, 'resume').innerText()).toContain('needs publisher');
    expect(await action(page, 'finish').isDisabled()).toBe(true);
    expect(await action(page, 'withdraw').isEnabled()).toBe(true);
    expect([await overhang(page), faults(complaints), await graveFindings(page)]).toEqual([0, [], []]);
    await page.context().close();
  });

  test('pauses with what everybody is told, and a review at another time', async () => {
    const { page } = await open('operator');
    await action(page, 'pause').click();
    expect(await go(page).count()).toBe(0);
    expect(await panel(page).innerText()).toContain('Give a reason');
    await panel(page).locator('[name="reason"]').fill('https://x.example/1');
    await panel(page).locator('[name="public_reason"]').fill('we look into it');
    await panel(page).locator('[name="review_at"]').fill('2026-11-22T15:30');
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="pause"]').waitFor();
    await expect.poll(() => card(page).innerText()).toContain('https://x.example/1');
    expect(await card(page).innerText()).toContain('we look into it');
    expect((await rolloutOf('v2')).pause).toMatchObject({
      ...{ public_reason: 'we look into it', review_at: '2026-11-22T15:30:00Z' },
    });
    running.app.clock.at += 4 * HOUR;
    await card(page).locator('[data-overdue="true"]').waitFor({ timeout: 15_000 });
    const alert = await card(page).locator('[role="alert"]').innerText();
    expect(alert).toBe('! REVIEW OVERDUE since Nov 22, 2026, 15:30 UTC');
    expect(await card(page).innerText()).toContain('30 minutes ago');
    await page.context().close();
  });

  test('resumes, finishes and withdraws, and says before what that does to people', async () => {
    await pauseIt();
    running.app.clock.at += 24 * HOUR;
    const { page, complaints } = await open('publisher');
    await action(page, 'resume').click();
    await isEnabled(go(page));
    const effect = await panel(page).locator('.effect').innerText();
    expect(effect).toContain('Goes on from 25 %: nobody is let in at once.');
    expect(effect).toContain('It takes until Nov 25, 2026, 00:00 UTC to reach everybody.');
    await go(page).click();
    await page.locator('[data-done="resume"]').waitFor();
    expect(await rolloutOf('v2')).toMatchObject({ state: 'active', end: '2026-11-25T00:00:00Z' });
    await card(page).locator('.chart-pause').waitFor();
    expect(await card(page).locator('.curve-ahead').count()).toBe(2);

    await action(page, 'finish').click();
    await panel(page).locator('[name="reason"]').fill('all well');
    await panel(page).locator('[name="confirm"]').waitFor();
    expect(await panel(page).locator('.effect').innerText()).toContain(
      'Exposes 75 % more of the fleet at once.',
    );
    expect(await go(page).isDisabled()).toBe(true);
    await panel(page).locator('[name="confirm"]').fill('blast_radius');
    await go(page).click();
    await page.locator('[data-done="finish"]').waitFor();
    expect(await rolloutOf('v2')).toMatchObject({ state: 'finished', throttle: 1 });

    await page.locator('details.finished summary').click();
    await card(page).locator('[data-action="withdraw"]').click();
    await panel(page).locator('[name="reason"]').fill('it breaks');
    await isEnabled(go(page));
    expect(await panel(page).locator('.effect').innerText()).toContain('Nobody is offered it any more');
    await go(page).click();
    await page.locator('[data-done="withdraw"]').waitFor();
    await card(page).waitFor({ state: 'detached', timeout: 5000 });
    expect(await rolloutOf('v2')).toBeNull();
    expect(faults(complaints)).toEqual([]);
    await page.context().close();
  });

  test('starts a rollout of a release that has none, and corrects it', async () => {
    await send('post', '/releases/v2/rollout/withdraw', { reason: 'r' }).expect(200);
    const { page, complaints } = await open('publisher');
    await action(page, 'start').click();
    const version = panel(page).locator('[name="version"]');
    await expect.poll(() => version.locator('option').allInnerTexts()).toEqual(['Choose…', 'v2', 'v0']);
    await version.selectOption('v2');
    await panel(page).locator('[name="duration"]').fill('24h');
    await panel(page).locator('[name="percent"]').fill('10');
    await isEnabled(go(page));
    await expect
      .poll(() => panel(page).locator('.effect').innerText())
      .toContain('Exposes 10 % more of the fleet at once.');
    expect(await graveFindings(page)).toEqual([]);
    await go(page).click();
    await page.locator('[data-done="start"]').waitFor();
    expect(await rolloutOf('v2')).toMatchObject({
      ...{ state: 'active', throttle: 0.1, duration_minutes: 1440, start: '2026-11-22T12:00:00Z' },
    });
    await expect.poll(() => card(page).locator('[data-throttle]').innerText()).toBe('10 %');

    await action(page, 'correct').click();
    expect(await panel(page).locator('[name="duration"]').inputValue()).toBe('1d');
    expect(await panel(page).locator('[name="percent"]').inputValue()).toBe('10');
    await panel(page).locator('[name="duration"]').fill('48');
    await panel(page).locator('[data-kind="invalid_release_data"]').waitFor();
    await panel(page).locator('[name="duration"]').fill('48h');
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="correct"]').waitFor();
    expect(await rolloutOf('v2')).toMatchObject({ throttle: 0.1, duration_minutes: 2880 });
    expect(faults(complaints)).toEqual([]);
    await page.context().close();
  });

  test('shows within five seconds what somebody else has done, and keeps what is being typed', async () => {
    const { page } = await open('publisher');
    await action(page, 'withdraw').click();
    await panel(page).locator('[name="reason"]').fill('half a sen');
    await pauseIt({ reason: 'somebody else' });
    await page.locator('[data-state="paused"]').waitFor({ timeout: 5000 });
    expect(await card(page).locator('[data-throttle]').innerText()).toBe('25 %');
    await panel(page).getByText('Somebody else has changed this stream').waitFor();
    expect(await panel(page).locator('[name="reason"]').inputValue()).toBe('half a sen');
    await send('post', '/releases/v2/rollout/withdraw', { reason: 'r' }).expect(200);
    await card(page).waitFor({ state: 'detached', timeout: 5000 });
    expect(await panel(page).locator('[name="reason"]').inputValue()).toBe('half a sen');
    await page.context().close();
  });

  test('does not do what was meant for another revision: input stays, the preview is made anew', async () => {
    const { page, complaints } = await open('publisher');
    await action(page, 'pause').click();
    await panel(page).locator('[name="reason"]').fill('it breaks');
    await isEnabled(go(page));
    // Nothing new is heard until the button has been pressed.
    const look = `**/v1/streams/${stream}`;
    await page.route(look, (route) => route.abort());
    await send('put', '/releases/v0/deadend', { reason: 'https://x.example/d' }).expect(200);
    await go(page).click();
    await panel(page).locator('[data-kind="stale_revision"]').waitFor();
    expect((await rolloutOf('v2')).state).toBe('active');
    await page.unroute(look);
    await panel(page).getByText('Somebody else has changed this stream').waitFor({ timeout: 10_000 });
    expect(await panel(page).locator('[name="reason"]').inputValue()).toBe('it breaks');
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="pause"]').waitFor();
    expect((await rolloutOf('v2')).pause.reason).toBe('it breaks');
    expect(complaints.filter((text) => !/status of 4|ERR_FAILED/.test(text))).toEqual([]);
    await page.context().close();
  });

  test('draws what the history says: where it stood, and for how long', async () => {
    await pauseIt();
    running.app.clock.at += 12 * HOUR;
    await send('post', '/releases/v2/rollout/resume', {}).expect(200);
    running.app.clock.at += 9 * HOUR;
    const { page } = await open('viewer');
    await card(page).locator('.chart-pause rect').waitFor();
    const path = (await card(page).locator('.chart .curve-actual').first().getAttribute('d')) ?? '';
    const points = path
      .split(/[ML]/)
      .slice(1)
      .map((point) => point.split(' ').map(Number));
    const heights = points.map(([, y = 0]) => Math.round((1 - y / 160) * 1000) / 1000);
    expect(heights).toEqual([0, 0.25, 0.25, 0.25, 0.25, 0.438]);
    const facts = await card(page).locator('.facts').innerText();
    expect(facts).toMatch(/Planned start\s+Nov 22, 2026, 00:00 UTC\s+Resumed at\s+Nov 23, 2026, 00:00 UTC/);
    expect(facts).toMatch(/Length from then on\s+1 day 12 hrs?/);
    expect(await card(page).locator('[data-throttle]').innerText()).toBe('43.8 %');
    expect((await rolloutOf('v2')).throttle).toBe(0.4375);
    await page.context().close();
  });

  test('shows what is public to who holds a token of other streams', async () => {
    await pauseIt({ reason: 'not for you', public_reason: 'p' });
    const { page, complaints } = await running.open(`rollouts/${stream}`);
    await signIn(page, await running.tokenOf('operator', ['stable']));
    await card(page).getByText('p', { exact: true }).waitFor();
    const shown = await page.locator('main').innerText();
    expect(shown).not.toContain('not for you');
    expect(shown).toContain('Your token is only for: stable.');
    for (const button of await card(page).locator('button').all()) {
      expect(await button.isDisabled()).toBe(true);
    }
    expect(await action(page, 'withdraw').innerText()).toContain('not with your token');
    expect(await action(page, 'start').isDisabled()).toBe(true);
    expect([await page.locator('main [data-kind]').count(), complaints]).toEqual([0, []]);
    await page.context().close();
  });

  test('draws where it stands at once, whatever the clock of the picture says', async () => {
    const { page } = await open('publisher');
    await card(page).locator('.chart-now circle').waitFor();
    running.app.clock.at += HOUR;
    await action(page, 'pause').click();
    await page.locator('[data-quick="failing"]').click();
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="pause"]').waitFor();
    const height = async () => Number(await card(page).locator('.chart-now circle').getAttribute('cy'));
    await expect.poll(height, { timeout: 3000 }).toBeCloseTo(160 * (1 - 13 / 48), 0);
    await page.context().close();
  });

  test('says what an action does as it was previewed: no sentence moves by itself', async () => {
    const { page } = await open('publisher');
    await action(page, 'correct').click();
    await panel(page).locator('[name="duration"]').fill('4d');
    await isEnabled(go(page));
    const effect = panel(page).locator('.effect');
    expect(await effect.innerText()).toContain('Shuts out 12.5 % of the fleet');
    const said = await effect.innerText();
    running.app.clock.at += 2 * HOUR;
    await expect
      .poll(() => card(page).locator('[data-throttle]').innerText(), { timeout: 9000 })
      .toBe('29.2 %');
    expect(await effect.innerText()).toBe(said);
    await page.context().close();
  });

  test('asks for the curve until it comes, and says meanwhile that it is not there', async () => {
    const { page } = await running.open();
    const look = `**/updates/${stream}.json`;
    await page.route(look, (route) => route.abort());
    await running.follow(page, `rollouts/${stream}`);
    await card(page).getByText('The curve is not known').waitFor();
    await page.unroute(look);
    await card(page).locator('.curve-actual').first().waitFor({ timeout: 9000 });
    await page.context().close();
  });

  test('gives the focus back to the button that opened what is closed', async () => {
    const { page } = await open('publisher');
    for (const name of ['withdraw', 'start']) {
      await action(page, name).click();
      await panel(page).locator('.cancel').click();
      await expect.poll(() => page.evaluate('document.activeElement.dataset.action')).toBe(name);
    }
    await page.context().close();
  });

  test('is legible in the dark and in Chinese', async () => {
    await pauseIt({ public_reason: 'p' });
    const { page } = await open('publisher', { ...PHONE, colorScheme: 'dark', locale: 'zh-CN' });
    await action(page, 'resume').tap();
    await isEnabled(go(page));
    expect(await panel(page).locator('.effect').innerText()).toContain('从 25 % 继续');
    expect([await overhang(page), await graveFindings(page)]).toEqual([0, []]);
    await page.context().close();
  });

  test('says of a stream that is not there that it is not', async () => {
    stream = 'nothing';
    const { page } = await open(null);
    await page.locator('[data-kind="unknown_stream"]').waitFor();
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)('the rollouts of a stream that follows a source', () => {
  let folder: GraphFolder;

  beforeAll(async () => {
    folder = new GraphFolder();
    const rollout = { start_epoch: NOW - 24 * HOUR, start_percentage: 0, duration_minutes: 2880 };
    const releases = [{ version: '2', metadata: { rollout } }];
    folder.write('f', { index: indexOf('1', '2'), updates: { stream: 'f', releases } });
    running = await RunningConsole.start({ graphData: folder.path, mode: 'follow', now: NOW });
    stream = 'f';
  });

  afterAll(async () => {
    await running.close();
    folder.remove();
  });

  test('are paused and withdrawn here, and brought back; anything else is refused in the words of the API', async () => {
    const { page } = await open('publisher');
    await action(page, 'finish').click();
    await panel(page).locator('[name="reason"]').fill('r');
    const refused = panel(page).locator('[data-kind="stream_follows_source"]');
    await refused.waitFor();
    expect(await refused.innerText()).toContain('PATCH');
    await panel(page).locator('.cancel').click();
    await action(page, 'pause').click();
    await panel(page).locator('[name="reason"]').fill('https://x.example/hold');
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="pause"]').waitFor();
    await card(page, '2').getByText('set here').waitFor();
    expect(await rolloutOf('2')).toMatchObject({ state: 'paused', throttle: 0.5, origin: 'local' });
    await action(page, 'withdraw').click();
    await panel(page).locator('[name="reason"]').fill('r');
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-bring-back="2"]').waitFor({ timeout: 5000 });
    await page.locator('[data-bring-back="2"]').click();
    await panel(page).locator('.review > button:enabled, [name="confirm"]').first().waitFor();
    const needed = await panel(page).locator('.to-type').allInnerTexts();
    if (needed.length > 0) await panel(page).locator('[name="confirm"]').fill(needed.join(' '));
    await isEnabled(go(page));
    await go(page).click();
    await page.locator('[data-done="resume"]').waitFor();
    await card(page, '2').waitFor({ timeout: 5000 });
    expect(await rolloutOf('2')).toMatchObject({ origin: 'source' });
    await page.context().close();
  });
});
