import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { EntryKind } from '../../model/vocabulary.ts';
import { allOf, limitExpression, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { documents } from '../tables/index.ts';
import { type Condition, conditionsToSql, type SearchHits } from './filter.ts';

const wordCharacter = /[\p{L}\p{N}]/u;
/** Beginnings of so many letters have an index of their own, as its `prefix` says; longer ones are gathered from all words that begin so. */
const indexedPrefixLength = 3;

interface SearchTerm {
  text: string;
  prefix: boolean;
}

/**
 * A reader's words, each once: every one must be there, "words in quotes" stand together, a word* is a beginning.
 * Whatever else FTS5 would read as an operator is taken as text.
 */
function parseSearchTerms(text: string): SearchTerm[] {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw badInput(
      `The search text ${JSON.stringify(text)} opens a quotation that it does not close. Close it, or leave the quote out.`,
    );
  // FTS5 would end at a NUL.
  const terms = [...text.replaceAll('\0', ' ').matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, plain]) =>
      phrase !== undefined
        ? { text: phrase, prefix: false }
        : { text: plain ?? '', prefix: plain?.endsWith('*') ?? false },
    )
    .filter((term) => wordCharacter.test(term.text))
    .map(({ text: own, prefix }) => ({ text: own.replace(/\*+$/, ''), prefix }));
  if (terms.length === 0)
    throw badInput(
      `The search text ${JSON.stringify(text)} has no word to look for. Give at least one word, such as "uranium".`,
    );
  return [...new Map(terms.map((term) => [formatTerm(term), term])).values()];
}

const formatTerm = ({ text, prefix }: SearchTerm): string => `"${text}"${prefix ? '*' : ''}`;

/** FTS5 reads much of its index before it finds the first: a phrase stands wherever its words meet, a long beginning is gathered. */
const isExpensiveTerm = ({ text, prefix }: SearchTerm): boolean =>
  prefix ? [...text].length > indexedPrefixLength : /[^\p{L}\p{N}]/u.test(text.trim());

/** Words of a phrase, about as FTS5 parts them. */
const splitWords = ({ text }: SearchTerm): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
/** From so many words on, what a phrase takes is estimated first: its words are compared wherever a text holds all of them. */
const longPhraseWords = 4;
/** So many words are compared within half a second. */
const maxComparedWords = 5_000_000;

// No text of the record holds a private-use character.
const noMatchQuery = '"\u{E000}"';

const ifTimeLeft = (share: number, what: SQL): SQL => sql`iif(in_time(${sql.raw(String(share))}), ${what}, NULL)`;
const termRows = (terms: readonly SearchTerm[]): SQL => sql`json_each(${JSON.stringify(terms.map(formatTerm))}) term`;
const matchClause = (share: number): SQL =>
  sql`FROM search WHERE search MATCH ${ifTimeLeft(share, sql`term.value`)} AND ${withinDeadline(sql`search.rowid`, share)}`;

/** Of each phrase the search for its words, and how many words they are. */
const phraseRows = (terms: readonly SearchTerm[]): SQL => {
  const all = terms.map((term) => [
    [...new Set(splitWords(term))].map((one) => `"${one}"`).join(' AND '),
    splitWords(term).length,
  ]);
  return sql`(SELECT value ->> 0 AS value, value ->> 1 AS words FROM json_each(${JSON.stringify(all)})) term`;
};
/** True, or the end of the time: FTS5 would compare the words of a phrase in one go. */
const isPhraseAffordable = sql`iif((SELECT count(*) ${matchClause(0.4)}) * term.words <= ${sql.raw(String(maxComparedWords))}, 1, in_time(1e-9))`;

/** What a reader looks for. */
export class SearchQuery {
  readonly #terms: readonly SearchTerm[];
  readonly #expensiveTerms: readonly SearchTerm[];

