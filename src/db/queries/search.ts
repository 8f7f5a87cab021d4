import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import {
  type IndexedTerm,
  isUnspaced,
  type SearchTerm,
  splitWords,
  toIndexedTerm,
  toNameForms,
} from '../../model/search-text.ts';
import type { EntryKind } from '../../model/vocabulary.ts';
import { documentIdsPerDay, wordRank } from '../derived-tables.ts';
import { allOf, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { documents, nameForms } from '../tables/index.ts';
import { type Condition, conditionsToSql, type SearchHits } from './filter.ts';

/** The longest prefix with its own index (the `prefix` option of the FTS5 table); longer ones are collected from all matching words. */
const indexedPrefixLength = 3;

/**
 * Parses search text into terms, all of which must match: words, "phrases in quotes" and prefixes ending in *. Other FTS5
 * operators are treated as text.
 */
function parseSearchTerms(text: string): SearchTerm[] {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw badInput(
      `The search text ${JSON.stringify(text)} has an unclosed quotation mark. Close the quotation or remove the mark.`,
    );
  // The article of "l'Ukraine" is a word of its own.
  const terms = [...text.replace(/^\s*l['’]/i, '$& ').matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, plain = '']) => ({
      words: splitWords(phrase ?? plain),
      isPrefix: phrase === undefined && plain.endsWith('*'),
    }))
    .filter((term) => term.words.length > 0);
  if (terms.length === 0)
    throw badInput(
      `The search text ${JSON.stringify(text)} contains no word. Give at least one word, such as "uranium".`,
    );
  return terms;
}

/** A word in the syntax of FTS5. */
export const formatWord = (word: string, isPrefix: boolean): string =>
  formatTerm(toIndexedTerm({ words: [word], isPrefix }));

const formatTerm = ({ tokens, isPrefix }: IndexedTerm): string => `"${tokens.join(' ')}"${isPrefix ? '*' : ''}`;

/** Terms for which FTS5 reads much of its index before the first hit: phrases and long prefixes. */
const isExpensiveTerm = ({ tokens, isPrefix }: IndexedTerm): boolean =>
  tokens.length > 1 || (isPrefix && [...(tokens[0] ?? '')].length > indexedPrefixLength);

/** The cost of phrases of at least so many words is estimated first, because FTS5 compares positions in every text that has all the words. */
const longPhraseWords = 4;
/** The number of words that FTS5 compares in half a second. */
const maxComparedWords = 5_000_000;

// Private-use characters occur in no text.
const noMatchQuery = '"\u{E000}"';

const ifTimeLeft = (share: number, value: SQL): SQL => sql`iif(in_time(${sql.raw(String(share))}), ${value}, NULL)`;
const termRows = (terms: readonly IndexedTerm[]): SQL => sql`json_each(${JSON.stringify(terms.map(formatTerm))}) term`;
const matchClause = (share: number): SQL =>
  sql`FROM search WHERE search MATCH ${ifTimeLeft(share, sql`term.value`)} AND ${withinDeadline(sql`search.rowid`, share)}`;

/** Rows of a search for the words of each phrase, and their number. */
const phraseRows = (terms: readonly IndexedTerm[]): SQL => {
  const rows = terms.map(({ tokens }) => [
    [...new Set(tokens)].map((token) => `"${token}"`).join(' AND '),
    tokens.length,
  ]);
  return sql`(SELECT value ->> 0 AS value, value ->> 1 AS words FROM json_each(${JSON.stringify(rows)})) term`;
};
/** True, or a timeout: FTS5 could not be interrupted while it compares the words of a phrase. */
const isPhraseAffordable = sql`iif((SELECT count(*) ${matchClause(0.4)}) * term.words <= ${sql.raw(String(maxComparedWords))}, 1, in_time(1e-9))`;

/** A parsed full-text search. */
export class SearchQuery {
  readonly terms: readonly SearchTerm[];
  readonly #text: string;
  /** The distinct terms of the index. */
  readonly #terms: readonly IndexedTerm[];
  readonly #expensiveTerms: readonly IndexedTerm[];

  constructor(text: string) {
    this.terms = parseSearchTerms(text);
    this.#text = text;
    this.#terms = [...new Map(this.terms.map(toIndexedTerm).map((term) => [formatTerm(term), term])).values()];
    this.#expensiveTerms = this.#terms.filter(isExpensiveTerm);
  }

  /** The text as the form of a name, with and without an article. */
  get nameForms(): readonly string[] {
    return toNameForms(this.#text.replace(/["*]/g, ' '));
  }

  /** Whether the text may end within a word. */
  get isOpenEnded(): boolean {
    const last = this.terms.at(-1);
    return last !== undefined && (last.isPrefix || isUnspaced(last.words.at(-1) ?? ''));
  }

  /** The lines of two texts that match, as a JSON array of HTML. */
  selectHighlights(title: SQL, body: SQL): SQL {
    return sql`search_highlights(${title}, ${body}, ${JSON.stringify(this.terms)})`;
  }

  /**
   * The expression after `MATCH`. The work of FTS5 before the first row, which it repeats for each term, cannot be interrupted.
   * If it could take long, the terms are first tried one by one with a deadline, and the whole query may take as long again.
   * Ranking counts the matches of each term. No part starts after its deadline.
   */
  toMatchExpression({ ranked = false } = {}): SQL {
    const [terms, expensive] = [this.#terms, this.#expensiveTerms];
    const longPhrases = expensive.filter((term) => !term.isPrefix && term.tokens.length >= longPhraseWords);
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

/** Tiers of hits: up to `wordRank` for a party whose name or code equals the text, then names that begin with it, then others. */
const beginningTier = 100;
const otherTier = 200;
const number = (value: number): SQL => sql.raw(String(value));

/** The tier of a hit. Only documents of parties, whose ids are theirs, have names. */
export function selectTier(scope: StatementContext, { nameForms: forms, isOpenEnded }: SearchQuery, hit: SQL): SQL {
  const tiers = forms.map((form) => {
    const { row, from } = scope.aliasTable(nameForms);
    const goesOn = isOpenEnded ? sql`1` : sql`substr(${row.form}, length(${form}) + 1, 1) = ' '`;
    return sql`coalesce((SELECT min(CASE WHEN ${row.form} = ${form} THEN ${row.rank} WHEN ${goesOn} THEN ${number(beginningTier)} + ${row.rank} / 10 END)
      FROM ${from} WHERE ${row.partyId} = ${hit} AND ${row.form} >= ${form} AND ${row.form} < ${`${form}\u{10FFFF}`} AND ${row.rank} < ${number(wordRank)}), ${number(otherTier)})`;
  });
  const tier = tiers.length > 1 ? sql`min(${sql.join(tiers, sql`, `)})` : (tiers[0] ?? number(otherTier));
  return sql`CASE WHEN ${hit} > 0 AND ${hit} < ${number(documentIdsPerDay)} THEN ${tier} ELSE ${number(otherTier)} END`;
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
    isFewerThan: (limit) => sql`(SELECT count(*) FROM (SELECT 1 FROM ${hits} LIMIT ${limit})) < ${limit}`,
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
