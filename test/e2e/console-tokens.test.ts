import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';
import { ADMIN } from './running-app.js';

const DAY = 86_400;

interface ListedToken {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly streams: readonly string[] | null;
  readonly expires_at: string | null;
}

describe.skipIf(!hasBrowser)('the page Tokens', () => {
  let running: RunningConsole;

  beforeAll(async () => {
    running = await RunningConsole.start();
  });

  afterAll(() => running.close());

  const listed = async (): Promise<readonly ListedToken[]> =>
    (await running.app.as(ADMIN, 'get', '/admin/v1/tokens?limit=500')).body.items;

  /** The page, signed in with a token. */
  const opened = async (token = ADMIN) => {
    const watched = await running.open('tokens');
    await signIn(watched.page, token);
    return watched;
  };

  const secretOf = (page: Page) => page.locator('textarea[name="secret"]').inputValue();
  const makeNow = (page: Page) => page.locator('.make-token .button-primary').first().click();

  test.each(['viewer', 'operator', 'publisher'] as const)('is closed to a %s', async (role) => {
    const asked: string[] = [];
    const { page, complaints } = await running.open('tokens');
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await signIn(page, await running.tokenOf(role));
    await page.locator('[data-wall="admin"]').waitFor();
    expect(asked).not.toContain('/admin/v1/tokens');
    expect([await page.locator('main table, main form').count(), complaints]).toEqual([0, []]);
    await page.context().close();
  });

  test('lists what the API lists', async () => {
    const bound = { name: 'pipeline', role: 'publisher', streams: ['stable'] };
    const expires_at = '2026-12-24T00:00:00Z';
    await running.app
      .as(ADMIN, 'post', '/admin/v1/tokens')
      .send({ ...bound, expires_at })
      .expect(201);
    const { page, complaints } = await opened();
    await page.locator('[data-token]').first().waitFor();
    const rows = await page.locator('[data-token]').all();
    const items = await listed();
    expect(rows.length).toBe(items.length);
    for (const [index, { id, name, role, streams, expires_at: end }] of items.entries()) {
      const row = rows[index]!;
      expect(await row.getAttribute('data-token')).toBe(id);
      const cells = await row.locator('th, td').allTextContents();
      expect(cells[0]).toContain(name);
      expect([cells[1], cells[2]]).toEqual([role, streams?.join(' ') ?? 'all of them']);
      const times = await row.locator('td').nth(2).locator('time').all();
      expect(await times[0]?.getAttribute('datetime')).toBe(end ?? undefined);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('makes a token, shows it once, and forgets it', async () => {
    const { page, complaints } = await opened();
    await page.locator('input[name="name"]').fill('night-shift');
    await page.locator('input[name="role"][value="operator"]').check();
    await page.locator('input[name="bounds"][value="some"]').check();
    await page.locator('input[name="stream"][value="stable"]').check();
    await page.locator('input[name="days"]').fill('30');
    await makeNow(page);
    await page.locator('[data-secret]').waitFor();
    const secret = await secretOf(page);
    const whoami = await running.app.as(secret, 'get', '/admin/v1/whoami').expect(200);
    const end = new Date((running.app.clock.at + 30 * DAY) * 1000).toISOString().replace('.000Z', 'Z');
    expect(whoami.body).toEqual({
      ...{ name: 'night-shift', role: 'operator', streams: ['stable'], expires_at: end },
    });
    await page.locator('.tokens', { hasText: 'night-shift' }).waitFor();
    await page.locator('nav a', { hasText: 'Streams' }).first().click();
    await page.goBack();
    await page.locator('.make-token form').waitFor();
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])');
    const whole = `${await page.content()} ${String(kept)} ${page.url()}`;
    expect(whole).not.toContain(secret.split('_')[2]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('copies the token', async () => {
    const { page } = await opened();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('input[name="name"]').fill('copied');
    await makeNow(page);
    await page.locator('[data-act="copy"]').click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await secretOf(page));
    await page.locator('[data-act="forget"]').click();
    expect(await page.locator('input[name="name"]').inputValue()).toBe('');
    await page.context().close();
  });

  test('says what is refused at its field, and keeps what was typed', async () => {
    const before = (await listed()).length;
    const { page } = await opened();
    await page.locator('input[name="name"]').fill('x'.repeat(65));
    await makeNow(page);
    const fault = page.locator('[data-fault="name"]');
    await fault.waitFor();
    const draft = { name: 'x'.repeat(65), role: 'viewer', streams: null, expires_at: null };
    const { body } = await running.app.as(ADMIN, 'post', '/admin/v1/tokens').send(draft);
    expect(await fault.textContent()).toBe(`✕ ${body.errors[0].message}`);
    expect(await page.locator('input[name="name"]').inputValue()).toBe('x'.repeat(65));
    await page.locator('input[name="bounds"][value="some"]').check();
    await makeNow(page);
    await page.getByText('Choose at least one stream.').waitFor();
    await page.locator('input[name="bounds"][value="all"]').check();
    await page.locator('input[name="date"]').fill('2020-01-01T00:00');
    await makeNow(page);
    await page.getByText('A day and a time to come.').waitFor();
    await page.locator('input[name="days"]').fill('0');
    await makeNow(page);
    await page.getByText('A whole number of days, from 1 to 3650.').waitFor();
    expect((await listed()).length).toBe(before);
    await page.context().close();
  });

  test('says why a token may not more than the one that makes it', async () => {
    const { page } = await opened(await running.tokenOf('admin', ['stable']));
    await page.locator('input[name="name"]').fill('more');
    await makeNow(page);
    expect(await page.locator('.make-token [data-kind="forbidden"]').textContent()).toContain('stable');
    await page.context().close();
  });

  test('revokes one whose name was typed: its window says so, and keeps what was typed', async () => {
    const { page: mine, complaints } = await opened();
    await mine.locator('input[name="name"]').fill('to-be-ended');
    await mine.locator('input[name="role"][value="admin"]').check();
    await makeNow(mine);
    await mine.locator('[data-secret]').waitFor();
    const { page: theirs } = await opened(await secretOf(mine));
    await theirs.locator('input[name="name"]').fill('half a name');
    const row = mine.locator('[data-token]', { hasText: 'to-be-ended' });
    await row.locator('[data-act="revoke"]').click();
    const button = mine.locator('dialog .button-danger');
    await mine.locator('dialog input').fill('to-be-ende');
    expect(await button.isDisabled()).toBe(true);
    await mine.locator('dialog input').fill('to-be-ended');
    await button.click();
    await mine.getByText('The token to-be-ended is revoked.').waitFor();
    await row.waitFor({ state: 'detached' });
    expect((await listed()).map(({ name }) => name)).not.toContain('to-be-ended');
    await theirs.locator('[data-notice="token"]').waitFor({ timeout: 6000 });
    expect(await theirs.locator('input[name="name"]').inputValue()).toBe('half a name');
    await theirs.locator('[data-notice="token"] button').click();
    await theirs.locator('dialog input[name="token"]').fill(ADMIN);
    await theirs.keyboard.press('Enter');
    await theirs.locator('[data-notice="token"]').waitFor({ state: 'detached' });
    expect(await theirs.locator('input[name="name"]').inputValue()).toBe('half a name');
    expect(complaints).toEqual([]);
    await mine.context().close();
    await theirs.context().close();
  });

  test("marks one's own, and warns who would revoke it", async () => {
    const { page } = await opened(await running.tokenOf('admin'));
    const own = page.locator('[data-token]', { hasText: 'you' });
    await own.waitFor();
    expect(await own.count()).toBe(1);
    const name = (await own.locator('.token-name').textContent()) ?? '';
    await own.locator('[data-act="revoke"]').click();
    await page.locator('dialog .note-warning').waitFor();
    await page.locator('dialog input').fill(name);
    await page.keyboard.press('Enter');
    await page.locator('[data-notice="token"]').waitFor({ timeout: 6000 });
    expect((await listed()).map((one) => one.name)).not.toContain(name);
    await page.context().close();
  });

  test('a token that ends while one looks is told of', async () => {
    const { clock } = running.app;
    const at = new Date((clock.at + 3600) * 1000).toISOString();
    const asked = { name: 'short', role: 'admin', expires_at: at };
    const { body } = await running.app.as(ADMIN, 'post', '/admin/v1/tokens').send(asked);
    const { page } = await opened(body.token);
    await page.locator('[data-token]').first().waitFor();
    clock.at += 3600;
    await page.locator('[data-notice="token"]').waitFor({ timeout: 6000 });
    expect(await page.locator('[data-token]').count()).toBeGreaterThan(0);
    clock.at -= 3600;
    await page.context().close();
  });

  test.each([
    ['in the light', 'light', 1200],
    ['in the dark', 'dark', 1200],
    ['on a phone', 'light', 390],
  ] as const)('keeps nobody out %s', async (_, colorScheme, width) => {
    const { page } = await running.open('tokens', { colorScheme, viewport: { width, height: 844 } });
    await signIn(page, ADMIN);
    await page.locator('input[name="bounds"][value="some"]').check();
    await page.locator('input[name="stream"]').first().waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    const { x, width: own } = (await page.locator('[data-act="revoke"]').first().boundingBox())!;
    expect(x + own).toBeLessThanOrEqual(width);
    await page.locator('[data-act="revoke"]').first().click();
    expect(await graveFindings(page)).toEqual([]);
    await page.context().close();
  });
});
