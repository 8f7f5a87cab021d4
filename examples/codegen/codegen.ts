import type { CodegenConfig } from '@graphql-codegen/cli';

/** Documents as strings, typed by the SDL that the SDK has with it. */
const config: CodegenConfig = {
  schema: 'node_modules/@chancery/sdk/dist/schema.graphql',
  documents: 'codegen/leaders.ts',
  generates: {
    'codegen/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumType: 'string-literal',
        importExtension: '.ts',
        scalars: { Date: 'string', DateTime: 'string' },
      },
    },
  },
};

export default config;
