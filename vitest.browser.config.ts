import { defineConfig } from 'vitest/config';

/** Tests that drive a browser: slower than the rest, and in need of an installed Chromium. */
export default defineConfig({
  test: {
    include: ['src/explorer/browser/*.browser.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One worker for each processor: the pages wait for the browser most of the time.
    maxWorkers: 2,
  },
});
