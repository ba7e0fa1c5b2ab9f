import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.test.ts'],
    // Real agents need more than a machine with Node: npm run test:agent. Screenshots are for looking at: npm run screenshots.
    exclude: ['test/agent/**', 'test/screenshots/**'],
    globalSetup: ['./test/without-browser.ts', './test/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Browsers, processes and time-outs share CI's machine with who knows whom: once more, and the report says so.
    retry: process.env['CI'] ? 1 : 0,
  },
});
