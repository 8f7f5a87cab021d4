import { type DocumentNode, type GraphQLSchema, print } from 'graphql';
import { printOperations } from '../sdk/print-operations.ts';

/** A codegen plugin: each operation of a view as a string typed by its result and variables, laid out for people, who are shown it. */
export function plugin(_schema: GraphQLSchema, files: readonly { readonly document?: DocumentNode }[]) {
  const texts = printOperations(files, (nodes) => nodes.map(print).join('\n\n'));
  const documents = [...texts].map(
    ([name, text]) =>
      `export const ${name}Document = ${JSON.stringify(text)} as TypedDocumentString<${name}, ${name}Variables>;`,
  );
  return {
    prepend: ["import type { TypedDocumentString } from '@chancery/sdk';", ''],
    content: `\n${documents.join('\n\n')}\n`,
  };
}
