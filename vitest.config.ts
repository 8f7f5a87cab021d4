import { defineConfig } from 'vitest/config';

// These put modules of their own in the place of others, so they share no process with other files.
const apart = ['test/api/auth.test.ts', 'test/db/migrate.test.ts'];

const inBrowser = 'test/web/**/*.test.ts';
// They start processes, and wait for them, over and over.
const ofProcesses = [
  'test/cli/**/*.test.ts',
  'test/documentation.test.ts',
  'test/sdk/package.test.ts',
  'test/sdk/examples.test.ts',
];

export default defineConfig({
  // Without these conditions graphql's development build is loaded beside the one that node_modules use: two realms.
  ssr: { resolve: { conditions: ['module-sync', 'node', 'import'] } },
  test: {
    globalSetup: ['test/helpers/global-setup.ts'],
    // Only what hangs is to run into these: on a machine that is busy with other work all takes ten times as long.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Much of a run waits for processes that a test has started.
    maxWorkers: 2,
    projects: [
      // What the files import is loaded once for a worker: it takes as long as many a file's tests.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...apart, ...ofProcesses, inBrowser],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'apart', include: apart } },
      { extends: true, test: { name: 'cli', include: ofProcesses, isolate: false } },
      // One server and one browser, which all of them look at.
      {
        extends: true,
        test: {
          name: 'web',
          include: [inBrowser],
          isolate: false,
          globalSetup: ['test/web/global-setup.ts'],
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
