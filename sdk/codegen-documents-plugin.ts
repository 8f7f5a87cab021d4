import type { DocumentNode, GraphQLSchema } from 'graphql';
import { printOperations } from './print-operations.ts';

/**
 * A codegen plugin: each operation becomes one plain string with the fragments that it uses, typed by its result and variables.
 * A string, where the stock plugin makes an instance of a class: bundlers drop the unused ones, and the package keeps free of dependencies.
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
