import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { EntryKind } from '../../model/vocabulary.ts';
import { allOf, limitExpression, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { documents } from '../tables/index.ts';
import { type Condition, conditionsToSql, type SearchHits } from './filter.ts';

const wordCharacter = /[\p{L}\p{N}]/u;
/** The longest prefix with its own index (the `prefix` option of the FTS5 table); longer ones are collected from all matching words. */
const indexedPrefixLength = 3;

interface SearchTerm {
  text: string;
  prefix: boolean;
}

/**
 * Parses search text into distinct terms, all of which must match: words, "phrases in quotes" and prefixes ending in *.
 * Other FTS5 operators are treated as text.
 */
function parseSearchTerms(text: string): SearchTerm[] {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw badInput(
      `The search text ${JSON.stringify(text)} has an unclosed quotation mark. Close the quotation or remove the mark.`,
    );
  // FTS5 would end at a NUL.
  const terms = [...text.replaceAll('\0', ' ').matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, plain]) =>
      phrase !== undefined
        ? { text: phrase, prefix: false }
        : { text: plain ?? '', prefix: plain?.endsWith('*') ?? false },
    )
    .filter((term) => wordCharacter.test(term.text))
    .map(({ text: word, prefix }) => ({ text: word.replace(/\*+$/, ''), prefix }));
  if (terms.length === 0)
    throw badInput(
      `The search text ${JSON.stringify(text)} contains no word. Give at least one word, such as "uranium".`,
    );
  return [...new Map(terms.map((term) => [formatTerm(term), term])).values()];
}

const formatTerm = ({ text, prefix }: SearchTerm): string => `"${text}"${prefix ? '*' : ''}`;

/** Terms for which FTS5 reads much of its index before the first hit: phrases and long prefixes. */
const isExpensiveTerm = ({ text, prefix }: SearchTerm): boolean =>
  prefix ? [...text].length > indexedPrefixLength : /[^\p{L}\p{N}]/u.test(text.trim());

/** The words of a phrase, approximately as FTS5 tokenizes it. */
const splitWords = ({ text }: SearchTerm): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
/** The cost of phrases of at least so many words is estimated first, because FTS5 compares positions in every text that has all the words. */
const longPhraseWords = 4;
/** The number of words that FTS5 compares in half a second. */
const maxComparedWords = 5_000_000;

// Private-use characters occur in no text.
const noMatchQuery = '"\u{E000}"';

const ifTimeLeft = (share: number, value: SQL): SQL => sql`iif(in_time(${sql.raw(String(share))}), ${value}, NULL)`;
const termRows = (terms: readonly SearchTerm[]): SQL => sql`json_each(${JSON.stringify(terms.map(formatTerm))}) term`;
const matchClause = (share: number): SQL =>
  sql`FROM search WHERE search MATCH ${ifTimeLeft(share, sql`term.value`)} AND ${withinDeadline(sql`search.rowid`, share)}`;

/** Rows of a search for the words of each phrase, and their number. */
const phraseRows = (terms: readonly SearchTerm[]): SQL => {
  const rows = terms.map((term) => [
    [...new Set(splitWords(term))].map((word) => `"${word}"`).join(' AND '),
    splitWords(term).length,
  ]);
  return sql`(SELECT value ->> 0 AS value, value ->> 1 AS words FROM json_each(${JSON.stringify(rows)})) term`;
};
/** True, or a timeout: FTS5 could not be interrupted while it compares the words of a phrase. */
const isPhraseAffordable = sql`iif((SELECT count(*) ${matchClause(0.4)}) * term.words <= ${sql.raw(String(maxComparedWords))}, 1, in_time(1e-9))`;

/** A parsed full-text search. */
export class SearchQuery {
  readonly #terms: readonly SearchTerm[];
  readonly #expensiveTerms: readonly SearchTerm[];

