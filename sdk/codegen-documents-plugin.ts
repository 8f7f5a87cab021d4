import type { DocumentNode, GraphQLSchema } from 'graphql';
import { printOperations } from './print-operations.ts';

/**
 * A codegen plugin: each operation as a plain string with the fragments that it uses, typed by its result and variables.
 * Bundlers drop unused strings, and strings need no runtime dependency; the stock plugin creates instances of a class.
 */
export function plugin(_schema: GraphQLSchema, files: readonly { readonly document?: DocumentNode }[]) {
  const documents = [...printOperations(files)].map(([name, text]) =>
    [
      `/** The operation \`${name}\`, for \`client.request\`. */`,
      `export const ${name}Document = ${JSON.stringify(text)} as TypedDocumentString<types.${name}, types.${name}Variables>;`,
    ].join('\n'),
  );
  const imports = [
    "import type { TypedDocumentString } from '../typed-document.ts';",
    "import type * as types from './types.ts';",
  ];
  return [...imports, '', documents.join('\n\n'), ''].join('\n');
}
