import { type SQL, sql } from 'drizzle-orm';
import type { GraphQLObjectType } from 'graphql';
import { type Condition, only } from '../db/queries/filter.ts';
import { parseSearch } from '../db/queries/search.ts';
import { inTime, list, type Row } from '../db/row.ts';
import type { documents } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { SearchHits } from './connections.ts';
import { SearchKind, SearchOrder } from './enums.ts';
import { root } from './plan/field.ts';
import { compilePage, type Page, type PageArgs, readPage } from './plan/page.ts';
import type { FieldPlan } from './plan/plan.ts';
import { entryTypes, partyTypes } from './refs.ts';

interface SearchArgs extends PageArgs {
  text: string;
  kinds?: string[] | null;
  orderBy?: 'RELEVANCE' | 'NEWEST' | null;
}

// Private-use characters, which no text of the record holds, stand for the marks until the text is escaped.
const [open, close] = ['\u{E000}', '\u{E001}'];

builder.queryField('search', (t) =>
  t.field({
    type: SearchHits,
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
    ...root<SearchArgs>(compileSearch, { read: ((raw: never, args: PageArgs) => escaped(readPage(raw, args))) as never }),
  }),
);

function compileSearch(_row: Row, args: SearchArgs, plan: FieldPlan): SQL {
  const query = parseSearch(args.text);
  const hits = sql.raw(plan.scope.alias());
  const ranked = args.orderBy !== 'NEWEST';
  const passages = sql`json_array(highlight(search, 0, ${open}, ${close}), highlight(search, 1, ${open}, ${close}))`;
  return compilePage<Row<typeof documents>>(plan, { ...args } as PageArgs & Record<string, unknown>, (row) => ({
    ...(ranked ? byRank(query, hits, passages, row) : byDay(query, hits, passages)),
    conditions: [{ test: sql`${row.id} = ${hits}.hit` }, ...(args.kinds ? [ofKinds(row, args.kinds)] : [])],
    descending: !ranked,
    node: (nodes) => found(plan, row, nodes),
  }));
}

/** Every match has to be scored; the words are marked on the page alone. */
const byRank = (query: string, hits: SQL, passages: SQL, row: Row<typeof documents>) => ({
  from: sql`(SELECT rowid AS hit, bm25(search, 4.0, 1.0) AS score FROM search WHERE search MATCH ${query} AND ${inTime(sql`rowid`, 0.7)}) ${hits} CROSS JOIN `,
  added: { columns: sql`${hits}.score AS score`, order: [sql`score`, row.id] },
  order: [sql`${hits}.score`, row.id],
  edge: { highlights: sql`json((SELECT ${passages} FROM search WHERE search MATCH ${query} AND rowid = ${row.id}))` },
});

/** The full-text index itself is walked backwards, from the newest on, and marks the words as it goes: no more is read than the page. */
const byDay = (query: string, hits: SQL, passages: SQL) => ({
  from: sql`(SELECT rowid AS hit, ${passages} AS passages FROM search WHERE search MATCH ${query} AND ${inTime(sql`rowid`)}) ${hits} CROSS JOIN `,
  added: { columns: sql`${hits}.hit AS hit, ${hits}.passages AS passages`, order: [sql`hit`] },
  order: [sql`${hits}.hit`],
  edge: { highlights: sql`json(passages)` },
});

const ofKinds = (row: Row<typeof documents>, kinds: readonly string[]): Condition =>
  only(kinds.length === 0 ? sql`0` : sql`${row.kind} IN ${list(kinds)}`);

/** An entry or a party, by the kind of the document. */
function found(plan: FieldPlan, row: Row<typeof documents>, nodes: FieldPlan['nodes']): SQL {
  const branch =
    (id: SQL) =>
    ([kind, name]: [string, string]) => {
      const type = plan.request.schema.getType(name) as GraphQLObjectType;
      return sql`WHEN ${sql.raw(`'${kind}'`)} THEN json_object('__typename', ${sql.raw(`'${name}'`)}, '$', ${plan.one((value) => sql`${value.id} = ${id}`, type, nodes)})`;
    };
  const branches = [...Object.entries(entryTypes).map(branch(row.entryId)), ...Object.entries(partyTypes).map(branch(row.partyId))];
  return sql`CASE ${row.kind} ${sql.join(branches, sql` `)} END`;
}

function escaped(page: Page): Page {
  for (const row of page.rows)
    for (const value of Object.values(row)) {
      const edge = value as Record<string, unknown>;
      for (const [key, passages] of Object.entries(edge ?? {})) if (isPassages(passages)) edge[key] = passagesOf(passages).map(toHtml);
    }
  return page;
}
const marked = (passage: unknown): passage is string => typeof passage === 'string' && passage.includes(open);
const isPassages = (value: unknown): value is (string | null)[] => Array.isArray(value) && value.length === 2 && value.some(marked);
/** A document's words stand a passage to a line; those that match, each once. */
const passagesOf = (texts: readonly (string | null)[]): string[] => [
  ...new Set(texts.flatMap((text) => text?.split('\n') ?? []).filter(marked)),
];
const toHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(open, '<mark>').replaceAll(close, '</mark>');