  constructor(text: string) {
    this.#terms = parseSearchTerms(text);
    this.#expensiveTerms = this.#terms.filter(isExpensiveTerm);
  }

  /** FTS5 reads more than the hits before it finds the first, or one of them. */
  get isExpensive(): boolean {
    return this.#expensiveTerms.length > 0;
  }

  /**
   * What stands after `MATCH`. What FTS5 does before it comes to a row can't be ended, and it does so for each term: where that might take
   * long, the terms are looked for one after the other first, with the clock in view, and as long may the whole take once more. To rank,
   * it counts what each term matches. Nothing begins when its time is over.
   */
  toMatchExpression({ ranked = false } = {}): SQL {
    const [terms, hard] = [this.#terms, this.#expensiveTerms];
    const long = hard.filter((term) => !term.prefix && splitWords(term).length >= longPhraseWords);
    const first = [
      ...(long.length > 0 ? [sql`NOT EXISTS (SELECT 1 FROM ${phraseRows(long)} WHERE NOT ${isPhraseAffordable})`] : []),
      ...(hard.length > 1
        ? [sql`NOT EXISTS (SELECT 1 FROM ${termRows(hard)} WHERE NOT EXISTS (SELECT 1 ${matchClause(0.4)}))`]
        : []),
      ...(ranked && terms.length > 3
        ? [sql`(SELECT sum((SELECT count(*) ${matchClause(0.35)})) FROM ${termRows(terms)}) > 0`]
        : []),
    ];
    const whole = ifTimeLeft(
      hard.length > 1 ? 0.6 : hard.length > 0 ? 0.85 : 1,
      sql`${terms.map(formatTerm).join(' AND ')}`,
    );
    return first.length === 0 ? whole : sql`CASE WHEN ${allOf(first)} THEN ${whole} ELSE ${noMatchQuery} END`;
  }
}

/** The entry's words hold what is searched for; `kind`, where the rows are all of that. */
export function textSearchCondition(scope: StatementContext, entryId: SQL, text: string, kind?: EntryKind): Condition {
  const match = new SearchQuery(text).toMatchExpression();
  const { row, from } = scope.aliasTable(documents);
  // By the entry, and not by all that was found: the hits come in their order, and none of their documents is read.
  const test = sql`(SELECT ${row.id} FROM ${from} WHERE ${row.entryId} = ${entryId}) IN (SELECT rowid FROM search WHERE search MATCH ${match} AND ${withinDeadline(sql`rowid`)})`;
  return { test, searchHits: searchHits(scope, match, kind) };
}

function searchHits(scope: StatementContext, match: SQL, kind: EntryKind | undefined): SearchHits {
  const { row, from } = scope.aliasTable(documents);
  const ofKind = kind === undefined ? sql`${row.entryId} IS NOT NULL` : sql`${row.kind} = ${kind}`;
  const hits = sql`search CROSS JOIN ${from} INDEXED BY documents_found ON ${row.id} = search.rowid WHERE search MATCH ${match} AND ${ofKind} AND ${withinDeadline(sql`search.rowid`)}`;
  return {
    isFewerThan: (than) => sql`(SELECT count(*) FROM (SELECT 1 FROM ${hits} LIMIT ${limitExpression(than)})) < ${than}`,
    selectIds: sql`SELECT ${row.entryId} FROM ${hits}`,
    selectCount: sql`(SELECT count(*) FROM ${hits})`,
  };
}

/** All the conditions, for a statement that reads all the rows that match: what a search finds is read, and not all else. */
export function searchFirstWhere(conditions: readonly Condition[], id: SQL): SQL {
  const searched = conditions.find((condition) => condition.searchHits);
  if (!searched?.searchHits) return conditionsToSql(conditions);
  const rest = conditions.filter((condition) => condition !== searched);
  return allOf([sql`${id} IN (${searched.searchHits.selectIds})`, ...rest.map(({ test }) => sql`+(${test})`)]);
}
