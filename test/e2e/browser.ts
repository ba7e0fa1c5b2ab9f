import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { CHROMIUM } from './chromium.js';

/** Where there is no browser this is said as skipped, and in the last lines of the run. */
export const hasBrowser = CHROMIUM !== undefined;

/** A browser that asks nobody anything by itself. */
export async function startBrowser(): Promise<Browser> {
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  return chromium.launch({
    executablePath: CHROMIUM ?? '',
    args: [...quiet, '--disable-component-update', '--disable-sync'],
  });
}

/** A page, and what must not happen on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of its scripts, and what the browser has to say against it. */
  readonly complaints: string[];
  /** What it asked of other hosts. */
  readonly strangers: string[];
}

/** A page that shares nothing with any other. */
export async function watchedPage(browser: Browser, looks: BrowserContextOptions = {}): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, ...looks });
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname, href } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') strangers.push(href);
  });
  return { page, complaints, strangers };
}
