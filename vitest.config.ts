import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'steps/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['node_modules/**', 'dist/**'],
    globalSetup: ['scripts/unit-compile.ts'],
    setupFiles: ['scripts/unit-setup.ts'],
    // Ends a test that hangs; no result depends on how fast a machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'threads',
    // One more than there are cores: some tests wait for a process or for a bound to run out.
    maxWorkers: 3,
    isolate: false,
    // Built files run as they are: steps are loaded beside them, and both have to be the same modules.
    server: { deps: { external: [/\/dist\/(src|steps)\//] } },
  },
});
