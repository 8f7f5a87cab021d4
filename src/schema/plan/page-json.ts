import { type SQL, sql } from 'drizzle-orm';
import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import { serializeBoolean } from './direct-json.ts';
import type { FieldPlan, ResponsePath } from './field-plan.ts';
import { collectFields, type Selection } from './selection.ts';

type FieldNodes = readonly FieldNode[];

/** The parts of a page. For `last`, its rows are in the reverse order of the list. */
interface PageParts {
  size: number;
  isBackward: boolean;
  cursor: SQL;
  /** The fields of an edge other than `node` and `cursor`. */
  edgeFields: Readonly<Record<string, SQL>>;
  /** The other fields of the connection. */
  connectionFields: Readonly<Record<string, () => SQL>>;
  compileNode(nodes: FieldNodes, path: ResponsePath): SQL;
  /** The alias of the rows, and the join that their nodes need: call it after `compileNode`. */
  aliasAndJoins(): SQL;
  selectRows(limit: number): SQL;
  /** Whether the list has rows on the other side of the start of the page. */
  selectHasRowsBefore(): SQL;
  selectCount(): SQL;
  /** The number of rows that possibly match, but not for certain. */
  selectPossibleCount(): SQL;
}

/** The JSON object of a connection. */
export function buildPageJson(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  selection: Selection,
  parts: PageParts,
): SQL {
  const { size, isBackward } = parts;
  const { operationInfo } = plan;
  const fieldType = (name: string) => getNamedType(connection.getFields()[name]?.type) as GraphQLObjectType;
  const pageInfoFields = [...selection.values()]
    .filter(([node]) => node?.name.value === 'pageInfo')
    .flatMap((nodes) => getFieldNames(collectFields(operationInfo, fieldType('pageInfo'), nodes)));
  const readsPageInfoOfRows = pageInfoFields.some((name) => isReadFromRows(name, isBackward));
  const names = getFieldNames(selection);
  const readsRows = names.includes('nodes') || names.includes('edges') || readsPageInfoOfRows;
  // Rows are numbered to find the last one: for `pageInfo`, or to reverse the page.
  const needsRowNumbers = readsPageInfoOfRows || isBackward;
  const pageFilter = needsRowNumbers ? sql` FILTER (WHERE page_row <= ${size})` : sql``;
  const pageOrder = isBackward ? sql` ORDER BY page_row DESC` : sql``;
  const array = (item: SQL): SQL => sql`json_group_array(${item}${pageOrder})${pageFilter}`;

  const compileField = (name: string, nodes: FieldNodes, key: string): SQL | undefined => {
    const firstItemPath = [...plan.path, key, 0];
    if (name === 'nodes') return array(parts.compileNode(nodes, firstItemPath));
    if (name === 'edges') return array(buildEdge(plan, fieldType(name), nodes, firstItemPath, parts));
    if (name === 'pageInfo') return buildPageInfo(plan, fieldType(name), nodes, parts);
    if (name === 'possibleCount') return parts.selectPossibleCount();
    return parts.connectionFields[name]?.() ?? parts.selectCount();
  };
  const object = buildObject(connection, selection, compileField);
  // Without an aggregate, an object selected from no rows would be null.
  if (!readsRows) return object;
  // One row more than the page is read, to determine whether there is a next page.
  const rows = needsRowNumbers
    ? sql`(SELECT *, row_number() OVER () AS page_row, count(*) OVER () AS page_rows FROM (${parts.selectRows(size + 1)}))`
    : sql`(${parts.selectRows(size)})`;
  return plan.selectList(object, sql`FROM ${rows} ${parts.aliasAndJoins()}`);
}

const buildEdge = (
  { operationInfo }: FieldPlan,
  type: GraphQLObjectType,
  nodes: FieldNodes,
  path: ResponsePath,
  { compileNode, edgeFields, cursor }: PageParts,
): SQL =>
  buildObject(type, collectFields(operationInfo, type, nodes), (name, fieldNodes, key) => {
    if (name === 'node') return compileNode(fieldNodes, [...path, key]);
    return name === 'cursor' ? cursor : edgeFields[name];
  });

function buildPageInfo(
  { operationInfo }: FieldPlan,
  type: GraphQLObjectType,
  nodes: FieldNodes,
  { size, isBackward, selectHasRowsBefore, cursor }: PageParts,
): SQL {
  const hasRowsAfter = sql`coalesce(max(page_rows), 0) > ${size}`;
  const first = sql`max(${cursor}) FILTER (WHERE page_row = 1 AND page_row <= ${size})`;
  const last = sql`max(${cursor}) FILTER (WHERE page_row = min(page_rows, ${size}))`;
  return buildObject(type, collectFields(operationInfo, type, nodes), (name) => {
    if (name === 'startCursor') return isBackward ? last : first;
    if (name === 'endCursor') return isBackward ? first : last;
    return serializeBoolean(
      isReadFromRows(name, isBackward) ? hasRowsAfter : sql`coalesce(${selectHasRowsBefore()}, 0)`,
    );
  });
}

/** Whether a field of `pageInfo` is read from the rows of the page. Whether rows precede it needs a separate query. */
const isReadFromRows = (pageInfoField: string, isBackward: boolean): boolean =>
  pageInfoField.endsWith('Cursor') || pageInfoField === (isBackward ? 'hasPreviousPage' : 'hasNextPage');

const getFieldNames = (selection: Selection): string[] =>
  [...selection.values()].flatMap(([node]) => node?.name.value ?? []);

function buildObject(
  type: GraphQLObjectType,
  selection: Selection,
  compileField: (name: string, nodes: FieldNodes, key: string) => SQL | undefined,
): SQL {
  const pairs = [...selection].map(([key, nodes]) => {
    const name = nodes[0]?.name.value ?? key;
    const value = name === '__typename' ? sql.raw(`'${type.name}'`) : compileField(name, nodes, key);
    return sql`${sql.raw(`'${key}'`)}, ${value ?? sql`NULL`}`;
  });
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}
