import { type DocumentNode, type GraphQLSchema, Kind, print, stripIgnoredCharacters } from 'graphql';
import { printOperations } from './print-operations.ts';
import {
  buildRegularOperation,
  buildRegularPayload,
  expandArguments,
  getRegularNounType,
  getRegularType,
  nameOperation,
  type OperationKind,
} from './src/regular-operation.ts';

const kinds: readonly OperationKind[] = ['Get', 'List', 'Count', 'Record', 'Correct'];

/**
 * A codegen plugin: what a client with every noun needs to build its operations. Fragments appear once, and operations
 * and payloads that follow from the name of their noun not at all.
 */
export function plugin(_schema: GraphQLSchema, files: readonly { readonly document?: DocumentNode }[]): string {
  const operations = printOperations(files, ([operation]) =>
    operation === undefined ? '' : stripIgnoredCharacters(print(operation)),
  );
  const fragments = new Map(
    files
      .flatMap(({ document }) => document?.definitions ?? [])
      .flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION
          ? [[node.name.value, renderSelection(node.name.value, stripIgnoredCharacters(print(node)))] as const]
          : [],
      ),
  );
  const getDetail = (type: string): string => (fragments.has(`${type}Detail`) ? `${type}Detail` : type);
  const nounTypes = new Map(
    [...operations.values()].flatMap((text) => {
      const [, list, type] = /^query List\w+\([^{]*\)\{page:(\w+)\([^{]*\)\{nodes\{\.\.\.(\w+)\}/.exec(text) ?? [];
      return list === undefined || type === undefined ? [] : [[list, type] as const];
    }),
  );
  for (const [list, type] of nounTypes) {
    for (const kind of kinds) {
      const name = nameOperation(kind, list, type);
      const text = operations.get(name) ?? '';
      const [, keyName = ''] = /\(\$(\w+):/.exec(text) ?? [];
      const regular = buildRegularOperation(kind, list, type, getDetail(type), keyName);
      if (expandArguments(regular) === text) operations.delete(name);
    }
    const payload = `${type}Payload`;
    if (fragments.get(payload) === buildRegularPayload(type, getDetail(type))) fragments.delete(payload);
  }
  for (const [list, type] of nounTypes) if (getRegularNounType(list) === type) nounTypes.delete(list);
  for (const [name, text] of operations) operations.set(name, shortenArguments(text));
  return [
    renderTable('The type of the items of a list, if it does not follow from its name.', 'nounTypes', nounTypes),
    renderTable(
      'The fields of each fragment, after its type if that does not follow from its name.',
      'fragments',
      fragments,
    ),
    renderTable(
      'The operations that do not follow from the name of a noun. `(*)` passes each variable.',
      'operations',
      operations,
    ),
  ].join('\n');
}

/** The fields of a fragment, after its type if that does not follow from its name. */
function renderSelection(name: string, text: string): string {
  const selection = text.replace(/^fragment \w+ on /, '');
  const type = getRegularType(name);
  return selection.startsWith(`${type}{`) ? selection.slice(type.length) : selection;
}

/** The reverse of `expandArguments`, if the operation passes each variable by its name. */
function shortenArguments(text: string): string {
  const short = text.replace(/(\{\w+:\w+)\([^)]*\)/, '$1(*)');
  return expandArguments(short) === text ? short : text;
}

function renderTable(comment: string, name: string, entries: ReadonlyMap<string, string>): string {
  const lines = [...entries].sort().map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
  return [`/** ${comment} */`, `export const ${name}: Readonly<Record<string, string>> = {`, ...lines, '};', ''].join(
    '\n',
  );
}
