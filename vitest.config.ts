import { defineConfig } from 'vitest/config';

// They mock modules or define globals, so they must not share a process with other files.
const isolatedTests = ['test/api/auth.test.ts', 'test/sdk/react.test.ts'];
const migrationTests = 'test/db/migrate*.test.ts';

// They import whole data sets and many files, read texts, or compare the whole database after each of many edits. This
// takes as long as all other tests together.
const importTests = [
  'test/ingest/**/*.test.ts',
  'test/editing/decide-draft.test.ts',
  'test/editing/read-text.test.ts',
  'test/store/assert-invariants.test.ts',
  'test/store/backfill-history.test.ts',
  'test/store/history.test.ts',
  'test/store/merge.test.ts',
];
const browserTests = 'test/web/**/*.test.ts';
// Their packages are installed separately.
const clientTests = 'test/clients/**/*.test.ts';
// They start many processes and wait for them.
const processTests = [
  'test/cli/**/*.test.ts',
  'test/documentation.test.ts',
  'test/sdk/package.test.ts',
  'test/sdk/examples.test.ts',
];

// Node loads the modules itself, which is faster than Vite's module runner. Only mocks and the codegen clients need that one.
const nativeModules = { experimental: { viteModuleRunner: false } };

export default defineConfig({
  // Without these conditions Vite loads graphql's development build and node_modules the other: two instances of its classes.
  ssr: { resolve: { conditions: ['module-sync', 'node', 'import'] } },
  test: {
    globalSetup: ['test/helpers/global-setup.ts'],
    // High enough that only a test that hangs reaches them: on a busy machine a test takes ten times as long.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Two, because tests start processes that need the other cores.
    maxWorkers: 2,
    projects: [
      // Loading the imports takes as long as the tests of many files, so each worker loads them once.
      {
        extends: true,
        test: {
          ...nativeModules,
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...isolatedTests, migrationTests, ...importTests, ...processTests, browserTests, clientTests],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'isolated', include: isolatedTests } },
      { extends: true, test: { name: 'migrations', include: [migrationTests] } },
      { extends: true, test: { ...nativeModules, name: 'imports', include: importTests, isolate: false } },
      { extends: true, test: { ...nativeModules, name: 'cli', include: processTests, isolate: false } },
      {
        extends: true,
        test: { name: 'clients', include: [clientTests], globalSetup: ['test/clients/generate.ts'] },
      },
      // One server and one browser for all files.
      {
        extends: true,
        test: {
          ...nativeModules,
          name: 'web',
          include: [browserTests],
          isolate: false,
          globalSetup: ['test/web/global-setup.ts'],
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
  },
});
