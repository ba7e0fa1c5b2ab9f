/** Makes the pictures that are looked at before a change of the console is done: npm run screenshots. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RunningConsole, signIn } from '../e2e/console.js';
import { FurnishedApp } from '../e2e/furnished-app.js';
import { LOOK_NAMES, LOOKS, SHOTS } from './pages.js';

const FOLDER = join(import.meta.dirname, '../../screenshots');

let furnished: FurnishedApp;
let running: RunningConsole;
let token: string;

beforeAll(async () => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  furnished = await FurnishedApp.start();
  running = await RunningConsole.before(furnished.app);
  token = await running.tokenOf('admin');
});

afterAll(async () => {
  await running.browser.close();
  await furnished.close();
});

describe.each(LOOK_NAMES)('%s', (look) => {
  test.each(SHOTS)('$name', async ({ name, path, signedIn }) => {
    const { page, complaints, strangers } = await running.open('', LOOKS[look]);
    if (signedIn) await signIn(page, token);
    await running.follow(page, path);
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(FOLDER, `${name}.${look}.png`), fullPage: true });
    await page.context().close();
    expect([complaints, strangers]).toEqual([[], []]);
  });
});
