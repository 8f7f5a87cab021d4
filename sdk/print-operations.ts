import { type DocumentNode, type FragmentDefinitionNode, Kind, print, stripIgnoredCharacters, visit } from 'graphql';

/** Each operation by its name, as one text with the fragments that it uses; on one line, unless they are written otherwise. */
export function printOperations(
  files: readonly { readonly document?: DocumentNode }[],
  written = (nodes: readonly DocumentNode['definitions'][number][]): string =>
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
        return [name, written([operation, ...collectFragments(operation, fragments)])];
      }),
  );
}

/** Every fragment that a definition spreads, itself or through another one, each once. */
function collectFragments(
  definition: DocumentNode['definitions'][number],
  all: ReadonlyMap<string, FragmentDefinitionNode>,
) {
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
