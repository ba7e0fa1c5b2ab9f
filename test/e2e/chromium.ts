import { existsSync } from 'node:fs';

/** Where there is a browser on this machine; CI refuses to go without. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

if (CHROMIUM === undefined && process.env['CI'] === 'true') {
  throw new Error('the pages must be tested in a browser: apt-get install chromium');
}
