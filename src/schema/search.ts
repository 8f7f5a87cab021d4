import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { selectHighlights } from '../db/queries/highlights.ts';
import { SearchQuery } from '../db/queries/search.ts';
import { type AliasedColumns, limitExpression, valueList, withinDeadline } from '../db/sql-builder.ts';
import { documents } from '../db/tables/index.ts';
import { searchKinds } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf, searchOrders } from './enums.ts';
import { defineConnection } from './pagination.ts';
import { compilePage, type PageArgs } from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import type { RowSlice } from './plan/list-query.ts';
import { collectFields } from './plan/selection.ts';
import { rootField } from './plan/sql-field.ts';
import { entryTypeByKind, Node, partyTypeByKind } from './type-refs.ts';

const SearchConnection = defineConnection(Node, 'search hits', {
  name: 'Search',
  edgeFields: {
    highlights: {
      type: ['String'],
      description: 'The matching passages as escaped HTML, with matches inside <mark>.',
    },
  },
});

interface SearchArgs extends PageArgs {
  text: string;
  kinds?: string[] | null;
  orderBy?: 'RELEVANCE' | 'NEWEST' | null;
}

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description: 'Full-text search over statements, summaries and names. Ignores accents and case.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'The search text. All words must match. Supports "phrases in quotes" and prefixes ending in *.',
      }),
      kinds: t.arg({ type: [enumOf(searchKinds)], description: 'Returns only these kinds. Defaults to all.' }),
      orderBy: t.arg({
        type: enumOf(searchOrders),
        defaultValue: 'RELEVANCE',
        description: 'The sort order of the results.',
      }),
      first: t.arg.int({ description: 'The number of results: 0 to 100. Defaults to 20.' }),
      after: t.arg.string({ description: 'A cursor of this search. The page starts after it.' }),
    },
    ...rootField<SearchArgs>(compileSearch),
  }),
);

function compileSearch(_row: AliasedColumns, args: SearchArgs, plan: FieldPlan): SQL {
  const hitsAlias = sql.raw(plan.scope.nextAlias());
  const isRanked = args.orderBy !== 'NEWEST';
  const search = new SearchQuery(args.text);
  const searchPlan: SearchPlan = {
    hitsAlias,
    search,
    kindCondition: args.kinds ? compileKindCondition(plan, args.kinds) : sql`1`,
    needsHighlights: selectedEdgeFields(plan).includes('highlights'),
  };
  return compilePage<AliasedColumns<typeof documents>>(plan, args, (row) => ({
    ...(isRanked ? buildRelevanceSpec(searchPlan, row) : buildNewestSpec(searchPlan)),
    conditions: [{ test: sql`${row.id} = ${hitsAlias}.hit` }],
    count: sql`(SELECT count(*) FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${searchPlan.kindCondition} AND ${withinDeadline(sql`rowid`)})`,
    isDescending: !isRanked,
    compileNode: (nodes) => compileHit(plan, row, nodes),
  }));
}

interface SearchPlan {
  hitsAlias: SQL;
  search: SearchQuery;
  kindCondition: SQL;
  needsHighlights: boolean;
}

/** By relevance: all matches are scored, but only those of the page are read and highlighted. */
const buildRelevanceSpec = (
  { hitsAlias: hits, search, kindCondition, needsHighlights }: SearchPlan,
  row: AliasedColumns<typeof documents>,
) => {
  // If FTS5 reads much of its index before the first row, highlights of the whole page are read in one query.
  const highlightsPage = needsHighlights && search.isExpensive;
  const scored = sql`SELECT rowid AS hit, bm25(search, 4.0, 1.0) AS score FROM search
    WHERE search MATCH ${search.toMatchExpression({ ranked: true })} AND ${kindCondition} AND ${withinDeadline(sql`rowid`, 0.7)} LIMIT -1`;
  const selectBest = ({ position, limit }: RowSlice): SQL => {
    const after = position ? sql` WHERE (score, hit) > (${position[0]}, ${position[1]})` : sql``;
    const page = sql`SELECT hit, score FROM (${scored})${after} ORDER BY score, hit LIMIT ${limitExpression(limit)}`;
    return highlightsPage ? selectWithHighlights(page, search) : page;
  };
  return {
    leadingJoin: (part?: RowSlice) => sql`(${part ? selectBest(part) : scored}) ${hits} CROSS JOIN `,
    leadingColumns: {
      columns: sql`${hits}.score AS score${highlightsPage ? sql`, ${hits}.passages AS passages` : sql``}`,
      order: [sql`score`, row.id],
    },
    order: [sql`${hits}.score`, row.id],
    edgeFields: {
      highlights: highlightsPage
        ? sql`json(passages)`
        : sql`json((SELECT ${selectHighlights} FROM search WHERE search MATCH ${search.toMatchExpression()} AND rowid = ${row.id}))`,
    },
  };
};