  constructor(text: string) {
    this.#terms = parseSearchTerms(text);
    this.#expensiveTerms = this.#terms.filter(isExpensiveTerm);
  }

  /** Whether FTS5 may read much more than the hits. */
  get isExpensive(): boolean {
    return this.#expensiveTerms.length > 0;
  }

  /**
   * The expression after `MATCH`. The work of FTS5 before the first row, which it repeats for each term, cannot be interrupted.
   * If it could take long, the terms are first tried one by one with a deadline, and the whole query may take as long again.
   * Ranking counts the matches of each term. No part starts after its deadline.
   */
  toMatchExpression({ ranked = false } = {}): SQL {
    const [terms, expensive] = [this.#terms, this.#expensiveTerms];
    const longPhrases = expensive.filter((term) => !term.prefix && splitWords(term).length >= longPhraseWords);
    const prechecks = [
      ...(longPhrases.length > 0
        ? [sql`NOT EXISTS (SELECT 1 FROM ${phraseRows(longPhrases)} WHERE NOT ${isPhraseAffordable})`]
        : []),
      ...(expensive.length > 1
        ? [sql`NOT EXISTS (SELECT 1 FROM ${termRows(expensive)} WHERE NOT EXISTS (SELECT 1 ${matchClause(0.4)}))`]
        : []),
      ...(ranked && terms.length > 3
        ? [sql`(SELECT sum((SELECT count(*) ${matchClause(0.35)})) FROM ${termRows(terms)}) > 0`]
        : []),
    ];
    const query = ifTimeLeft(
      expensive.length > 1 ? 0.6 : expensive.length > 0 ? 0.85 : 1,
      sql`${terms.map(formatTerm).join(' AND ')}`,
    );
    return prechecks.length === 0 ? query : sql`CASE WHEN ${allOf(prechecks)} THEN ${query} ELSE ${noMatchQuery} END`;
  }
}

/** The text of the entry matches the search; `kind` if all rows are of one kind. */
export function textSearchCondition(scope: StatementContext, entryId: SQL, text: string, kind?: EntryKind): Condition {
  const match = new SearchQuery(text).toMatchExpression();
  const { row, from } = scope.aliasTable(documents);
  // Looks up the entry instead of joining all hits, so that no document is read.
  const test = sql`(SELECT ${row.id} FROM ${from} WHERE ${row.entryId} = ${entryId}) IN (SELECT rowid FROM search WHERE search MATCH ${match} AND ${withinDeadline(sql`rowid`)})`;
  return { test, searchHits: searchHits(scope, match, kind) };
}

function searchHits(scope: StatementContext, match: SQL, kind: EntryKind | undefined): SearchHits {
  const { row, from } = scope.aliasTable(documents);
  const ofKind = kind === undefined ? sql`${row.entryId} IS NOT NULL` : sql`${row.kind} = ${kind}`;
  const hits = sql`search CROSS JOIN ${from} INDEXED BY documents_found ON ${row.id} = search.rowid WHERE search MATCH ${match} AND ${ofKind} AND ${withinDeadline(sql`search.rowid`)}`;
  return {
    isFewerThan: (limit) =>
      sql`(SELECT count(*) FROM (SELECT 1 FROM ${hits} LIMIT ${limitExpression(limit)})) < ${limit}`,
    selectIds: sql`SELECT ${row.entryId} FROM ${hits}`,
    selectCount: sql`(SELECT count(*) FROM ${hits})`,
  };
}

/** All conditions, for a statement that reads every matching row: with a search, only its hits are read. */
export function searchFirstWhere(conditions: readonly Condition[], id: SQL): SQL {
  const search = conditions.find((condition) => condition.searchHits);
  if (!search?.searchHits) return conditionsToSql(conditions);
  const otherConditions = conditions.filter((condition) => condition !== search);
  return allOf([sql`${id} IN (${search.searchHits.selectIds})`, ...otherConditions.map(({ test }) => sql`+(${test})`)]);
}
