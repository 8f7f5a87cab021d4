import {
  type DocumentNode,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  isInputObjectType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { ChanceryError } from '../../model/errors.ts';
import { suggestName } from '../../model/find-nearest-name.ts';
import { toKebabCase } from '../../model/kebab-case.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { schema } from '../../schema/index.ts';
import { checkInput } from './check-input.ts';
import { type NodeColumn, selectNodeColumns, toNoun } from './node-columns.ts';

/** A list of the API that can be exported. */
export interface ExportList {
  /** Its name in paths: `trade-links`. */
  name: string;
  /** The noun of its records; undefined for other rows. */
  noun: RecordNoun | undefined;
  /** Its field of Query. */
  field: string;
  nodeType: GraphQLObjectType | GraphQLInterfaceType;
  filterType: GraphQLInputObjectType;
  orderType: GraphQLInputType;
  /** The columns of rows that are not records. */
  columns: readonly NodeColumn[];
  /** The query of a page. Takes `filter`, `orderBy`, `first` and `after`. */
  document: DocumentNode;
}

/** Their rows depend on the token of the request. */
const privateLists: ReadonlySet<string> = new Set(['drafts']);

/** The lists of the API with a filter and an order, by their names in paths. */
export const exportLists: ReadonlyMap<string, ExportList> = new Map(
  Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    const inputs = new Map(field.args.map((arg) => [arg.name, arg.type]));
    const [filterType, orderBy] = [getNamedType(inputs.get('filter')), inputs.get('orderBy')];
    if (!isObjectType(type) || !isInputObjectType(filterType) || !isListType(orderBy) || !inputs.has('after'))
      return [];
    if (privateLists.has(field.name)) return [];
    const nodeType = getNamedType(type.getFields().nodes?.type) as ExportList['nodeType'];
    const noun = toNoun(nodeType.name);
    const columns = noun ? [] : selectNodeColumns(nodeType);
    const selection = noun ? 'key' : columns.map(({ selection }) => selection).join(' ');
    const document = parse(
      `query Export($filter: ${filterType.name}, $orderBy: ${String(orderBy)}, $first: Int, $after: String) {
        page: ${field.name}(filter: $filter, orderBy: $orderBy, first: $first, after: $after) { nodes { ${selection} } pageInfo { endCursor hasNextPage } }
      }`,
    );
    return [
      [
        toKebabCase(field.name),
        {
          name: toKebabCase(field.name),
          noun,
          field: field.name,
          nodeType,
          filterType,
          orderType: orderBy,
          columns,
          document,
        },
      ],
    ];
  }),
);

/** Returns the list with this name in paths. Throws NOT_FOUND if there is none. */
export function getList(name: string): ExportList {
  const list = exportLists.get(name);
  if (list) return list;
  const names = [...exportLists.keys()];
  throw new ChanceryError(
    'NOT_FOUND',
    `There is no list ${JSON.stringify(name)} here.${suggestName(name, names)} The lists are ${names.join(', ')}.`,
  );
}

/** Returns the list of a noun's records. */
export function getListOfNoun(noun: RecordNoun): ExportList {
  const list = [...exportLists.values()].find((each) => each.noun === noun);
  if (!list) throw new Error(`The API has no list of the noun "${noun}".`);
  return list;
}

/** Throws BAD_INPUT if the list does not have such a filter or order. */
export function checkArguments(
  { filterType, orderType }: ExportList,
  args: { filter?: unknown; orderBy?: unknown },
): void {
  if (args.filter !== undefined) checkInput(filterType, args.filter, 'filter');
  if (args.orderBy !== undefined) checkInput(orderType, args.orderBy, 'orderBy');
}
