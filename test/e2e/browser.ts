import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

if (CHROMIUM === undefined && process.env['CI'] === 'true') {
  throw new Error('the pages must be tested in a browser: apt-get install chromium');
}

/** Where there is no browser this is said as skipped; CI refuses to go without. */
export const hasBrowser = CHROMIUM !== undefined;

/** A browser that asks nobody anything by itself. */
export async function startBrowser(): Promise<Browser> {
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [...quiet, '--disable-component-update', '--disable-sync'],
  });
}