/** Selects the hits of a page with their highlights in one scan of the index. */
const selectWithHighlights = (
  page: SQL,
  search: SearchQuery,
): SQL => sql`WITH best AS MATERIALIZED (${page}), marks(hit, passages) AS MATERIALIZED (
    SELECT rowid, ${selectHighlights} FROM search WHERE search MATCH ${search.toMatchExpression()} AND rowid >= (SELECT min(hit) FROM best)
      AND rowid <= (SELECT max(hit) FROM best) AND +rowid IN (SELECT hit FROM best) AND ${withinDeadline(sql`rowid`)})
  SELECT best.hit, best.score, marks.passages FROM best JOIN marks ON marks.hit = best.hit`;

/** Newest first: reads the full-text index backwards, and only as far as the page. */
const buildNewestSpec = ({ hitsAlias: hits, search, kindCondition, needsHighlights }: SearchPlan) => ({
  leadingJoin: () =>
    sql`(SELECT rowid AS hit${needsHighlights ? sql`, ${selectHighlights} AS passages` : sql``} FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${kindCondition} AND ${withinDeadline(sql`rowid`)}) ${hits} CROSS JOIN `,
  leadingColumns: {
    columns: sql`${hits}.hit AS hit${needsHighlights ? sql`, ${hits}.passages AS passages` : sql``}`,
    order: [sql`hit`],
  },
  order: [sql`${hits}.hit`],
  edgeFields: { highlights: sql`json(passages)` },
});

function compileKindCondition({ scope }: FieldPlan, kinds: readonly string[]): SQL {
  if (kinds.length === 0) return sql`0`;
  const { row, from } = scope.aliasTable(documents);
  return sql`(SELECT ${row.kind} FROM ${from} INDEXED BY documents_found WHERE ${row.id} = search.rowid) IN ${valueList(kinds)}`;
}

/** Returns the names of the fields that are selected on the edges. */
function selectedEdgeFields({ type, operationInfo, fieldNodes }: FieldPlan): (string | undefined)[] {
  const connection = type as GraphQLObjectType;
  const edge = getNamedType(connection.getFields().edges?.type) as GraphQLObjectType;
  return [...collectFields(operationInfo, connection, fieldNodes).values()]
    .filter(([node]) => node?.name.value === 'edges')
    .flatMap((nodes) => [...collectFields(operationInfo, edge, nodes).values()].map(([node]) => node?.name.value));
}

/** Compiles a hit as an entry or a party, by the kind of the document. */
function compileHit(plan: FieldPlan, row: AliasedColumns<typeof documents>, nodes: FieldPlan['fieldNodes']): SQL {
  const branch =
    (id: SQL) =>
    ([kind, name]: [string, string]) => {
      const type = plan.operationInfo.schema.getType(name) as GraphQLObjectType;
      return sql`WHEN ${sql.raw(`'${kind}'`)} THEN ${plan.selectOne((value) => sql`${value.id} = ${id}`, type, nodes)}`;
    };
  const branches = [
    ...Object.entries(entryTypeByKind).map(branch(row.entryId)),
    ...Object.entries(partyTypeByKind).map(branch(row.partyId)),
  ];
  return sql`CASE ${row.kind} ${sql.join(branches, sql` `)} END`;
}
