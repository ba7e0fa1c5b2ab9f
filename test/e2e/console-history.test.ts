import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';
import { ADMIN } from './running-app.js';

const S = '/admin/v1/streams/stable';
const NEWEST = '44.20260707.3.1';
const LINK = 'https://x.example/why';
const HOUR = 3600;
/** More than the API gives at once, so that an export has a second page. */
const MANY = 510;

interface Revision {
  readonly revision: number;
  readonly at: string;
  readonly actor: string;
  readonly request_id: string | null;
  readonly reason: string;
}

describe.skipIf(!hasBrowser)('the page History', () => {
  let running: RunningConsole;
  let publisher: string;

  /** 1 the example, 2 its newest withdrawn, 3 a barrier; and much that was done to no stream. */
  beforeAll(async () => {
    running = await RunningConsole.start();
    const { app } = running;
    publisher = await running.tokenOf('publisher');
    app.clock.at += HOUR;
    const withdrawal = { reason: 'it does not boot, "really"' };
    await app
      .as(publisher, 'post', `${S}/releases/${NEWEST}/rollout/withdraw`)
      .set('X-Request-Id', 'q-2')
      .send(withdrawal)
      .expect(200);
    app.clock.at += HOUR;
    await app
      .as(publisher, 'put', `${S}/releases/44.20260607.3.1/barrier`)
      .set('X-Request-Id', 'q-3')
      .send({ reason: LINK })
      .expect(200);
    for (let from = 0; from < MANY; from += 10) {
      const names = Array.from({ length: 10 }, (_, index) => `n-${from + index}`);
      await Promise.all(
        names.map((name) =>
          app.as(ADMIN, 'post', '/admin/v1/tokens').send({ name, role: 'viewer' }).expect(201),
        ),
      );
    }
  });

  afterAll(() => running.close());

  const get = async (path: string) => (await running.app.as(ADMIN, 'get', path).expect(200)).body;
  const revisions = async (): Promise<readonly Revision[]> => (await get(`${S}/revisions`)).items;

  /** The page, signed in with a token. */
  const opened = async (path: string, token = publisher) => {
    const watched = await running.open(path);
    await signIn(watched.page, token);
    return watched;
  };

  const shownRevisions = async (page: Page): Promise<readonly number[]> => {
    const numbers = await page.locator('[data-revision]').all();
    return Promise.all(numbers.map(async (one) => Number(await one.getAttribute('data-revision'))));
  };

  test('is closed to who has no token', async () => {
    const { page, complaints } = await running.open('history/stable');
    await page.locator('[data-wall="viewer"]').waitFor();
    expect(await page.locator('[data-revision]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('goes to a stream where the address names none', async () => {
    const { page } = await opened('history');
    await page.locator('[data-revision]').first().waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/console\/history\/[\w-]+$/);
    await page.context().close();
  });

  test('has the revisions of the API, newest first, said in sentences', async () => {
    const { page, complaints } = await opened('history/stable', await running.tokenOf('viewer'));
    await page.locator('[data-revision]').first().waitFor();
    const expected = await revisions();
    expect(await shownRevisions(page)).toEqual(expected.map(({ revision }) => revision));
    const rows = await page.locator('[data-revision]').all();
    for (const [index, { actor, at, request_id: request, reason }] of expected.entries()) {
      const text = (await rows[index]!.textContent()) ?? '';
      for (const part of [actor, request ?? '', reason]) expect(text).toContain(part);
      expect(await rows[index]!.locator('time').first().getAttribute('datetime')).toBe(at);
    }
    const second = page.locator('[data-revision="2"]');
    expect(await second.textContent()).toContain(`withdrew the rollout of ${NEWEST}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('opens one: its releases before and after, and the graphs, as the API has them', async () => {
    const { page, complaints } = await opened('history/stable');
    await page.locator('[data-opens="3"]').click();
    await page.locator('[data-opened="3"] .diff-scope').first().waitFor();
    expect(new URL(page.url()).searchParams.get('revision')).toBe('3');
    const { changes, diff } = await get(`${S}/revisions/3`);
    expect(await shownDiff(page)).toEqual(diff.map(drawnDiff));
    const shown = await page.locator('.release-change').all();
    expect(shown.length).toBe(changes.length);
    const reason = page.locator('[data-field="barrier.reason"] td');
    expect(await reason.allTextContents()).toEqual(['–', `+\u00a0${changes[0].after.barrier.reason}`]);
    await page.locator('.raw summary').click();
    const raw = JSON.parse((await page.locator('.raw pre').textContent()) ?? '');
    const { changes: _changes, diff: _diff, ...entry } = await get(`${S}/revisions/3`);
    expect(raw).toEqual(entry);
    expect(await page.locator('[data-restoring], [data-act="restore"]').count()).toBe(0);
    await page.locator('.revision-head button').click();
    expect(await page.evaluate('document.activeElement.dataset.opens')).toBe('3');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('opens one at a click anywhere on it, and the button "back" leads back to the list', async () => {
    const { page } = await opened('history/stable');
    await page.locator('[data-revision="2"] .deeds').click();
    await page.locator('[data-opened="2"] .diff-scope').first().waitFor();
    await page.locator('[data-revision="3"] .entry-when').click();
    await page.locator('[data-opened="3"] .diff-scope').first().waitFor();
    await page.goBack();
    await page.locator('[data-opened="2"]').waitFor();
    await page.goBack();
    await page.locator('[data-opened]').waitFor({ state: 'detached' });
    expect(await page.locator('[data-revision]').count()).toBe((await revisions()).length);
    await page.context().close();
  });

  test('shows the first of many releases, and all of them when asked', async () => {
    const { page } = await opened('history/stable?revision=1');
    await page.locator('.release-change').first().waitFor();
    expect(await page.locator('.release-change').count()).toBe(10);
    await page.locator('[data-act="all"]').click();
    const { changes } = await get(`${S}/revisions/1`);
    const shown = await page
      .locator('.release-change')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-version')));
    expect(shown).toEqual(changes.map(({ version }: { version: string }) => version));
    await page.context().close();
  });

  test('a revision that is not there is said to be none', async () => {
    const { page } = await opened('history/stable?revision=99');
    const note = page.locator('[data-opened="99"] [data-kind="unknown_revision"]');
    const { body } = await running.app.as(ADMIN, 'get', `${S}/revisions/99`).expect(404);
    expect(await note.textContent()).toContain(body.detail);
    await page.context().close();
  });

  test.each([
    ['?view=compare', 2, 3],
    ['?view=compare&from=1&to=3', 1, 3],
    ['?view=compare&from=3&to=1', 3, 1],
  ])('compares any two: %s', async (query, from, to) => {
    const { page, complaints } = await opened(`history/stable${query}`);
    await page.locator('.diff-scope').first().waitFor();
    const { diff } = await get(`${S}/diff?from=${from}&to=${to}`);
    expect(await shownDiff(page)).toEqual(diff.map(drawnDiff));
    const inTheGraph = page.locator('.compare a[href*="/graph/"]');
    expect(await inTheGraph.getAttribute('href')).toBe(`/console/graph/stable?from=${from}&to=${to}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('compares what is typed, and says which revisions there are', async () => {
    const { page } = await opened('history/stable?view=compare');
    await page.locator('.diff-scope').first().waitFor();
    await page.locator('input[name="from"]').fill('1');
    await page.keyboard.press('Enter');
    await page.locator('[data-from="1"][data-to="3"]').waitFor();
    await page.locator('[data-act="swap"]').click();
    await page.locator('[data-from="3"][data-to="1"]').waitFor();
    expect(new URL(page.url()).search).toContain('from=3&to=1');
    await page.locator('input[name="to"]').fill('77');
    await page.getByText('There are revisions 1 to 3.').waitFor();
    await page.locator('input[name="to"]').fill('3');
    await page.keyboard.press('Enter');
    await page.getByText('No graph changes.').waitFor();
    await page.context().close();
  });

  test.each([
    ['stream=stable', 'stream', 'stable'],
    ['actor=publisher-1', 'actor', 'publisher-1'],
    ['actor=nobody', 'actor', 'nobody'],
  ])('the audit is filtered by %s, and the address says so', async (filter, name, value) => {
    const { page, complaints } = await opened('history/stable?view=audit');
    await page.locator('[data-audit]').first().waitFor();
    await page.locator(`.filters input[name="${name}"]`).fill(value);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.search.includes(filter));
    const { items } = await get(`/admin/v1/audit?${filter}`);
    await expectAudit(page, items);
    await page.reload();
    await signIn(page, publisher);
    await expectAudit(page, items);
    expect(await page.locator(`.filters input[name="${name}"]`).inputValue()).toBe(value);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('the audit is filtered by time, typed in the zone of who looks', async () => {
    const { page } = await running.open('history/stable?view=audit', { timezoneId: 'Asia/Shanghai' });
    await signIn(page, publisher);
    await page.locator('[data-audit]').first().waitFor();
    const { at } = (await revisions())[1]!;
    const there = new Date(Date.parse(at) + 8 * HOUR * 1000).toISOString().slice(0, 16);
    await page.locator('input[name="since"]').fill(there);
    await page.locator('input[name="until"]').fill(there);
    await page.locator('.filters .button-primary').click();
    await page.waitForURL((url) => url.searchParams.get('since') === at);
    const { items } = await get(`/admin/v1/audit?since=${at}&until=${at}`);
    expect(items.length).toBe(1);
    await expectAudit(page, items);
    await page.locator('[data-act="clear"]').click();
    await page.locator('[data-act="more"]').waitFor();
    expect(new URL(page.url()).search).toBe('?view=audit');
    await page.context().close();
  });

  test('a time in the address stays to the second while another filter is typed', async () => {
    const since = '2026-01-01T10:11:12Z';
    const { page } = await opened(`history/stable?view=audit&since=${since}`);
    await page.locator('[data-audit]').first().waitFor();
    await page.locator('.filters input[name="actor"]').fill('publisher-1');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('actor') === 'publisher-1');
    expect(new URL(page.url()).searchParams.get('since')).toBe(since);
    await page.context().close();
  });

  test('what went wrong with a list that was left is not told of the next one', async () => {
    const { page } = await opened('history/stable?view=audit');
    let leave: () => void = () => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    await page.route(/audit\?.*cursor=/, async (route) => {
      await left;
      await route.abort();
    });
    await page.locator('[data-act="more"]').click();
    await page.locator('.filter-days button').first().click();
    const more = page.locator('[data-act="more"]');
    await more.waitFor();
    expect(await more.isEnabled()).toBe(true);
    const failed = page.waitForEvent('requestfailed');
    leave();
    await failed;
    await page.waitForTimeout(200);
    expect(await page.locator('.entries-end [role="alert"]').count()).toBe(0);
    await page.context().close();
  });

  test.each([
    ['stream=-', 'unknown_stream'],
    ['since=noon', 'invalid_params'],
  ])('%s is refused in the words of the API', async (filter, kind) => {
    const { page } = await opened(`history/stable?view=audit&${filter}`);
    const { body } = await running.app.as(ADMIN, 'get', `/admin/v1/audit?${filter}`);
    expect(await page.locator(`[data-kind="${kind}"]`).textContent()).toContain(body.detail);
    await page.context().close();
  });

  test('shows what one person did at a click, and older ones when asked', async () => {
    const { page } = await opened('history/stable?view=audit');
    await page.locator('[data-act="more"]').click();
    await page.locator('[data-audit]').nth(99).waitFor();
    const { items } = await get('/admin/v1/audit?limit=100');
    await expectAudit(page, items);
    await page.locator('.filters input[name="actor"]').fill('publisher-1');
    await page.keyboard.press('Enter');
    await page.locator('button.entry-actor', { hasText: 'publisher-1' }).first().click();
    await expectAudit(page, (await get('/admin/v1/audit?actor=publisher-1')).items);
    await page.context().close();
  });

  test('exports all that is filtered as CSV, byte for byte what the API gives', async () => {
    const { page, complaints } = await opened('history/stable?view=audit');
    const { name, text } = await exported(page, 'csv');
    const first = '/admin/v1/audit?limit=500';
    const pages: string[] = [];
    let address: string | undefined = first;
    while (address !== undefined) {
      const answer: Response = await running.app.as(ADMIN, 'get', address).set('Accept', 'text/csv');
      pages.push(pages.length === 0 ? answer.text : answer.text.slice(answer.text.indexOf('\r\n') + 2));
      address = /<(.*)>/.exec(answer.headers['link'] ?? '')?.[1];
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(name).toMatch(/^roost-audit-.*\.csv$/);
    expect(text).toBe(pages.join(''));
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('exports what is filtered as JSON', async () => {
    const { page } = await opened('history/stable?view=audit&stream=stable');
    const { name, text } = await exported(page, 'json');
    expect(name).toMatch(/^roost-audit-stable-.*\.json$/);
    expect(JSON.parse(text)).toEqual(await get('/admin/v1/audit?stream=stable&limit=500'));
    await page.context().close();
  });

  test.each([
    ['releases.json', '/prod/streams/stable/releases.json'],
    ['stable.json', '/updates/stable.json'],
  ])('gives the document %s', async (label, address) => {
    const { page } = await opened('history/stable');
    const coming = page.waitForEvent('download');
    await page.locator('.documents a', { hasText: label }).click();
    const path = await (await coming).path();
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual((await running.app.get(address)).body);
    await page.context().close();
  });

  test('a viewer is told that it takes a publisher to restore', async () => {
    const { page } = await opened('history/stable?revision=1', await running.tokenOf('viewer'));
    await page.getByText('To restore it takes the role publisher.').waitFor();
    expect(await page.locator('[data-act="restore"]').count()).toBe(0);
    await page.context().close();
  });

  test('a change by somebody else appears by itself, and what is typed stays', async () => {
    const { page, complaints } = await opened('history/stable?revision=1');
    await page.locator('[data-act="restore"]').click();
    const reason = page.locator('input[name="reason"]');
    await reason.fill('half a reas');
    const before = (await revisions())[0]!.revision;
    await running.app.as(publisher, 'delete', `${S}/releases/44.20260607.3.1/barrier`).expect(200);
    await page.locator(`[data-revision="${before + 1}"]`).waitFor({ timeout: 5000 });
    expect(await shownRevisions(page)).toEqual((await revisions()).map(({ revision }) => revision));
    expect(await reason.inputValue()).toBe('half a reas');
    expect(await page.evaluate('document.activeElement.name')).toBe('reason');
    await page.locator('.review .note-warning').first().waitFor();
    // The preview refuses what has to be confirmed first, which browsers note as an error.
    expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
    await page.context().close();
  });

  test('restores a revision, once its findings have been typed', async () => {
    const { page } = await opened('history/stable?revision=1');
    const way = page.locator('[data-act="restore"]');
    await way.waitFor();
    expect((await way.boundingBox())!.y).toBeLessThan(400);
    await way.click();
    await page.locator('[data-restoring="1"] h3:focus').first().waitFor();
    await page.locator('input[name="reason"]').fill('back to the start');
    const change = { operations: [{ op: 'restore', revision: 1 }], reason: 'back to the start' };
    const refused = await running.app.as(publisher, 'post', `${S}/changes?dry_run=true`).send(change);
    expect([refused.status, refused.body.kind]).toEqual([409, 'needs_confirmation']);
    const codes = [...new Set<string>(refused.body.errors.map(({ code }: { code: string }) => code))];
    const needed = page.locator('.review .to-type');
    expect(await needed.textContent()).toBe(codes.join(' '));
    expect(await shownDiff(page, '.review')).toEqual(refused.body.diff.map(drawnDiff));
    const button = page.locator('.review .button-danger');
    await page.locator('input[name="confirm"]').fill('yes');
    expect(await button.isDisabled()).toBe(true);
    const before = (await revisions())[0]!.revision;
    await page.locator('input[name="confirm"]').fill(codes.join(' '));
    await button.click();
    await page.getByText(`Revision 1 is restored: it is revision ${before + 1} now.`).waitFor();
    await page.locator('.restored:focus').waitFor();
    expect((await page.locator('.restored').boundingBox())!.y).toBeLessThan(400);
    const [made] = (await get(`${S}/revisions`)).items;
    expect(made).toMatchObject({ revision: before + 1, reason: 'back to the start' });
    expect(made.operations[0]).toMatchObject({ op: 'restore', revision: 1 });
    await page.locator(`[data-revision="${before + 1}"]`, { hasText: 'restored revision 1' }).waitFor();
    expect((await get(`${S}/diff?from=1&to=${before + 1}`)).diff).toEqual([]);
    await page.context().close();
  });

  test('the current revision offers the way to the one before', async () => {
    const current = (await revisions())[0]!.revision;
    const { page } = await opened(`history/stable?revision=${current}`);
    await page.locator('[data-undo] a').click();
    await page.locator(`[data-opened="${current - 1}"] [data-restoring="${current - 1}"]`).waitFor();
    await page.locator('.review .button-danger').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-act="restore"]').waitFor();
    expect(new URL(page.url()).search).toBe(`?revision=${current - 1}`);
    await page.context().close();
  });

  test.each([
    ['?revision=2', 'light', 1200],
    ['?revision=2', 'dark', 1200],
    ['?revision=2', 'light', 390],
    ['?view=compare&from=1&to=2', 'light', 1200],
    ['?view=compare&from=1&to=2', 'dark', 390],
    ['?view=audit', 'light', 1200],
    ['?view=audit', 'dark', 390],
  ] as const)('%s keeps nobody out, %s, %d wide', async (query, colorScheme, width) => {
    const { page } = await running.open(`history/stable${query}`, {
      ...{ colorScheme, viewport: { width, height: 844 } },
    });
    await signIn(page, publisher);
    await page.locator('.diff-scope, [data-audit]').first().waitFor();
    const restore = page.locator('[data-act="restore"]');
    if ((await restore.count()) > 0) await restore.click();
    if ((await restore.count()) > 0) await page.locator('.review .diff-scope').first().waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    for (const cell of await page.locator('.differences td:visible').all()) {
      const { x, width: own } = (await cell.boundingBox())!;
      expect(x + own).toBeLessThanOrEqual(width);
    }
    await page.context().close();
  });

  async function expectAudit(page: Page, items: readonly { readonly id: string }[]): Promise<void> {
    const expected = items.map(({ id }) => id);
    await expect
      .poll(() =>
        page.evaluate<string[]>(
          '[...document.querySelectorAll("[data-audit]")].map((entry) => entry.dataset.audit)',
        ),
      )
      .toEqual(expected);
  }
});

interface Diff {
  readonly basearch: string;
  readonly scheme: string;
  readonly nodes_added: readonly string[];
  readonly nodes_removed: readonly string[];
  readonly nodes_changed: readonly string[];
  readonly edges_added: readonly unknown[];
  readonly edges_removed: readonly unknown[];
  readonly stranded: readonly string[];
}

/** As the line of a scope reads on the page. */
function drawnDiff({ basearch, scheme, ...diff }: Diff): string {
  const counts = [
    ['+', diff.nodes_added, 'releases'],
    ['−', diff.nodes_removed, 'releases'],
    ['~', diff.nodes_changed, 'releases'],
    ['+', diff.edges_added, 'edges'],
    ['−', diff.edges_removed, 'edges'],
  ] as const;
  const said = counts.flatMap(([sign, list, unit]) =>
    list.length === 0 ? [] : [`${sign}${list.length} ${unit}`],
  );
  const stranded = diff.stranded.length === 0 ? [] : [`${diff.stranded.length} stranded`];
  return [basearch, scheme, ...said, ...stranded].join(' ');
}

async function shownDiff(page: Page, within = 'main'): Promise<readonly string[]> {
  const lines = await page.locator(`${within} .diff-scope summary`).allTextContents();
  return lines.map((line) => line.replace(/\s+/g, ' ').trim());
}

/** What a button saves, and under which name. */
async function exported(page: Page, format: 'csv' | 'json') {
  const coming = page.waitForEvent('download');
  await page.locator(`[data-export="${format}"]`).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}
