import { type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, Kind, print, stripIgnoredCharacters, visit } from 'graphql';

/**
 * A codegen plugin: each operation becomes one plain string with the fragments that it uses, typed by its result and variables.
 * A string, where the stock plugin makes an instance of a class: bundlers drop the unused ones, and the package keeps free of dependencies.
 */
export function plugin(_schema: GraphQLSchema, files: readonly { readonly document?: DocumentNode }[]) {
  const definitions = files.flatMap((file) => file.document?.definitions ?? []);
  const fragments = new Map(
    definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]),
  );
  const documents = definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const name = operation.name?.value;
      if (name === undefined) throw new Error('An operation of the SDK has no name.');
      const text = [operation, ...fragmentsOf(operation, fragments)].map((node) => stripIgnoredCharacters(print(node))).join(' ');
      return [
        `/** The operation \`${name}\`, for \`client.request\`. */`,
        `export const ${name}Document = ${JSON.stringify(text)} as TypedDocumentString<types.${name}, types.${name}Variables>;`,
      ].join('\n');
    });
  const imports = ["import type { TypedDocumentString } from '../document.ts';", "import type * as types from './types.ts';"];
  return [...imports, '', documents.join('\n\n'), ''].join('\n');
}

/** Every fragment that a definition spreads, itself or through another one, each once. */
function fragmentsOf(definition: DocumentNode['definitions'][number], all: ReadonlyMap<string, FragmentDefinitionNode>) {
  const found = new Set<FragmentDefinitionNode>();
  const collect = (node: DocumentNode['definitions'][number]) =>
    visit(node, {
      FragmentSpread(spread) {
        const fragment = all.get(spread.name.value);
        if (fragment === undefined || found.has(fragment)) return;
        found.add(fragment);
        collect(fragment);
      },
    });
  collect(definition);
  return found;
}
