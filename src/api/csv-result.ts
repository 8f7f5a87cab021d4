import {
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { isObject } from '../model/is-object.ts';
import { type Cell, formatCell } from '../store/export/table.ts';
import { formatSpreadsheetRow } from '../store/export/write-csv.ts';
import type { PreparedOperation } from './document-cache.ts';
import { SerializedData } from './execute-direct.ts';
import { badRequest } from './graphql-errors.ts';

/** A column of a result: the path of a field below the items of the list, by response keys. */
type Path = readonly string[];

interface CsvResult {
  text: string;
  /** ROWS if the list goes on after these rows; UNKNOWN if the document does not ask whether it does. */
  truncated: 'ROWS' | 'UNKNOWN' | undefined;
}

/** The levels of a connection, which have no place in the name of a column. */
const itemKeys = ['nodes', 'edges'];
const levelKeys: ReadonlySet<string> = new Set([...itemKeys, 'node']);

const notAListError = (): GraphQLError =>
  badRequest(
    'Only the result of a query with one root field that is a list can be CSV, such as "visits" with "nodes" or "edges". Accept application/json for all others.',
    406,
  );

/** Renders the list in the result of a query as CSV: a column for each selected field, with its path as the name. */
export function renderCsvResult({ data }: ExecutionResult, { definition, document }: PreparedOperation): CsvResult {
  const root = data instanceof SerializedData ? (data.toJSON() as object) : (data ?? {});
  const [value, ...others] = Object.values(root) as unknown[];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.ast.definitions)
    if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);
  const paths = listPaths(definition.selectionSet, fragments).map((path) => path.slice(1));
  const [itemKey, items] = findItems(value);
  if (others.length > 0 || !items) throw notAListError();
  const columns = (
    itemKey === undefined ? paths : paths.filter(([key]) => key === itemKey).map((path) => path.slice(1))
  ).filter((path) => !path.includes('pageInfo'));
  const lines = [
    columns.map((path) => path.filter((key) => !levelKeys.has(key)).join('.')),
    ...items.map((item) => columns.map((path) => formatCell(readPath(item, path)))),
  ];
  return {
    text: lines.map(formatSpreadsheetRow).join(''),
    truncated: itemKey === undefined ? undefined : findMore(value),
  };
}

/** Returns the items of a list or of a connection, with the field that has them. */
function findItems(value: unknown): [key: string | undefined, items: readonly unknown[] | undefined] {
  if (Array.isArray(value)) return [undefined, value];
  const key = isObject(value) ? itemKeys.find((name) => Array.isArray(value[name])) : undefined;
  return [key, key === undefined ? undefined : ((value as Record<string, unknown>)[key] as unknown[])];
}

function findMore(connection: unknown): CsvResult['truncated'] {
  const { pageInfo } = connection as { pageInfo?: { hasNextPage?: boolean } };
  if (pageInfo?.hasNextPage === undefined) return 'UNKNOWN';
  return pageInfo.hasNextPage ? 'ROWS' : undefined;
}

/** Returns the paths of all selected fields that have no selection of their own, in the order of the document. */
function listPaths(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): Path[] {
  const paths = new Map<string, Path>();
  const visit = ({ selections }: SelectionSetNode, parent: Path): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const path = [...parent, node.alias?.value ?? node.name.value];
        if (node.selectionSet) visit(node.selectionSet, path);
        else paths.set(path.join('.'), path);
        continue;
      }
      const selection = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (selection) visit(selection.selectionSet, parent);
    }
  };
  visit(set, []);
  return [...paths.values()];
}

/** Returns one value for each item of the lists on the path. */
function readPath(value: unknown, path: Path): Cell | Cell[] {
  if (Array.isArray(value)) return value.flatMap((item) => readPath(item, path));
  if (value === null || value === undefined) return null;
  const [key, ...rest] = path;
  return key === undefined ? (value as Cell) : readPath((value as Record<string, unknown>)[key], rest);
}
