import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checksumNode } from '../application/node-state/statuses.js';
import { hasBrowser, type WatchedPage } from './browser.js';
import { graveFindings, RunningConsole } from './console.js';
import { ADMIN } from './running-app.js';

/** 44.20260707.3.1 is on its way since 20 of 48 hours. */
const NOW = 1_784_800_800; // 2026-07-23T10:00:00Z
const UUID = 'e0f3745b108f471cbd4883c6fbed8cdd';
const NODE = `stream=stable&basearch=x86_64&node_uuid=${UUID}`;
const NEWEST = '44.20260707.3.1';
const BEFORE = '44.20260621.3.1';
const OLD = '42.20250705.3.0';

describe.skipIf(!hasBrowser)('the page Explain', () => {
  let running: RunningConsole;

  beforeAll(async () => {
    running = await RunningConsole.start({ now: NOW });
  });

  afterAll(() => running.close());

  const open = (query = '', looks = {}): Promise<WatchedPage> => running.open(`explain?${query}`, looks);
  const explained = async (query: string, language = 'en') =>
    (await running.app.get(`/v1/explain?${query}`).set('Accept-Language', language)).body;
  const operate = async (method: 'post' | 'put', path: string, body: object) => {
    const { status } = await running.app
      .as(ADMIN, method, `/admin/v1/streams/stable/releases/${path}`)
      .send(body);
    expect(status).toBe(200);
  };

  /** Everything on the screen is what the API says. */
  async function expectAnswer(page: Page, query: string, verdict: string) {
    const answer = await explained(query);
    expect(answer.verdict).toBe(verdict);
    await page.locator(`[data-verdict="${verdict}"]`).waitFor();
    expect(await page.locator('.verdict-message').textContent()).toBe(answer.message);
    const { path, target, held, near, deadend } = answer;
    const stops =
      target === null || path.includes(target.version) ? path : [path[0], target.version, ...path.slice(1)];
    expect(await versionsIn(page, '.stop')).toEqual(stops);
    const scales = held.map(
      ({ version, throttle }: { version: string; throttle: number }) => `${version} ${throttle}`,
    );
    expect(await said(page, '.scale:not(.scale-in)', ['version', 'throttle'])).toEqual(scales);
    expect(await said(page, '.near li', ['near'])).toEqual(
      near.map(({ version }: { version: string }) => version),
    );
    for (const { eligible_at: at, public_reason: reason } of held) {
      if (at !== null) await page.locator(`.verdict time[datetime="${at}"]`).waitFor();
      const shown = reason?.replace('https://', '');
      if (shown) await page.locator('.verdict .public-reason', { hasText: shown }).waitFor();
    }
    if (deadend) await page.locator('.verdict', { hasText: deadend.reason }).waitFor();
    await page.locator('.explain-about', { hasText: `revision ${answer.revision}` }).waitFor();
    return answer;
  }

  test('asks for what it needs by name, and says where that is found', async () => {
    const { page, complaints, strangers } = await open();
    await page.locator('h2', { hasText: 'Where to find it' }).waitFor();
    expect(await page.locator('.field-missing label').allTextContents()).toEqual([
      'stream missing',
      'basearch missing',
      'version missing',
    ]);
    await fill(page, 'stream', 'stable');
    await page.locator('[data-missing="basearch node"]').waitFor();
    await fill(page, 'basearch', 'amd64');
    await page.locator('[data-missing="node"]').waitFor();
    await fill(page, 'version', NEWEST);
    await expectAnswer(page, `stream=stable&basearch=x86_64&os_version=${NEWEST}`, 'up_to_date');
    expect(new URL(page.url()).search).toBe(`?stream=stable&basearch=x86_64&os_version=${NEWEST}`);
    expect(await graveFindings(page)).toEqual([]);
    expect([complaints, strangers]).toEqual([[], []]);
    await page.context().close();
  });

  test.each([
    ['up_to_date', `${NODE}&os_version=${NEWEST}`],
    ['update_available', `${NODE}&os_version=${OLD}`],
    ['update_available', `${NODE}&os_version=${BEFORE}&rollout_wariness=0.2`],
    ['held_back', `${NODE}&os_version=${BEFORE}`],
    ['held_back', `${NODE}&group=default&platform=qemu&os_version=${BEFORE}&oci=true`],
    ['held_back', `stream=stable&basearch=arm64&os_version=${BEFORE}&rollout_wariness=0.9`],
    ['unknown_payload', `${NODE}&os_version=${BEFORE}&os_checksum=${'f'.repeat(64)}`],
    ['unknown_payload', `${NODE}&os_version=44.20260621.3.9`],
  ])('shows %s as the API has it: %s', async (verdict, query) => {
    const { page, complaints } = await open(query);
    await expectAnswer(page, query, verdict);
    expect(await graveFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test('draws the way over every barrier with its reason, and when the last stop comes', async () => {
    const { page } = await open(`${NODE}&os_version=${OLD}`);
    await page.locator('.stop.way-comes').waitFor();
    const updates = (await running.app.get('/updates/stable.json')).body;
    const stops = await versionsIn(page, '.stop');
    const reasons = await page
      .locator('.stop-barrier .reason')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(reasons).toEqual(
      updates.releases
        .filter(({ version, metadata }: Declared) => stops.includes(version) && metadata.barrier)
        .map(({ metadata }: Declared) => metadata.barrier?.reason),
    );
    expect(await said(page, '.stop', ['way'])).toEqual(['here', 'offered', 'free', 'free', 'free', 'comes']);
    expect(await page.locator('.checks').isVisible()).toBe(false);
    await page.locator('.checks-all summary').click();
    await page.locator('.checks').waitFor();
    const [held] = (await explained(`${NODE}&os_version=${BEFORE}`)).held;
    expect(await page.locator('.stop.way-comes time').getAttribute('datetime')).toBe(held.eligible_at);
    await page.context().close();
  });

  test('shows the moment at which its turn comes, and goes back to the present', async () => {
    const query = `${NODE}&os_version=${BEFORE}`;
    const { page } = await open(query);
    const [{ eligible_at: at }] = (await expectAnswer(page, query, 'held_back')).held;
    await page.locator('.verdict-turn', { hasText: 'in 11 hours' }).waitFor();
    await page.locator('.verdict-turn button').click();
    await expectAnswer(page, `${query}&at=${at}`, 'update_available');
    expect(new URL(page.url()).searchParams.get('at')).toBe(at);
    expect(await page.locator('input[name="at"]').inputValue()).toBe(at.replace('Z', ''));
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expectAnswer(page, query, 'held_back');
    await page.context().close();
  });

  test('asks as what it may be', async () => {
    const { page } = await open(`${NODE}&os_version=${BEFORE}&os_checksum=${'f'.repeat(64)}`);
    await page.locator(`[data-near="${BEFORE}"] button`).click();
    await expectAnswer(page, `${NODE}&os_version=${BEFORE}`, 'held_back');
    await page.context().close();
  });

  describe('understands what is pasted:', () => {
    const status = JSON.stringify({
      deployments: [
        { ...checksumNode(), booted: false, staged: true, version: '42.0' },
        { ...checksumNode(), version: OLD, checksum: 'x' },
      ],
    });

    test.each([
      [
        'the URL of an agent',
        'query',
        `error sending request for url (https://updates.example/v1/graph?${NODE}&os_version=${BEFORE}&group=g)`,
        { stream: 'stable', node_uuid: UUID, os_version: BEFORE },
      ],
      ['its query', 'query', `${NODE}&os_version=${BEFORE}`, { stream: 'stable', basearch: 'x86_64' }],
      [
        'a status',
        'status',
        status,
        { stream: 'stable', basearch: 's390x', os_version: OLD, os_checksum: 'x' },
      ],
      [
        'the journal',
        'journal',
        `agent running on node '${UUID}', in update group 'default'`,
        { node_uuid: UUID },
      ],
      ['a uuid', 'uuid', 'E0F3745B-108F-471C-BD48-83C6FBED8CDD', { node_uuid: UUID }],
      [
        'a machine-id that is called so',
        'machine_id',
        'Machine ID: 1c09ca98649c4c7abc779cd04c96812e',
        { node_uuid: '978a225b3d7b40e9acd7ce9b62f68444' },
      ],
      ['a version', 'version', BEFORE, { os_version: BEFORE }],
    ])('%s', async (_, kind, text, parameters) => {
      const { page, complaints } = await open();
      await paste(page, text);
      await page.locator(`[data-read="${kind}"]`).waitFor();
      expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject(parameters);
      expect(await page.locator('textarea[name="paste"]').inputValue()).toBe(text);
      expect([complaints, await graveFindings(page)]).toEqual([[], []]);
      await page.context().close();
    });

    test('one after the other: a status, then the id of the machine', async () => {
      const { page } = await open();
      const payload = (await explained(`${NODE}&os_version=${OLD}`)).node.payload;
      const node = { ...checksumNode(), version: OLD, checksum: payload };
      const staged = { ...checksumNode(), booted: false, staged: true, version: '42.0' };
      const meta = {
        'base-commit-meta': { 'fedora-coreos.stream': 'stable', 'coreos-assembler.basearch': 'x86_64' },
      };
      await paste(page, JSON.stringify({ deployments: [staged, { ...node, ...meta }] }));
      await page.locator('[data-found="staged"]', { hasText: '42.0' }).waitFor();
      await paste(page, '1c09ca98649c4c7abc779cd04c96812e');
      await page.getByRole('button', { name: 'It is the machine-id' }).click();
      const derived = '978a225b3d7b40e9acd7ce9b62f68444';
      await page.locator('[data-read="machine_id"]', { hasText: derived }).waitFor();
      const query = `stream=stable&basearch=x86_64&node_uuid=${derived}&os_version=${OLD}&os_checksum=${payload}`;
      await expectAnswer(page, query, 'update_available');
      await page.context().close();
    });

    test.each([
      ['a page', '<img src=x onerror=alert(1)>', 'unknown'],
      ['an address that says something twice', '/v1/graph?stream=a&stream=b', 'twice'],
      ['half a status', '{"deployments": [', 'json'],
      ['far too much', 'x'.repeat(1024 * 1024 + 1), 'too_large'],
    ])('but not %s', async (_, text, why) => {
      const { page, complaints } = await open();
      await paste(page, text);
      await page.locator(`[data-unread="${why}"]`).waitFor();
      expect([new URL(page.url()).search, complaints]).toEqual(['', []]);
      await page.context().close();
    });

    test('what is far too long does not even get into the box', async () => {
      const { page } = await open();
      await page.locator('textarea[name="paste"]').evaluate((box) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', 'x'.repeat(5_000_000));
        const event = new ClipboardEvent('paste', { clipboardData, cancelable: true, bubbles: true });
        if (box.dispatchEvent(event)) box.textContent = 'it was taken';
      });
      await page.locator('[data-unread="too_large"]').waitFor();
      expect(await page.locator('textarea[name="paste"]').inputValue()).toBe('');
      await page.context().close();
    });
  });

  describe('says what the server refuses beside the field:', () => {
    test.each([
      ['stream', `stream=stabel&basearch=x86_64&os_version=1`],
      ['basearch', `stream=stable&basearch=riscv64&os_version=1`],
      ['at', `${NODE}&os_version=1&at=soon`],
      ['version', `${NODE}&os_version=${'1'.repeat(257)}`],
    ])('%s', async (field, query) => {
      const { page } = await open(query, { viewport: { width: 390, height: 844 } });
      const { value } = await explained(query);
      expect(await page.locator(`#about-${field} [role="alert"]`).textContent()).toBe(`✕ ${value}`);
      expect(await page.locator(`input[name="${field}"]`).getAttribute('aria-invalid')).toBe('true');
      expect(await graveFindings(page)).toEqual([]);
      await page.context().close();
    });
  });

  test('keeps what is being typed while answers come', async () => {
    const { page } = await open(`${NODE}&os_version=${BEFORE}`);
    const field = page.locator('input[name="version"]');
    await field.fill('42.2025');
    running.app.clock.at += 3600;
    await page.locator('.scale[data-throttle="0.4375"]').waitFor();
    expect(await field.inputValue()).toBe('42.2025');
    running.app.clock.at -= 3600;
    await page.context().close();
  });

  test.each([
    ['light', 'en-GB', 1280],
    ['dark', 'zh-CN', 1280],
    ['light', 'zh-CN', 390],
    ['dark', 'en-GB', 390],
  ] as const)('can be read by everybody: %s, %s, %i wide', async (colorScheme, locale, width) => {
    for (const version of [OLD, BEFORE, '44.20260621.3.9']) {
      const query = `${NODE}&os_version=${version}`;
      const { page, complaints } = await open(query, {
        colorScheme,
        locale,
        viewport: { width, height: 844 },
      });
      await page.locator('[data-verdict]').waitFor();
      const { message } = await explained(query, locale);
      expect(await page.locator('.verdict-message').textContent()).toBe(message);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect([complaints, await graveFindings(page)]).toEqual([[], []]);
      await page.context().close();
    }
  });

  test('says in the language that is chosen meanwhile', async () => {
    const query = `${NODE}&os_version=${BEFORE}`;
    const { page } = await open(query);
    await page.locator('[data-verdict]').waitFor();
    await page.getByRole('button', { name: '中文' }).click();
    const { message } = await explained(query, 'zh-CN');
    await page.locator('.verdict-message', { hasText: message }).waitFor();
    expect(await page.locator('.verdict h2').textContent()).toBe('尚未轮到本节点');
    await page.context().close();
  });

  test('sees within five seconds what operators do: a deadend, a pause with its public reason, a withdrawal', async () => {
    const query = `${NODE}&os_version=${BEFORE}`;
    const { page, complaints } = await open(query);
    await expectAnswer(page, query, 'held_back');
    await operate('post', `${NEWEST}/rollout/pause`, {
      reason: 'secret',
      public_reason: 'https://example.com/17',
    });
    await page.locator('[data-verdict="rollout_paused"]').waitFor({ timeout: 5000 });
    const { message } = await expectAnswer(page, query, 'rollout_paused');
    const [, reached] = /paused its rollout at (\S+ %)/.exec(message) ?? [];
    expect(await page.locator('.scale strong').textContent()).toBe(`has reached ${reached}`);
    expect(await page.locator('.verdict .public-reason a').getAttribute('href')).toBe(
      'https://example.com/17',
    );
    expect(await page.locator('body').textContent()).not.toContain('secret');
    await operate('post', `${NEWEST}/rollout/resume`, {});
    await page.locator('[data-verdict="held_back"]').waitFor({ timeout: 5000 });
    await operate('post', `${NEWEST}/rollout/withdraw`, { reason: 'secret' });
    await page.locator('[data-verdict="no_path"]').waitFor({ timeout: 5000 });
    await expectAnswer(page, query, 'no_path');
    await operate('post', `${BEFORE}/rollout/withdraw`, { reason: 'secret' });
    await operate('put', `${BEFORE}/deadend?confirm=strands_nodes`, { reason: 'it cannot boot' });
    await page.locator('[data-verdict="deadend"]').waitFor({ timeout: 5000 });
    await expectAnswer(page, query, 'deadend');
    expect([complaints, await graveFindings(page)]).toEqual([[], []]);
    await page.context().close();
  });
});

interface Declared {
  readonly version: string;
  readonly metadata: { readonly barrier?: { readonly reason: string } };
}

/** As a person does it, who goes on to something else then. */
async function fill(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name="${name}"]`).fill(value);
  await page.keyboard.press('Tab');
}

function paste(page: Page, text: string): Promise<void> {
  return page.locator('textarea[name="paste"]').fill(text);
}

function versionsIn(page: Page, selector: string): Promise<readonly string[]> {
  return said(page, selector, ['version']);
}

/** What elements say of themselves to machines. */
async function said(page: Page, selector: string, names: readonly string[]): Promise<readonly string[]> {
  const elements = await page.locator(selector).all();
  return Promise.all(
    elements.map(async (element) =>
      (await Promise.all(names.map((name) => element.getAttribute(`data-${name}`)))).join(' '),
    ),
  );
}
