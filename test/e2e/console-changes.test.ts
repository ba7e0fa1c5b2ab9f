import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.js';
import { RunningConsole, signIn } from './console.js';
import { ADMIN } from './running-app.js';

const VERSION = '24.03-LTS.20261030.0';
const CHANGES = '**/admin/v1/streams/2403-LTS/changes';

describe.skipIf(!hasBrowser)('a change on its way', () => {
  let running: RunningConsole;
  let page: Page;

  beforeAll(async () => {
    running = await RunningConsole.start();
    ({ page } = await running.open('rollouts/2403-LTS'));
    await signIn(page, await running.tokenOf('publisher'));
  });

  afterAll(() => running.close());

  const rollout = async () =>
    (await running.app.as(ADMIN, 'get', `/admin/v1/streams/2403-LTS/releases/${VERSION}`)).body.rollout;

  test('whose answer is lost is done once, and nobody else is blamed for it', async () => {
    let sent = 0;
    const loseFirst = async (route: Route) => {
      if (route.request().url().includes('dry_run')) return route.continue();
      sent += 1;
      if (sent > 1) return route.continue();
      await route.fetch();
      return route.abort();
    };
    await page.route(CHANGES, loseFirst);
    await page.getByRole('button', { name: 'Pause', exact: false }).first().click();
    await page.locator('form.review input, .panel input, main input').first().waitFor();
    await page.getByLabel(/^Reason/).fill('boot loops');
    await page.getByRole('button', { name: 'Pause now' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 15_000 });
    expect(sent).toBe(2);
    expect(await page.getByText('Somebody else has changed').count()).toBe(0);
    const { items } = (await running.app.as(ADMIN, 'get', '/admin/v1/streams/2403-LTS/revisions')).body;
    expect(items.map(({ revision }: { revision: number }) => revision)).toEqual([2, 1]);
    expect(await rollout()).toMatchObject({ state: 'paused' });
    await page.unroute(CHANGES);
  });
});
