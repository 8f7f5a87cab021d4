import { join } from 'node:path';
import { defineConfig } from 'vite';

const sdkSource = join(import.meta.dirname, '..', 'sdk', 'src');

export default defineConfig({
  root: import.meta.dirname,
  // The explorer compiles the SDK from source, without a build of it. The longer name comes first: aliases match prefixes.
  resolve: {
    alias: { '@chancery/sdk/core': join(sdkSource, 'core.ts'), '@chancery/sdk': join(sdkSource, 'index.ts') },
  },
  build: {
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // The content security policy rejects data: URLs for everything but images.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The directives of server components in libraries mean nothing here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { proxy: { '/graphql': process.env.CHANCERY_URL ?? 'http://127.0.0.1:4000' } },
});
