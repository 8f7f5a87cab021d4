import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { EntryKind } from '../../model/vocabulary.ts';
import { all, inTime, type Scope, upTo } from '../sql-builder.ts';
import { documents } from '../tables/index.ts';
import { type Condition, type Found, tests } from './filter.ts';

const word = /[\p{L}\p{N}]/u;
/** Beginnings of so many letters have an index of their own, as its `prefix` says; longer ones are gathered from all words that begin so. */
const indexedLetters = 3;

interface Term {
  text: string;
  prefix: boolean;
}

/**
 * A reader's words, each once: every one must be there, "words in quotes" stand together, a word* is a beginning.
 * Whatever else FTS5 would read as an operator is taken as text.
 */
function parseSearch(text: string): Term[] {
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
    .filter((term) => word.test(term.text))
    .map(({ text: own, prefix }) => ({ text: own.replace(/\*+$/, ''), prefix }));
  if (terms.length === 0)
    throw badInput(
      `The search text ${JSON.stringify(text)} has no word to look for. Give at least one word, such as "uranium".`,
    );
  return [...new Map(terms.map((term) => [told(term), term])).values()];
}

const told = ({ text, prefix }: Term): string => `"${text}"${prefix ? '*' : ''}`;

/** FTS5 reads much of its index before it finds the first: a phrase stands wherever its words meet, a long beginning is gathered. */
const isHard = ({ text, prefix }: Term): boolean =>
  prefix ? [...text].length > indexedLetters : /[^\p{L}\p{N}]/u.test(text.trim());

/** Words of a phrase, about as FTS5 parts them. */
const wordsOf = ({ text }: Term): string[] => text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
/** From so many words on, what a phrase takes is estimated first: its words are compared wherever a text holds all of them. */
const longPhrase = 4;
/** So many words are compared within half a second. */
const mostCompared = 5_000_000;

// No text of the record holds a private-use character.
const nothing = '"\u{E000}"';

const begun = (share: number, what: SQL): SQL => sql`iif(in_time(${sql.raw(String(share))}), ${what}, NULL)`;
const each = (terms: readonly Term[]): SQL => sql`json_each(${JSON.stringify(terms.map(told))}) term`;
const hits = (share: number): SQL =>
  sql`FROM search WHERE search MATCH ${begun(share, sql`term.value`)} AND ${inTime(sql`search.rowid`, share)}`;

/** Of each phrase the search for its words, and how many words they are. */
const phrases = (terms: readonly Term[]): SQL => {
  const all = terms.map((term) => [
    [...new Set(wordsOf(term))].map((one) => `"${one}"`).join(' AND '),
    wordsOf(term).length,
  ]);
  return sql`(SELECT value ->> 0 AS value, value ->> 1 AS words FROM json_each(${JSON.stringify(all)})) term`;
};
/** True, or the end of the time: FTS5 would compare the words of a phrase in one go. */
const comparable = sql`iif((SELECT count(*) ${hits(0.4)}) * term.words <= ${sql.raw(String(mostCompared))}, 1, in_time(1e-9))`;

/** What a reader looks for. */
export class Search {
  readonly #terms: readonly Term[];
  readonly #hard: readonly Term[];

  constructor(text: string) {
    this.#terms = parseSearch(text);
    this.#hard = this.#terms.filter(isHard);
  }

  /** FTS5 reads more than the hits before it finds the first, or one of them. */
  get gathers(): boolean {
    return this.#hard.length > 0;
  }

  /**
   * What stands after `MATCH`. What FTS5 does before it comes to a row can't be ended, and it does so for each term: where that might take
   * long, the terms are looked for one after the other first, with the clock in view, and as long may the whole take once more. To rank,
   * it counts what each term matches. Nothing begins when its time is over.
   */
  match({ ranked = false } = {}): SQL {
    const [terms, hard] = [this.#terms, this.#hard];
    const long = hard.filter((term) => !term.prefix && wordsOf(term).length >= longPhrase);
    const first = [
      ...(long.length > 0 ? [sql`NOT EXISTS (SELECT 1 FROM ${phrases(long)} WHERE NOT ${comparable})`] : []),
      ...(hard.length > 1
        ? [sql`NOT EXISTS (SELECT 1 FROM ${each(hard)} WHERE NOT EXISTS (SELECT 1 ${hits(0.4)}))`]
        : []),
      ...(ranked && terms.length > 3
        ? [sql`(SELECT sum((SELECT count(*) ${hits(0.35)})) FROM ${each(terms)}) > 0`]
        : []),
    ];
    const whole = begun(hard.length > 1 ? 0.6 : hard.length > 0 ? 0.85 : 1, sql`${terms.map(told).join(' AND ')}`);
    return first.length === 0 ? whole : sql`CASE WHEN ${all(first)} THEN ${whole} ELSE ${nothing} END`;
  }
}

/** The entry's words hold what is searched for; `kind`, where the rows are all of that. */
export function saying(scope: Scope, entryId: SQL, text: string, kind?: EntryKind): Condition {
  const match = new Search(text).match();
  const { row, from } = scope.table(documents);
  // By the entry, and not by all that was found: the hits come in their order, and none of their documents is read.
  const test = sql`(SELECT ${row.id} FROM ${from} WHERE ${row.entryId} = ${entryId}) IN (SELECT rowid FROM search WHERE search MATCH ${match} AND ${inTime(sql`rowid`)})`;
  return { test, found: found(scope, match, kind) };
}

function found(scope: Scope, match: SQL, kind: EntryKind | undefined): Found {
  const { row, from } = scope.table(documents);
  const ofKind = kind === undefined ? sql`${row.entryId} IS NOT NULL` : sql`${row.kind} = ${kind}`;
  const hits = sql`search CROSS JOIN ${from} INDEXED BY documents_found ON ${row.id} = search.rowid WHERE search MATCH ${match} AND ${ofKind} AND ${inTime(sql`search.rowid`)}`;
  return {
    fewer: (than) => sql`(SELECT count(*) FROM (SELECT 1 FROM ${hits} LIMIT ${upTo(than)})) < ${than}`,
    ids: sql`SELECT ${row.entryId} FROM ${hits}`,
    count: sql`(SELECT count(*) FROM ${hits})`,
  };
}

/** All the conditions, for a statement that reads all the rows that match: what a search finds is read, and not all else. */
export function foundFirst(conditions: readonly Condition[], id: SQL): SQL {
  const searched = conditions.find((condition) => condition.found);
  if (!searched?.found) return tests(conditions);
  const rest = conditions.filter((condition) => condition !== searched);
  return all([sql`${id} IN (${searched.found.ids})`, ...rest.map(({ test }) => sql`+(${test})`)]);
}
