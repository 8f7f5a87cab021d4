import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { SearchQuery } from '../db/queries/search.ts';
import { type AliasedColumns, limitExpression, valueList, withinDeadline } from '../db/sql-builder.ts';
import { documents } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { SearchConnection } from './connection-types.ts';
import { SearchKind, SearchOrder } from './enums.ts';
import { compilePage, type Page, type PageArgs, type RawPage, readPage } from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import type { RowSlice } from './plan/list-query.ts';
import { collectFields } from './plan/selection.ts';
import { rootField } from './plan/sql-field.ts';
import { entryTypeByKind, partyTypeByKind } from './type-refs.ts';

interface SearchArgs extends PageArgs {
  text: string;
  kinds?: string[] | null;
  orderBy?: 'RELEVANCE' | 'NEWEST' | null;
}

// Private-use characters, which no text of the record holds, stand for the marks until the text is escaped.
const [open, close] = ['\u{E000}', '\u{E001}'];

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description: 'Full-text search over statements, summaries and names; accents and case do not count.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'Words that must all be there; "phrases in quotes" stand together, a word* is a beginning.',
      }),
      kinds: t.arg({ type: [SearchKind], description: 'Only these kinds; all if left out.' }),
      orderBy: t.arg({ type: SearchOrder, defaultValue: 'RELEVANCE', description: 'How to sort what is found.' }),
      first: t.arg.int({ description: 'How many: 0 to 100; 20 if left out.' }),
      after: t.arg.string({ description: 'A cursor of this search: the page begins after it.' }),
    },
    ...rootField<SearchArgs>(compileSearch, {
      readValue: (raw: RawPage, args) => escapeHighlights(readPage(raw, args)),
    }),
  }),
);

function compileSearch(_row: AliasedColumns, args: SearchArgs, plan: FieldPlan): SQL {
  const hits = sql.raw(plan.scope.nextAlias());
  const ranked = args.orderBy !== 'NEWEST';
  const search = new SearchQuery(args.text);
  const asked: SearchPlan = {
    hitsAlias: hits,
    search,
    kindCondition: args.kinds ? compileKindCondition(plan, args.kinds) : sql`1`,
    needsHighlights: requestedEdgeFields(plan).includes('highlights'),
  };
  return compilePage<AliasedColumns<typeof documents>>(
    plan,
    { ...args } as PageArgs & Record<string, unknown>,
    (row) => ({
      ...(ranked ? buildRelevanceSpec(asked, row) : buildNewestSpec(asked)),
      conditions: [{ test: sql`${row.id} = ${hits}.hit` }],
      count: sql`(SELECT count(*) FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${asked.kindCondition} AND ${withinDeadline(sql`rowid`)})`,
      isDescending: !ranked,
      compileNode: (nodes) => compileHit(plan, row, nodes),
    }),
  );
}

interface SearchPlan {
  hitsAlias: SQL;
  search: SearchQuery;
  kindCondition: SQL;
  /** The words are to be marked. */
  needsHighlights: boolean;
}

const selectPassages = sql`json_array(highlight(search, 0, ${open}, ${close}), highlight(search, 1, ${open}, ${close}))`;

/** Every match has to be scored; documents are read and words are marked for the page alone. */
const buildRelevanceSpec = (
  { hitsAlias: hits, search, kindCondition: kinds, needsHighlights: marked }: SearchPlan,
  row: AliasedColumns<typeof documents>,
) => {
  // Where FTS5 gathers before it finds, it is to do so once for all that is marked.
  const together = marked && search.isExpensive;
  const scored = sql`SELECT rowid AS hit, bm25(search, 4.0, 1.0) AS score FROM search
    WHERE search MATCH ${search.toMatchExpression({ ranked: true })} AND ${kinds} AND ${withinDeadline(sql`rowid`, 0.7)} LIMIT -1`;
  const best = ({ position, limit }: RowSlice): SQL => {
    const after = position ? sql` WHERE (score, hit) > (${position[0]}, ${position[1]})` : sql``;
    const page = sql`SELECT hit, score FROM (${scored})${after} ORDER BY score, hit LIMIT ${limitExpression(limit)}`;
    return together ? selectHitsWithPassages(page, search) : page;
  };
  return {
    leadingJoin: (part?: RowSlice) => sql`(${part ? best(part) : scored}) ${hits} CROSS JOIN `,
    leadingColumns: {
      columns: sql`${hits}.score AS score${together ? sql`, ${hits}.passages AS passages` : sql``}`,
      order: [sql`score`, row.id],
    },
    order: [sql`${hits}.score`, row.id],
    edgeFields: {
      highlights: together
        ? sql`json(passages)`
        : sql`json((SELECT ${selectPassages} FROM search WHERE search MATCH ${search.toMatchExpression()} AND rowid = ${row.id}))`,
    },
  };
};

