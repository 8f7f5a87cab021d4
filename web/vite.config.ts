import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // From source: the explorer needs no build of the SDK.
  resolve: { alias: { '@chancery/sdk': join(import.meta.dirname, '..', 'sdk', 'src', 'index.ts') } },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A font or picture in a data: address would be refused by the content security policy of everything but images.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/graphql': process.env.CHANCERY_URL ?? 'http://127.0.0.1:4000' } },
});
