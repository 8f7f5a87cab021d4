import { type SQL, sql } from 'drizzle-orm';
import type { GraphQLObjectType } from 'graphql';
import { SearchQuery, selectTier } from '../db/queries/search.ts';
import { selectSuggestions } from '../db/queries/suggestions.ts';
import { type AliasedColumns, type StatementContext, valueList, withinDeadline } from '../db/sql-builder.ts';
import { documents } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { searchKinds } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf, searchOrders } from './enums.ts';
import { defineConnection } from './pagination.ts';
import { compilePage, type PageArgs } from './plan/compile-page.ts';
import type { FieldPlan, ResponsePath } from './plan/field-plan.ts';
import type { RowSlice } from './plan/list-query-spec.ts';
import { rootField } from './plan/sql-field.ts';
import { entryTypeByKind, otherTypeByDocumentKind, partyTypeByKind, SearchResult } from './type-refs.ts';

const SearchConnection = defineConnection(SearchResult, 'search hits', {
  name: 'Search',
  edgeFields: {
    highlights: {
      type: ['String'],
      description: 'The matching passages as escaped HTML, with matches inside <mark>.',
    },
  },
  connectionFields: {
    suggestions: {
      type: ['String'],
      description:
        'Search texts in place of one with misspelled names, the nearest first: at most five, and none if every word is found. Computed only when selected.',
    },
  },
});

interface SearchArgs extends PageArgs {
  text: string;
  kind?: string[] | null;
  orderBy?: 'RELEVANCE' | 'NEWEST' | null;
}

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description:
      'Full-text search over statements, summaries, names and titles. Ignores case, and the accents of Latin, Greek and Cyrillic letters.',
    args: {
      text: t.arg.string({
        required: true,
        description:
          'The search text. All words must match. Supports "phrases in quotes" and prefixes ending in *. Text in a script without spaces, such as Chinese or Thai, matches anywhere.',
      }),
      kind: t.arg({ type: [enumOf(searchKinds)], description: 'Returns only these kinds. Defaults to all.' }),
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
  const search = parseSearchText(args.text);
  const searchPlan: SearchPlan = {
    hitsAlias,
    search,
    scope: plan.scope,
    kindCondition: args.kind ? compileKindCondition(plan, args.kind) : sql`1`,
  };
  return compilePage<AliasedColumns<typeof documents>, typeof args>(plan, args, (row) => ({
    ...(isRanked ? buildRelevanceSpec(searchPlan, row) : buildNewestSpec(searchPlan)),
    edgeFields: { highlights: sql`json(${search.selectHighlights(row.title, row.body)})` },
    connectionFields: { suggestions: () => selectSuggestions(plan.scope, search) },
    conditions: [{ test: sql`${row.id} = ${hitsAlias}.hit` }],
    count: sql`(SELECT count(*) FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${searchPlan.kindCondition} AND ${withinDeadline(sql`rowid`)})`,
    isDescending: !isRanked,
    compileNode: (nodes, path) => compileHit(plan, row, nodes, path),
  }));
}

function parseSearchText(text: string): SearchQuery {
  try {
    return new SearchQuery(text);
  } catch (error) {
    throw error instanceof ChanceryError ? badInput(error.message, 'text') : error;
  }
}

interface SearchPlan {
  hitsAlias: SQL;
  search: SearchQuery;
  kindCondition: SQL;
  scope: StatementContext;
}

/** By relevance: all matches are scored, but only those of the page are read. */
const buildRelevanceSpec = (
  { hitsAlias: hits, search, kindCondition, scope }: SearchPlan,
  row: AliasedColumns<typeof documents>,
) => {
  const tier = selectTier(scope, search, sql`search.rowid`);
  const scored = sql`SELECT rowid AS hit, ${tier} AS tier, bm25(search, 4.0, 1.0, 0.0) AS score FROM search
    WHERE search MATCH ${search.toMatchExpression({ ranked: true })} AND ${kindCondition} AND ${withinDeadline(sql`rowid`, 0.7)} LIMIT -1`;
  const selectBest = ({ position, limit }: RowSlice): SQL => {
    const after = position ? sql` WHERE (tier, score, hit) > (${position[0]}, ${position[1]}, ${position[2]})` : sql``;
    return sql`SELECT hit, tier, score FROM (${scored})${after} ORDER BY tier, score, hit LIMIT ${limit}`;
  };
  return {
    leadingJoin: (part?: RowSlice) => sql`(${part ? selectBest(part) : scored}) ${hits} CROSS JOIN `,
    leadingColumns: {
      columns: sql`${hits}.tier AS tier, ${hits}.score AS score`,
      order: [sql`tier`, sql`score`, row.id],
    },
    order: [sql`${hits}.tier`, sql`${hits}.score`, row.id],
  };
};

/** Newest first: reads the full-text index backwards, and only as far as the page. */
const buildNewestSpec = ({ hitsAlias: hits, search, kindCondition }: SearchPlan) => ({
  leadingJoin: () =>
    sql`(SELECT rowid AS hit FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${kindCondition} AND ${withinDeadline(sql`rowid`)}) ${hits} CROSS JOIN `,
  leadingColumns: { columns: sql`${hits}.hit AS hit`, order: [sql`hit`] },
  order: [sql`${hits}.hit`],
});

function compileKindCondition({ scope }: FieldPlan, kinds: readonly string[]): SQL {
  if (kinds.length === 0) return sql`0`;
  const { row, from } = scope.aliasTable(documents);
  return sql`(SELECT ${row.kind} FROM ${from} INDEXED BY documents_found WHERE ${row.id} = search.rowid) IN ${valueList(kinds)}`;
}

/** Compiles a hit as its record, by the kind of the document. */
function compileHit(
  plan: FieldPlan,
  row: AliasedColumns<typeof documents>,
  nodes: FieldPlan['fieldNodes'],
  path: ResponsePath,
): SQL {
  const branch =
    (id: SQL) =>
    ([kind, name]: [string, string]) => {
      const type = plan.operationInfo.schema.getType(name) as GraphQLObjectType;
      return sql`WHEN ${sql.raw(`'${kind}'`)} THEN ${plan.selectOne((value) => sql`${value.id} = ${id}`, type, nodes, path)}`;
    };
  const branches = [
    ...Object.entries(entryTypeByKind).map(branch(row.entryId)),
    ...Object.entries(partyTypeByKind).map(branch(row.partyId)),
    branch(row.sourceId)(['SOURCE', otherTypeByDocumentKind.SOURCE]),
    branch(row.officeId)(['OFFICE', otherTypeByDocumentKind.OFFICE]),
    branch(row.topicId)(['TOPIC', otherTypeByDocumentKind.TOPIC]),
  ];
  return sql`CASE ${row.kind} ${sql.join(branches, sql` `)} END`;
}
