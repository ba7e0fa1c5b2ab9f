import { defineConfig } from 'vite';

const here = (path) => new URL(path, import.meta.url).pathname;

/** The console as files that the server sends. `npx vite --config src/adapters/console/vite.config.js` serves it while it is worked on. */
export default defineConfig({
  root: here('.'),
  base: '/console/',
  publicDir: false,
  build: {
    outDir: here('../../../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // From when on browsers know `light-dark()`.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A strict policy forbids what stands in the page itself.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/v1', '/admin', '/prod', '/updates', '/readyz'].map((path) => [path, 'http://127.0.0.1:8080']),
    ),
  },
});
