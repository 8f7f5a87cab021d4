import { type DocumentNode, type FragmentDefinitionNode, Kind, print, stripIgnoredCharacters, visit } from 'graphql';

/** Returns the text of each operation with the fragments that it uses, by name; on one line, unless `printNodes` formats it. */
export function printOperations(
  files: readonly { readonly document?: DocumentNode }[],
  printNodes = (nodes: readonly DocumentNode['definitions'][number][]): string =>
    nodes.map((node) => stripIgnoredCharacters(print(node))).join(' '),
): Map<string, string> {
  const definitions = files.flatMap((file) => file.document?.definitions ?? []);
  const fragments = new Map(
    definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return new Map(
    definitions
      .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
      .map((operation) => {
        const name = operation.name?.value;
        if (name === undefined) throw new Error('An operation has no name.');
        return [name, printNodes([operation, ...collectFragments(operation, fragments)])];
      }),
  );
}

/** Returns each fragment that a definition spreads, directly or through other fragments. */
function collectFragments(
  definition: DocumentNode['definitions'][number],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
) {
  const found = new Set<FragmentDefinitionNode>();
  const collect = (node: DocumentNode['definitions'][number]) =>
    visit(node, {
      FragmentSpread(spread) {
        const fragment = fragments.get(spread.name.value);
        if (fragment === undefined || found.has(fragment)) return;
        found.add(fragment);
        collect(fragment);
      },
    });
  collect(definition);
  return found;
}