/** The hits of a page with their words, marked in one walk through the index. */
const selectHitsWithPassages = (
  page: SQL,
  search: SearchQuery,
): SQL => sql`WITH best AS MATERIALIZED (${page}), marks(hit, passages) AS MATERIALIZED (
    SELECT rowid, ${selectPassages} FROM search WHERE search MATCH ${search.toMatchExpression()} AND rowid >= (SELECT min(hit) FROM best)
      AND rowid <= (SELECT max(hit) FROM best) AND +rowid IN (SELECT hit FROM best) AND ${withinDeadline(sql`rowid`)})
  SELECT best.hit, best.score, marks.passages FROM best JOIN marks ON marks.hit = best.hit`;

/** The full-text index itself is walked backwards, from the newest on, and marks the words as it goes: no more is read than the page. */
const buildNewestSpec = ({ hitsAlias: hits, search, kindCondition: kinds, needsHighlights: marked }: SearchPlan) => ({
  leadingJoin: () =>
    sql`(SELECT rowid AS hit${marked ? sql`, ${selectPassages} AS passages` : sql``} FROM search WHERE search MATCH ${search.toMatchExpression()} AND ${kinds} AND ${withinDeadline(sql`rowid`)}) ${hits} CROSS JOIN `,
  leadingColumns: {
    columns: sql`${hits}.hit AS hit${marked ? sql`, ${hits}.passages AS passages` : sql``}`,
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

/** What is asked of the edges. */
function requestedEdgeFields(plan: FieldPlan): (string | undefined)[] {
  const connection = plan.type as GraphQLObjectType;
  const edge = getNamedType(connection.getFields().edges?.type) as GraphQLObjectType;
  const names = (type: GraphQLObjectType, nodes: FieldPlan['fieldNodes']) => [
    ...collectFields(plan.operationInfo, type, nodes).values(),
  ];
  const edges = names(connection, plan.fieldNodes).filter(([field]) => field?.name.value === 'edges');
  return edges.flatMap((nodes) => names(edge, nodes).map(([field]) => field?.name.value));
}

/** An entry or a party, by the kind of the document. */
function compileHit(plan: FieldPlan, row: AliasedColumns<typeof documents>, nodes: FieldPlan['fieldNodes']): SQL {
  const branch =
    (id: SQL) =>
    ([kind, name]: [string, string]) => {
      const type = plan.operationInfo.schema.getType(name) as GraphQLObjectType;
      return sql`WHEN ${sql.raw(`'${kind}'`)} THEN json_object('__typename', ${sql.raw(`'${name}'`)}, '$', ${plan.selectOne((value) => sql`${value.id} = ${id}`, type, nodes)})`;
    };
  const branches = [
    ...Object.entries(entryTypeByKind).map(branch(row.entryId)),
    ...Object.entries(partyTypeByKind).map(branch(row.partyId)),
  ];
  return sql`CASE ${row.kind} ${sql.join(branches, sql` `)} END`;
}

function escapeHighlights(page: Page): Page {
  for (const row of page.rows)
    for (const value of Object.values(row)) {
      const edge = value as Record<string, unknown>;
      for (const [key, passages] of Object.entries(edge ?? {}))
        if (isPassages(passages)) edge[key] = matchingPassages(passages).map(toHighlightHtml);
    }
  return page;
}
const isHighlighted = (passage: unknown): passage is string => typeof passage === 'string' && passage.includes(open);
const isPassages = (value: unknown): value is (string | null)[] =>
  Array.isArray(value) && value.length === 2 && value.some(isHighlighted);
/** A document's words stand a passage to a line; those that match, each once. */
const matchingPassages = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.flatMap((text) => text?.split('\n') ?? []).filter(isHighlighted)),
];
const toHighlightHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(open, '<mark>')
    .replaceAll(close, '</mark>');
