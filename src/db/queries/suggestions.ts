import { type SQL, sql } from 'drizzle-orm';
import { isUnspaced, reverse } from '../../model/search-text.ts';
import { wordRank } from '../derived-tables.ts';
import { type StatementContext, withinDeadline } from '../sql-builder.ts';
import { nameForms, names, parties } from '../tables/index.ts';
import { knownText, maxSuggestions, wholeText } from './compose-suggestions.ts';
import { formatWord, type SearchQuery } from './search.ts';

/** More words than that are no name, and are not compared with any. */
const maxWords = 8;
/** Words of two letters are near too many others. */
const minLength = 3;
/** The number of forms that are compared at most. Names of one letter in the record are fewer by far. */
const maxComparedForms = 20_000;
const codeRank = 1;
/** A party is suggested by the name that it is shown with if no more letters differ. */
const maxShownDistance = 3;

/** A text that is also found, but is no shown name of a party, is compared with the names of states if it has so many letters. */
const minKnownLength = 6;

/** A word of the search text, or the whole of it, for which similar names are listed. */
interface MisspelledForm {
  /** `knownText` or `wholeText`; otherwise the number of the word. */
  place: number;
  form: string;
  /** The word in the syntax of FTS5. */
  term: string;
  /** The beginning of the form, and of the form backwards: similar names have the same beginning or the same end. */
  head: string;
  tail: string;
  length: number;
  /** The greatest number of different letters. */
  limit: number;
  /** The worst rank of a name. */
  worst: number;
}

function toMisspelledForm(form: string, place: number, term: string): MisspelledForm {
  const { length } = [...form];
  const partLength = length <= 5 ? 1 : Math.max(2, Math.floor(length / 3));
  const start = (text: string): string => [...text].slice(0, partLength).join('');
  const limit = length <= 5 ? 1 : length < 14 ? 2 : 3;
  return { place, form, term, head: start(form), tail: start(reverse(form)), length, limit, worst: wordRank };
}

/** Search texts with the names of parties in place of words that occur nowhere, as a JSON array. */
export function selectSuggestions(scope: StatementContext, search: SearchQuery): SQL {
  const words = search.terms.flatMap((term) => term.words);
  if (words.length > maxWords) return sql`json('[]')`;
  const whole = toMisspelledForm(search.nameForms.at(-1) ?? '', wholeText, '');
  const forms = [
    ...(words.length > 1 ? [whole] : []),
    ...(whole.length >= minKnownLength ? [{ ...whole, place: knownText, limit: 1, worst: 0 }] : []),
    ...words.map((word, index) =>
      toMisspelledForm(word, index + 1, formatWord(word, search.isOpenEnded && index === words.length - 1)),
    ),
  ].filter(({ form, length }) => length >= minLength && !(isUnspaced(form) && length < 4));
  const { row: known, from: knownForms } = scope.aliasTable(nameForms);
  const { row: shown, from: shownForms } = scope.aliasTable(nameForms);
  const { row: party, from: partyOf } = scope.aliasTable(parties);
  const { row: name, from: namesOfParty } = scope.aliasTable(names);
  return sql`json((WITH asked AS MATERIALIZED (
      SELECT f.value ->> 'place' AS place, f.value ->> 'form' AS form, f.value ->> 'head' AS head, f.value ->> 'tail' AS tail,
        f.value ->> 'length' AS size, f.value ->> 'limit' AS most, f.value ->> 'worst' AS worst FROM json_each(${JSON.stringify(forms)}) f
      WHERE CASE WHEN f.value ->> 'place' <= 0 THEN NOT EXISTS (SELECT 1 FROM ${knownForms} WHERE ${known.form} = f.value ->> 'form'
          AND ${known.rank} < ${wordRank} AND (${known.rank} % 10 = 0 OR f.value ->> 'place' = 0))
        ELSE NOT EXISTS (SELECT 1 FROM search WHERE search MATCH iif(in_time(0.5), f.value ->> 'term', NULL)) END),
    near AS (
      SELECT place, most, asked, party_id, form, rank, edit_distance(form, asked, most) AS distance FROM (
        ${selectSimilar(scope, 'head')} UNION ALL ${selectSimilar(scope, 'tail')} LIMIT ${maxComparedForms})),
    nearest AS (
      SELECT *, row_number() OVER (PARTITION BY place, party_id ORDER BY distance, rank, form) AS of_party FROM (
        SELECT place, asked, party_id, form, distance, min(rank) AS rank FROM near WHERE distance <= most GROUP BY place, form)),
    listed AS (
      SELECT *, row_number() OVER (PARTITION BY place ORDER BY distance, rank, form) AS position FROM nearest WHERE of_party = 1)
    SELECT compose_suggestions(${JSON.stringify(words)}, (SELECT json_group_array(place) FROM asked), json_group_array(json_object('place', place,
      'text', coalesce((SELECT ${party.name} FROM ${partyOf} WHERE ${party.id} = listed.party_id AND listed.rank < ${wordRank}
          AND edit_distance((SELECT ${shown.form} FROM ${shownForms} WHERE ${shown.partyId} = ${party.id} AND ${shown.rank} % 10 = 0), listed.asked, ${maxShownDistance}) <= ${maxShownDistance}),
        (SELECT spelled FROM (SELECT spell_form(${name.text}, listed.form) AS spelled FROM ${namesOfParty} WHERE ${name.partyId} = listed.party_id ORDER BY ${name.ordinal})
        WHERE spelled IS NOT NULL LIMIT 1))) ORDER BY place, position))
    FROM listed WHERE position <= ${maxSuggestions}))`;
}

/** The forms of names with the same beginning or the same end, and nearly the same length. */
function selectSimilar(scope: StatementContext, part: 'head' | 'tail'): SQL {
  const { row, from } = scope.aliasTable(nameForms);
  const column = part === 'head' ? row.form : row.reversed;
  const start = sql.raw(`asked.${part}`);
  const index = sql.raw(part === 'head' ? 'name_forms_form' : 'name_forms_reversed');
  return sql`SELECT asked.place, asked.most, asked.form AS asked, ${row.partyId} AS party_id, ${row.form} AS form, ${row.rank} AS rank
    FROM asked CROSS JOIN ${from} INDEXED BY ${index} ON ${column} >= ${start} AND ${column} < ${start} || char(1114111)
    WHERE length(${row.form}) BETWEEN asked.size - asked.most AND asked.size + asked.most AND ${row.rank} % 10 <> ${codeRank}
      AND ${row.rank} <= asked.worst AND ${withinDeadline(row.partyId)}`;
}
