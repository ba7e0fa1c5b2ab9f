import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { percent } from '../../src/adapters/console/parts/figures.js';
import { hasBrowser } from './browser.js';
import { RunningConsole, signIn } from './console.js';
import { ADMIN } from './running-app.js';

const VERSION = '24.03-LTS.20261030.0';
const ROLLOUT = `/admin/v1/streams/2403-LTS/releases/${VERSION}/rollout`;

describe.skipIf(!hasBrowser)('the board of streams', () => {
  let running: RunningConsole;

  beforeAll(async () => {
    running = await RunningConsole.start();
  });

  afterAll(() => running.close());

  const streams = async () => (await running.app.get('/v1/streams')).body.items;

  test('says of every stream what the API says', async () => {
    const { page, complaints } = await running.open();
    for (const { name, revision, basearches, rollouts } of await streams()) {
      const text = await row(page, name).innerText();
      expect(text).toContain(`revision ${revision}`);
      for (const { schemes } of basearches) for (const { newest } of schemes) expect(text).toContain(newest);
      const inProgress = rollouts.filter(({ state }: { state: string }) => state !== 'finished');
      const shown = await row(page, name).locator('.board-rollout').allInnerTexts();
      expect(shown).toHaveLength(inProgress.length);
      inProgress.forEach(({ version, state, throttle }: Rollout, index: number) => {
        expect(shown[index]).toContain(version);
        expect(shown[index]).toContain(state);
        expect(shown[index]).toContain(percent(throttle));
      });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('shows within five seconds what somebody else has done, and what the time does', async () => {
    const { page } = await running.open();
    await row(page, '2403-LTS').locator('.tag-active').waitFor();
    await running.app
      .as(ADMIN, 'post', `${ROLLOUT}/pause`)
      .send({ reason: 'r', public_reason: 'we look into it' });
    await row(page, '2403-LTS').locator('.tag-paused').waitFor({ timeout: 5000 });
    expect(await row(page, '2403-LTS').locator('.remarks').innerText()).toContain('we look into it');
    await running.app.as(ADMIN, 'post', `${ROLLOUT}/resume`).send({});
    await row(page, '2403-LTS').locator('.tag-active').waitFor({ timeout: 5000 });
    const before = await share(page);
    running.app.clock.at += 30 * 86_400;
    await expect.poll(() => share(page), { timeout: 5000 }).not.toBe(before);
    const [{ rollouts }] = await streams();
    expect(await share(page)).toBe(percent(rollouts.at(-1).throttle));
    running.app.clock.at -= 30 * 86_400;
    await page.context().close();
  });

  test('keeps what it knows while the server is away, and says so', async () => {
    const { page } = await running.open();
    await row(page, 'stable').waitFor();
    await page.context().setOffline(true);
    await page.locator('[data-notice="lost"]').waitFor({ timeout: 10_000 });
    expect(await row(page, 'stable').innerText()).toContain('44.20260707.3.1');
    await page.context().setOffline(false);
    await page.locator('[data-notice="lost"]').waitFor({ state: 'detached', timeout: 10_000 });
    await page.context().close();
  });

  test('shows what lint finds to who may know it', async () => {
    const { page } = await running.open();
    await signIn(page, await running.tokenOf('viewer'));
    const { items } = (await running.app.as(ADMIN, 'get', '/admin/v1/streams')).body;
    for (const { name, warnings } of items) {
      const count = row(page, name).locator('.remark summary');
      const expected = warnings.length === 0 ? [] : [expect.stringContaining(`findings: ${warnings.length}`)];
      await expect.poll(() => count.allInnerTexts()).toEqual(expected);
    }
    await page.context().close();
  });

  test('tells who holds a token that was revoked, and takes another one', async () => {
    const { page } = await running.open();
    await signIn(page, await running.tokenOf('viewer'));
    const { items } = (await running.app.as(ADMIN, 'get', '/admin/v1/tokens')).body;
    for (const { id, role } of items) {
      if (role === 'viewer') await running.app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}`).expect(200);
    }
    const notice = page.locator('[data-notice="token"]');
    await notice.waitFor({ timeout: 10_000 });
    expect(await row(page, 'stable').innerText()).toContain('44.20260707.3.1');
    await notice.locator('button').click();
    await page.locator('dialog input[name="token"]').fill(ADMIN);
    await page.keyboard.press('Enter');
    await notice.waitFor({ state: 'detached' });
    expect(await page.locator('.masthead-tools [data-role="admin"]').count()).toBe(1);
    await page.context().close();
  });

  test('refuses what is no token, and says why', async () => {
    const { page } = await running.open();
    await page.locator('.masthead-tools button.button').click();
    await page.locator('dialog input[name="token"]').fill('not-a-token');
    await page.keyboard.press('Enter');
    await page.locator('dialog [data-kind="unauthenticated"]').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('.masthead-tools [data-role]').count()).toBe(0);
    await page.context().close();
  });

  test('keeps a refused token in the dialog of a page that needs one, and opens the page to the right one', async () => {
    const { page } = await running.open('tokens');
    await page.locator('[data-wall="admin"] button').click();
    await page.locator('dialog input[name="token"]').fill('not-a-token');
    await page.keyboard.press('Enter');
    await page.locator('dialog [data-kind="unauthenticated"]').waitFor();
    expect(await page.locator('dialog input[name="token"]').inputValue()).toBe('not-a-token');
    await page.locator('dialog input[name="token"]').fill(ADMIN);
    await page.keyboard.press('Enter');
    await page.locator('[data-wall]').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Make a token' }).waitFor();
    await page.context().close();
  });

  test('speaks Chinese to who asks for it, also the next time', async () => {
    const { page } = await running.open();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '流', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '流', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.context().close();
  });

  function row(page: Page, name: string) {
    return page.locator(`tr[data-stream="${name}"]`);
  }

  function share(page: Page): Promise<string> {
    return row(page, '2403-LTS').locator('.share').innerText();
  }
});

interface Rollout {
  readonly version: string;
  readonly state: string;
  readonly throttle: number;
}
