import { CHROMIUM } from './e2e/chromium.js';

/** As a global setup whose end comes after every summary: what was not tested is the last that is read. */
export default function setup(): () => void {
  return () => {
    if (CHROMIUM !== undefined) return;
    process.stderr.write(
      '\nNo Chromium was found: no page was tested in a browser. Debian: apt-get install chromium\n',
    );
  };
}
