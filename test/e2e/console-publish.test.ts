import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indexOf, rolledOut } from '../application/releases.js';
import { NOTE, releasesAre } from '../application/stream-store-contract.js';
import { streamDrawn } from '../graph/draw.js';
import { hasBrowser, type WatchedPage } from './browser.js';
import { graveFindings, RunningConsole, signIn } from './console.js';
import { GraphFolder } from './graph-folder.js';
import { ADMIN } from './running-app.js';

const LINK = 'https://x.example/why';
const SUM = 'c0ffee00'.repeat(8);

/** What a field, a box or a finding is called on the page: its JSON Pointer. */
const at = (page: Page, place: string) => page.locator(`[id="${place}"]`);
const saidAt = (page: Page, place: string, code: string) =>
  page.locator(
    `[id="${place}~said"] [data-code="${code}"], [id="${place}"] > .fault-lines [data-code="${code}"]`,
  );
const button = (page: Page) => page.locator('.review button.button:not(.button-small)');
const enabledButton = (page: Page) => page.locator('.review button.button:not(:disabled)');

/** A browser says of every refusal that a resource could not be loaded: those are not errors of the page. */
const faultsOf = ({ complaints }: WatchedPage) =>
  complaints.filter((text) => !text.startsWith('Failed to load'));

async function fillIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [place, text] of Object.entries(fields)) await at(page, `/operations/0/${place}`).fill(text);
}

/** @param local as it is typed in the zone of the browser, which is UTC unless the test says so */
async function startAt(page: Page, time: string, local = time.slice(0, 16)): Promise<void> {
  const start = at(page, '/operations/0/rollout/start');
  await start.selectOption('at');
  await start.fill(local);
}

