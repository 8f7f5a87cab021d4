import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: '../../schema.graphql',
  documents: ['client-preset.test.ts'],
  generates: {
    './generated/preset/': {
      preset: 'client',
      presetConfig: {
        persistedDocuments: { hashAlgorithm: 'sha256' },
        fragmentMasking: { unmaskFunctionName: 'readFragment' },
      },
      config: { documentMode: 'string', scalars: { Date: 'string', DateTime: 'string' } },
    },
  },
};

export default config;
