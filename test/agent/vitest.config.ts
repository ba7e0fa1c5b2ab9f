import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: ['test/agent/**/*.test.ts'],
    globalSetup: ['./test/agent/setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Agents sleep most of the time.
    maxWorkers: 4,
    maxConcurrency: 20,
  },
});
