import { type DocumentNode, type GraphQLSchema, Kind, print } from 'graphql';
import { printOperations } from '../sdk/print-operations.ts';

interface OperationsFile {
  readonly type?: 'standard' | 'external';
  readonly document?: DocumentNode;
}

/** A codegen plugin: each operation of a view as a typed string, formatted because the explorer displays it. */
export function plugin(_schema: GraphQLSchema, files: readonly OperationsFile[]) {
  const texts = printOperations(files.map(withoutSdkOperations), (nodes) => nodes.map(print).join('\n\n'));
  const documents = [...texts].map(
    ([name, text]) =>
      `export const ${name}Document = ${JSON.stringify(text)} as TypedDocumentString<${name}, ${name}Variables>;`,
  );
  return `\n${documents.join('\n\n')}\n`;
}

/** Views use the fragments of the SDK, and operations of their own. */
function withoutSdkOperations(file: OperationsFile): OperationsFile {
  const { type, document } = file;
  if (type !== 'external' || !document) return file;
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { document: { ...document, definitions } };
}
