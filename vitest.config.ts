import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without these conditions graphql's development build is loaded beside the one that node_modules use: two realms.
  ssr: { resolve: { conditions: ['module-sync', 'node', 'import'] } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/kit/global-setup.ts'],
    testTimeout: 20_000,
    // Much of a run waits for processes that a test has started.
    maxWorkers: 2,
  },
});