describe.skipIf(!hasBrowser)('the page Publish', () => {
  let running: RunningConsole;
  let streams = 0;

  beforeAll(async () => {
    running = await RunningConsole.start();
  });

  afterAll(() => running.close());

  /** A stream of its own: v0; v1, a barrier; v2, for all. */
  const newStream = async () => {
    streams += 1;
    const name = `s${streams}`;
    await running.app.store.change(name, releasesAre(...streamDrawn('.br')), NOTE);
    await running.app.refresh();
    return name;
  };

  const opened = async (path: string, looks = {}) => {
    const watched = await running.open(`publish/${path}`, looks);
    const token = await running.tokenOf('publisher');
    await signIn(watched.page, token);
    await watched.page.locator('[role="tabpanel"]').waitFor();
    return { ...watched, token };
  };

  /** With the payload of the newest release proposed, so that the form is whole. */
  const openedForm = async (looks = {}) => {
    const stream = await newStream();
    const watched = await opened(stream, looks);
    await watched.page.locator('[id="/operations/0/payloads/0/basearch"]').waitFor();
    await expect
      .poll(() => at(watched.page, '/operations/0/payloads/0/basearch').inputValue())
      .toBe('x86_64');
    return { ...watched, watched, stream };
  };

  /** The page does not hear of a change before it asks for its own. @returns what ends that */
  const holdingPolls = async (page: Page, stream: string) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(`**/admin/v1/streams/${stream}`, async (route) => {
      await held;
      await route.continue();
    });
    return () => release();
  };

  const changeElsewhere = (stream: string) =>
    running.app
      .as(ADMIN, 'put', `/admin/v1/streams/${stream}/releases/v0/deadend`)
      .send({ reason: LINK })
      .expect(200);

  const adminGet = async (path: string) => (await running.app.as(ADMIN, 'get', `/admin/v1/${path}`)).body;
  const whole = { version: 'v3', 'payloads/0/payload': SUM };

  test('publishes a release with a barrier and a rollout, and shows before what the API says of it', async () => {
    const { page, watched, stream } = await openedForm();
    await fillIn(page, whole);
    await page.locator('input[name="barrier"]').check();
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, {
      'barrier/reason': LINK,
      'rollout/duration': '48h',
      'rollout/start_fraction': '0.1',
    });
    await enabledButton(page).waitFor();

    const payloads = [{ basearch: 'x86_64', scheme: 'checksum', payload: SUM }];
    const operation = {
      ...{ op: 'publish_release', version: 'v3', payloads, barrier: { reason: LINK } },
      rollout: { duration: '48h', start_fraction: 0.1 },
    };
    const tried = await running.app
      .as(ADMIN, 'post', `/admin/v1/streams/${stream}/changes?dry_run=true`)
      .send({ operations: [operation] });
    const [{ basearch, scheme, nodes_added, edges_added }] = tried.body.diff;
    expect((await page.locator('.diff-scope summary').textContent())?.replace(/\s+/g, ' ').trim()).toBe(
      `${basearch} ${scheme} +${nodes_added.length} releases +${edges_added.length} edges`,
    );
    expect(await page.locator('.review svg.chart path.curve').count()).toBe(1);

    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();
    expect(await adminGet(`streams/${stream}/releases/v3`)).toMatchObject({
      ...{ version: 'v3', payloads, barrier: { reason: LINK, basearches: null } },
      rollout: { state: 'active', throttle: 0.1, duration: '2d' },
    });
    const links = await page
      .locator('.done-links a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links).toEqual(['graph', 'rollouts', 'history'].map((name) => `/console/${name}/${stream}`));
    expect(await page.evaluate('Object.keys(localStorage).filter((key) => key.includes("draft"))')).toEqual(
      [],
    );
    expect([faultsOf(watched), watched.strangers]).toEqual([[], []]);
    await page.context().close();
  });

  test('says of each field what is wrong with it, and leads there', async () => {
    const { page } = await openedForm();
    await page.locator('input[name="barrier"]').check();
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, {
      ...{ version: 'v 3', 'payloads/0/payload': 'x', 'barrier/reason': '-' },
      ...{ 'rollout/duration': '1200', 'rollout/start_fraction': '100' },
    });
    for (const [place, code] of [
      ['version', 'invalid_version'],
      ['payloads/0/payload', 'invalid_payload'],
      ['barrier/reason', 'invalid_reason'],
      ['rollout/duration', 'invalid_duration'],
      ['rollout/start_fraction', 'fraction_out_of_range'],
    ] as const) {
      await saidAt(page, `/operations/0/${place}`, code).waitFor();
      expect(await at(page, `/operations/0/${place}`).getAttribute('aria-invalid')).toBe('true');
    }
    await page.locator('.review .fault-place', { hasText: 'Start fraction' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('/operations/0/rollout/start_fraction');

    // One after the other is mended, and what is left is said.
    await fillIn(page, { ...whole, 'barrier/reason': 'no link', 'rollout/duration': '48h' });
    await startAt(page, '2026-11-21T00:00:00Z');
    await fillIn(page, { 'rollout/start_fraction': '' });
    await saidAt(page, '/operations/0/barrier/reason', 'reason_not_a_link').waitFor();
    await saidAt(page, '/operations/0/rollout/start', 'start_in_past').waitFor();
    expect(await page.locator('.fault-error').count()).toBe(0);
    await page.context().close();
  });

  test('tells what is still to be filled in from what is wrong', async () => {
    const { page } = await openedForm();
    await fillIn(page, { version: 'v3' });
    await page.locator('input[name="rollout"]').check();
    await at(page, '/operations/0/rollout/duration').fill('');
    await page.locator('.still-missing .fault-place', { hasText: 'Duration' }).waitFor();
    await page.locator('.still-missing .fault-place', { hasText: 'Payload' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('/operations/0/payloads/0/payload');
    await fillIn(page, { 'payloads/0/payload': SUM, 'rollout/duration': '48h' });
    await at(page, '/operations/0/rollout/start').selectOption('at');
    await page.locator('.still-missing .fault-place', { hasText: 'Start' }).waitFor();
    expect(await page.locator('.fault-error, .note-error').count()).toBe(0);
    expect(await button(page).isDisabled()).toBe(true);
    await page.context().close();
  });

  test('leaves out rows that are empty, names the others in words, and says of all that is wrong at once', async () => {
    const { page } = await openedForm();
    for (const row of [1, 2]) {
      await page.getByRole('button', { name: 'Add a payload' }).click();
      await fillIn(page, { [`payloads/${row}/basearch`]: row === 1 ? 'aarch64' : 's390x' });
    }
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, { version: 'v3', 'payloads/1/payload': 'x', 'rollout/duration': '48' });
    await saidAt(page, '/operations/0/payloads/1/payload', 'invalid_payload').waitFor();
    await saidAt(page, '/operations/0/rollout/duration', 'invalid_duration').waitFor();
    const refusal = await page.locator('.review .note-error').innerText();
    expect(refusal).toContain('1 Publish a release · Payloads · aarch64 checksum');
    expect(refusal).not.toContain('/operations/');
    expect(await page.locator('.still-missing').count()).toBe(0);

    const rowNames = () =>
      page
        .locator('.payload-row .button-small')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(await rowNames()).toEqual(
      ['x86_64', 'aarch64', 's390x'].map((name) => `Remove the payload ${name} checksum`),
    );
    await page.getByRole('button', { name: 'Remove the payload x86_64 checksum' }).click();
    await expect
      .poll(() => page.evaluate('document.activeElement.ariaLabel'))
      .toBe('Remove the payload aarch64 checksum');
    await page.context().close();
  });

  test('says which finished rollout goes in the same change, and what is a warning is not to be filled in', async () => {
    const { page } = await opened('stable');
    await at(page, '/operations/0/payloads/1/basearch').waitFor();
    const names = await page
      .locator('.payload-row .button-small')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    const row = names.indexOf('Remove the payload x86_64 checksum');
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, { version: '44.20261201.3.0', [`payloads/${row}/payload`]: SUM });
    await enabledButton(page).waitFor();
    const tried = await running.app.as(ADMIN, 'post', '/admin/v1/streams/stable/changes?dry_run=true').send({
      operations: [
        {
          ...{
            op: 'publish_release',
            version: '44.20261201.3.0',
            rollout: { start: 'now', duration: '48h' },
          },
          payloads: [{ basearch: 'x86_64', scheme: 'checksum', payload: SUM }],
        },
      ],
    });
    const edges = tried.body.diff.flatMap(
      ({ edges_removed }: { edges_removed: string[][] }) => edges_removed,
    );
    const [[, cleaned]] = edges;
    const note = page.locator('[data-cleaned]');
    expect(await note.getAttribute('data-cleaned')).toBe(cleaned);
    expect(await note.innerText()).toContain(`${edges.length} edges to it go, and nodes go to`);
    expect(await page.locator('.finding[data-code="missing_basearch"]').count()).toBe(3);
    expect(await page.locator('.still-missing').count()).toBe(0);
    const box = await button(page).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(page.viewportSize()?.height ?? 0);
    await page.context().close();
  });

  test('makes an alias of a payload, and takes it away', async () => {
    const { page, stream } = await openedForm();
    await page.locator('select[name="add"]').selectOption('add_payload_alias');
    await at(page, '/operations/0').getByRole('button', { name: 'Remove', exact: true }).click();
    await fillIn(page, { version: 'v1', basearch: 'x86_64', payload: SUM, reason: LINK });
    await at(page, '/operations/0/scheme').selectOption('checksum');
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();

    await page.locator('select[name="add"]').selectOption('remove_payload_alias');
    await at(page, '/operations/0').getByRole('button', { name: 'Remove', exact: true }).click();
    await fillIn(page, { version: 'v2' });
    await page.getByText('There is no payload alias of this version.').waitFor();
    await fillIn(page, { version: 'v1' });
    await at(page, '/operations/0/id').selectOption(`x86_64 checksum ${SUM}`);
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done[data-revision="3"]').waitFor();
    expect((await adminGet(`streams/${stream}/releases/v1`)).payload_aliases).toEqual([]);
    await page.context().close();
  });

  test('sends a start in the zone of the viewer as the API takes it', async () => {
    const { page, stream } = await openedForm({ timezoneId: 'Asia/Shanghai' });
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, whole);
    await startAt(page, '2026-11-24T16:30:00Z', '2026-11-25T00:30');
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();
    expect((await adminGet(`streams/${stream}/releases/v3`)).rollout.start).toBe('2026-11-24T16:30:00Z');
    await page.context().close();
  });

  test('keeps the form where one answer about the stream is a refusal', async () => {
    const { page, stream } = await openedForm();
    await fillIn(page, { version: 'v3' });
    await page.route(`**/admin/v1/streams/${stream}`, (route) =>
      route.fulfill({ status: 429, json: { kind: 'too_many_requests', detail: 'slowly' } }),
    );
    await page.locator('[data-kind="too_many_requests"]').first().waitFor();
    expect(await at(page, '/operations/0/version').inputValue()).toBe('v3');
    await page.context().close();
  });

  test('proposes payloads once the server is back', async () => {
    const stream = await newStream();
    const watched = await running.open(`publish/${stream}`);
    await watched.page.route('**/releases?limit=*', (route) => route.abort());
    await signIn(watched.page, await running.tokenOf('publisher'));
    const first = at(watched.page, '/operations/0/payloads/0/basearch');
    await first.waitFor();
    expect(await first.inputValue()).toBe('');
    await watched.page.unroute('**/releases?limit=*');
    await expect.poll(() => first.inputValue(), { timeout: 10_000 }).toBe('x86_64');
    await watched.page.context().close();
  });

  test('does what is dangerous only once its codes were typed', async () => {
    const { page, stream } = await openedForm();
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, whole);
    await startAt(page, '2026-11-21T00:00:00Z');
    await page.locator('.to-type').waitFor();
    const codes = (await page.locator('.to-type').textContent()) ?? '';
    expect(codes.split(' ').sort()).toEqual(['blast_radius', 'start_in_past']);
    await page.locator('input[name="confirm"]').fill('start_in_past');
    expect(await button(page).isDisabled()).toBe(true);
    await page.locator('input[name="confirm"]').fill(codes);
    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();
    const [entry] = (await adminGet(`audit?stream=${stream}`)).items;
    expect(entry).toMatchObject({ revision: 2, operations: [{ confirm: codes.split(' ') }] });
    await page.context().close();
  });

  test('makes several operations one change, with what nodes will show', async () => {
    const { page, stream } = await openedForm();
    await fillIn(page, whole);
    await page.locator('select[name="add"]').selectOption('set_deadend');
    await at(page, '/operations/1/version').fill('v0');
    expect(await page.locator('[data-standing="v0"]').textContent()).toContain('x86_64');
    await at(page, '/operations/1/reason').fill(LINK);
    expect(await page.locator('.motd pre').textContent()).toBe(
      `This release is a dead-end and will not further auto-update: ${LINK}`,
    );
    await page.locator('select[name="add"]').selectOption('clear_barrier');
    await at(page, '/operations/2/version').fill('v1');
    await page.locator('select[name="add"]').selectOption('retire_release');
    await at(page, '/operations/3').getByRole('button', { name: 'Remove', exact: true }).click();
    await at(page, '/reason').fill('the autumn release');
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();
    const [entry] = (await adminGet(`audit?stream=${stream}`)).items;
    expect([entry.reason, entry.operations.map(({ op }: { op: string }) => op)]).toEqual([
      'the autumn release',
      ['publish_release', 'set_deadend', 'clear_barrier'],
    ]);
    await page.context().close();
  });

  test.each([
    [
      'invalid_release_data',
      'payloads/0/payload',
      'invalid_payload',
      { ...whole, 'payloads/0/payload': 'x' },
    ],
    ['already_exists', 'version', 'duplicate_version', { ...whole, version: 'v2' }],
  ])('does nothing of a change that is refused as %s', async (kind, place, code, fields) => {
    const { page, stream } = await openedForm();
    await fillIn(page, fields);
    await page.locator(`.review [data-kind="${kind}"]`).waitFor();
    await saidAt(page, `/operations/0/${place}`, code).waitFor();
    expect(await button(page).isDisabled()).toBe(true);
    expect((await adminGet(`streams/${stream}`)).revision).toBe(1);
    await page.context().close();
  });

  test('keeps a draft over a reload, without the token, and lets go of it when told to', async () => {
    const { page, token } = await openedForm();
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, { ...whole, 'rollout/duration': '36h' });
    const kept = () => page.evaluate<string>('JSON.stringify(localStorage)');
    await expect.poll(kept).toContain('36h');
    expect(await kept()).not.toContain(token);
    // Whoever leaves at once loses nothing of it either.
    await fillIn(page, { 'rollout/duration': '37h' });
    await page.reload();
    await signIn(page, await running.tokenOf('publisher'));
    expect(await page.locator('[data-restored]').textContent()).toContain('Nov 22, 2026');
    expect(await at(page, '/operations/0/version').inputValue()).toBe('v3');
    expect(await at(page, '/operations/0/rollout/duration').inputValue()).toBe('37h');
    await enabledButton(page).waitFor();
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    expect(await at(page, '/operations/0/version').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await at(page, '/operations/0/version').inputValue()).toBe('v3');
    await page.getByRole('button', { name: 'Discard the draft' }).click();
    await page.reload();
    await signIn(page, await running.tokenOf('publisher'));
    await at(page, '/operations/0/version').waitFor();
    expect(await page.locator('[data-restored]').count()).toBe(0);
    await page.context().close();
  });

  test('keeps what was typed when somebody else changes the stream, and does not overwrite that unseen', async () => {
    const { page, watched, stream } = await openedForm();
    await fillIn(page, whole);
    await enabledButton(page).waitFor();
    const release = await holdingPolls(page, stream);
    await changeElsewhere(stream);
    await button(page).click();
    await page.locator('.review [data-kind="stale_revision"]').waitFor();
    release();
    await page.locator('.review .note-warning', { hasText: 'Somebody else has changed' }).waitFor();
    expect(await at(page, '/operations/0/payloads/0/payload').inputValue()).toBe(SUM);
    expect((await adminGet(`streams/${stream}`)).revision).toBe(2);
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done[data-revision="3"]').waitFor();
    expect(faultsOf(watched)).toEqual([]);
    await page.context().close();
  });

  test('takes documents once they are mended, and says the line that is broken', async () => {
    const stream = await newStream();
    const { page } = await opened(`${stream}?way=documents`);
    const releases = at(page, 'document-releases');
    await releases.fill('{\n  "releases": [\n    {"version": "1",}\n]}');
    expect(await page.locator('[data-line="3"][data-column="21"]').textContent()).toContain('double quotes');
    expect(await button(page).count()).toBe(0);

    await releases.fill(JSON.stringify(indexOf('v0', 'v1', 'v2', '4'), null, 1));
    const updates = {
      stream: 's',
      releases: [{ version: '4', metadata: { rollout: { start_percentage: 100 } } }],
    };
    await at(page, 'document-updates').fill(JSON.stringify(updates, null, 2));
    await page.locator('.review .note-error', { hasText: 'fraction_out_of_range' }).waitFor();
    await page.locator('.review .fault-place', { hasText: 'Updates metadata, line 8' }).click();
    expect(
      await page.evaluate(
        '(({ value, selectionStart }) => value.slice(selectionStart))(document.activeElement)',
      ),
    ).toMatch(/^100\n/);

    await at(page, 'document-updates').fill(JSON.stringify(rolledOut('4')));
    await page.locator('.to-type').waitFor();
    expect(await page.locator('.finding[data-code="blast_radius"]').textContent()).toContain(
      'Updates metadata, line 1',
    );
    const codes = (await page.locator('.to-type').textContent()) ?? '';
    await page.reload();
    await signIn(page, await running.tokenOf('publisher'));
    await page.locator('.to-type').waitFor();
    expect(await button(page).isDisabled()).toBe(true);
    await page.locator('input[name="confirm"]').fill(codes);
    await button(page).click();
    await page.locator('.done[data-revision="2"]').waitFor();
    expect((await running.app.get(`/prod/streams/${stream}/releases.json`)).body.releases).toEqual(
      indexOf('v0', 'v1', 'v2', '4').releases,
    );
    expect(await releases.inputValue()).toBe('');
    await page.context().close();
  });

  test('does not import over what somebody else has changed unseen', async () => {
    const stream = await newStream();
    const { page } = await opened(`${stream}?way=documents`);
    await at(page, 'document-releases').fill(JSON.stringify(indexOf('v0', 'v1', 'v2', '4')));
    await page.locator('.to-type').waitFor();
    const codes = (await page.locator('.to-type').textContent()) ?? '';
    await page.locator('input[name="confirm"]').fill(codes);
    await enabledButton(page).waitFor();
    const release = await holdingPolls(page, stream);
    await changeElsewhere(stream);
    await button(page).click();
    await page.locator('.review [data-kind="stale_revision"]').waitFor();
    release();
    await page.locator('.review .note-warning', { hasText: 'Somebody else has changed' }).waitFor();
    expect(await at(page, 'document-releases').inputValue()).toContain('"4"');
    expect((await adminGet(`streams/${stream}`)).revision).toBe(2);
    await page.context().close();
  });

  test('keeps what was typed while the server is away, and when the token is taken no more', async () => {
    const { page, watched, token } = await openedForm();
    await fillIn(page, whole);
    await enabledButton(page).waitFor();
    await page.route('**/admin/v1/**', (route) => route.abort());
    await fillIn(page, { 'payloads/0/payload': 'x' });
    await page.locator('.review [data-kind="unreachable"]').waitFor();
    await page.unroute('**/admin/v1/**');
    const { name: own } = (await running.app.as(token, 'get', '/admin/v1/whoami')).body;
    const { items } = await adminGet('tokens?limit=500');
    const [{ id }] = items.filter(({ name }: { name: string }) => name === own);
    await running.app.as(ADMIN, 'delete', `/admin/v1/tokens/${id}`).expect(200);
    await fillIn(page, { 'payloads/0/payload': SUM });
    await page.locator('.review [data-kind="unauthenticated"]').waitFor();
    expect(await at(page, '/operations/0/version').inputValue()).toBe('v3');
    expect(faultsOf(watched)).toEqual([]);
    await page.context().close();
  });

  test('begins with the documents that stand, which change nothing, and takes a file', async () => {
    const { page, ...watched } = await opened('stable?way=documents');
    for (const box of await page.getByRole('button', { name: 'Begin with the current one' }).all()) {
      await box.click();
    }
    await page.locator('.review', { hasText: 'this changes nothing' }).waitFor();
    expect(await button(page).isDisabled()).toBe(true);
    const choose = (text: string) =>
      page.locator('input[type="file"][name="updates"]').setInputFiles({
        ...{ name: 'stable.json', mimeType: 'application/json', buffer: Buffer.from(text) },
      });
    await choose('{"releases": 4}');
    await expect.poll(() => at(page, 'document-updates').inputValue()).toBe('{"releases": 4}');
    // The same file, mended meanwhile, is another choice.
    expect(await page.locator('input[type="file"][name="updates"]').inputValue()).toBe('');
    await choose('{"releases": 5}');
    await expect.poll(() => at(page, 'document-updates').inputValue()).toBe('{"releases": 5}');
    await page.locator('.review [data-kind="invalid_release_data"]').waitFor();
    expect(faultsOf({ ...watched, page })).toEqual([]);
    await page.context().close();
  });

  test('takes a document that is dropped on its box', async () => {
    const { page } = await opened('stable?way=documents');
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{"releases": [}'], 'releases.json'));
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      document.getElementById('document-releases').dispatchEvent(drop);
    })()`);
    await page.locator('[data-line="1"][data-column="15"]').waitFor();
    expect(await at(page, 'document-releases').inputValue()).toBe('{"releases": [}');
    await page.context().close();
  });

  test('says so where the browser has no room for a draft', async () => {
    const { page } = await openedForm();
    await page.evaluate('Storage.prototype.setItem = () => { throw new Error("full") }');
    await fillIn(page, { version: 'v3' });
    await page.locator('.draft-note', { hasText: 'no room for the draft' }).waitFor();
    await page.context().close();
  });

  test('goes from one way to the other by keys, and keeps both in the address and in hand', async () => {
    const { page } = await openedForm();
    await fillIn(page, whole);
    await page.getByRole('tab', { name: 'Form' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Documents');
    expect(new URL(page.url()).searchParams.get('way')).toBe('documents');
    await page.keyboard.press('ArrowRight');
    expect(await at(page, '/operations/0/version').inputValue()).toBe('v3');
    expect(await page.locator('[data-restored]').count()).toBe(0);
    await page.context().close();
  });

  test.each(['viewer', 'operator'] as const)('is not for a %s, who is told so', async (role) => {
    const { page } = await running.open('publish/stable');
    await signIn(page, await running.tokenOf(role));
    await page.locator('[data-wall="publisher"]').waitFor();
    expect(await page.locator('[role="tabpanel"]').count()).toBe(0);
    await page.context().close();
  });

  test.each([
    ['in the light', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['in the dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
    ['on a phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
    ['in Chinese', { colorScheme: 'dark', viewport: { width: 390, height: 844 }, locale: 'zh-CN' }],
  ] as const)('keeps nobody out %s', async (_, looks) => {
    const { page } = await openedForm(looks);
    await page.locator('input[name="barrier"]').check();
    await page.locator('input[name="rollout"]').check();
    await fillIn(page, { ...whole, 'barrier/reason': 'no link', 'rollout/duration': '5m' });
    await page.locator('.to-type').waitFor();
    await page.locator('select[name="add"]').selectOption('set_deadend');
    await page.locator('.still-missing').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    await page.locator('#tab-documents').click();
    await at(page, 'document-updates').fill('{');
    await page.locator('.fault-error').waitFor();
    expect(await graveFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.context().close();
  });
});

describe.skipIf(!hasBrowser)('the page Publish of a stream that follows a source', () => {
  let folder: GraphFolder;
  let running: RunningConsole;

  beforeAll(async () => {
    folder = new GraphFolder();
    folder.write('f', { index: indexOf('1', '2'), updates: rolledOut('2') });
    running = await RunningConsole.start({ graphData: folder.path, mode: 'follow' });
  });

  afterAll(async () => {
    await running.close();
    folder.remove();
  });

  test('says what is taken there, and what is refused', async () => {
    const { page } = await running.open('publish/f');
    await signIn(page, await running.tokenOf('publisher'));
    await page.locator('[data-note="follows"]').waitFor();
    await at(page, '/operations/0/version').fill('3');
    await at(page, '/operations/0/payloads/0/payload').fill(SUM);
    await page.locator('.review [data-kind="stream_follows_source"]').waitFor();
    await page.locator('#tab-documents').click();
    await at(page, 'document-releases').fill(JSON.stringify(indexOf('1', '2', '3')));
    await page.locator('.review [data-kind="stream_follows_source"]').waitFor();

    await page.locator('#tab-form').click();
    await page.locator('select[name="add"]').selectOption('set_barrier');
    await at(page, '/operations/0').getByRole('button', { name: 'Remove', exact: true }).click();
    await at(page, '/operations/0/version').fill('2');
    await at(page, '/operations/0/reason').fill(LINK);
    await enabledButton(page).waitFor();
    await button(page).click();
    await page.locator('.done').waitFor();
    const { body } = await running.app.as(ADMIN, 'get', '/admin/v1/streams/f/releases/2');
    expect(body.barrier).toEqual({ reason: LINK, basearches: null, origin: 'local' });
    await page.context().close();
  });
});
