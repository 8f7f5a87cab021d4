import { type SQL, sql } from 'drizzle-orm';
import type { Day } from '../../model/calendar.ts';
import { registers } from '../../model/identifiers.ts';
import { listLookupForms } from '../../model/match-names.ts';
import { isUnspaced, reverse, splitWords } from '../../model/search-text.ts';
import type { IdentifierScheme, ResolutionKind } from '../../model/vocabulary.ts';
import { wordRank } from '../derived-tables.ts';
import { type StatementContext, valueList, withinDeadline } from '../sql-builder.ts';
import {
  countries,
  countryPeriods,
  documents,
  identifiers,
  nameForms,
  names,
  offices,
  parties,
  people,
  terms,
  topics,
} from '../tables/index.ts';
import { termHeldOn } from './office.ts';
import { formatWord } from './search.ts';

export interface ResolveQuery {
  name: string;
  kinds: readonly ResolutionKind[];
  /** The day on which the record must exist, live or be in office. */
  on?: Day | null | undefined;
  limit: number;
}

/** The records that are compared with the name at most, of those found by a word, by a beginning and by similar spelling. */
const maxCandidates = { words: 60, beginnings: 60, similar: 60, titles: 200 };
/** The number of forms whose spelling is compared at most. */
const maxComparedForms = 20_000;
/** Worse matches are not listed. */
const minScore = 0.5;
const maxWords = 12;
const shortestSimilarWord = 4;
/** Forms of codes have this rank, in addition to that of the party's kind. */
const codeRank = 1;

const number = (value: number): SQL => sql.raw(String(value));

/**
 * SELECT of the records that a name may mean, best first: `kind`, `id`, `score`, `reason`, and `matched`, the form of the
 * name that matched. `order` is the position.
 */
export function selectResolutions(scope: StatementContext, { name, kinds, on, limit }: ResolveQuery): SQL {
  const forms = listLookupForms(name);
  const main = forms[0] ?? '';
  if (main === '') return noResolutions;
  const arms = [
    ...(kinds.some((kind) => kind !== 'OFFICE' && kind !== 'TOPIC')
      ? [selectParties(scope, forms, kinds, on ?? null), selectByPartyKey(scope, name, kinds)]
      : []),
    ...(kinds.includes('OFFICE') ? [selectOffices(scope, name, main, on ?? null)] : []),
    ...(kinds.includes('TOPIC') ? [selectTopics(scope, name, main)] : []),
    ...selectByIdentifier(scope, name, kinds),
  ];
  if (arms.length === 0) return noResolutions;
  const best = sql`SELECT kind, id, max(score) AS score, reason, matched, rank FROM (${sql.join(arms, sql` UNION ALL `)}) WHERE score >= ${number(minScore)} GROUP BY kind, id`;
  return sql`SELECT kind, id, score, reason, matched, row_number() OVER (ORDER BY score DESC, rank, kind, id) AS position
    FROM (${best}) ORDER BY score DESC, rank, kind, id LIMIT ${limit}`;
}

const noResolutions = sql`SELECT NULL AS kind, NULL AS id, NULL AS score, NULL AS reason, NULL AS matched, NULL AS position WHERE false`;

/** The parties with a name like this: equal, with the same words, with the same beginning, or spelled nearly the same. */
function selectParties(
  scope: StatementContext,
  forms: readonly string[],
  kinds: readonly ResolutionKind[],
  on: Day | null,
): SQL {
  const main = forms[0] ?? '';
  const words = [...new Set(forms.flatMap((form) => form.split(' ')))].slice(0, maxWords);
  const party = scope.aliasTable(parties);
  const compared = scope.aliasTable(nameForms);
  const [exact, candidates, similar] = ['exact', 'candidates', 'similar'].map((part) =>
    sql.raw(`${part}_${scope.nextAlias()}`),
  ) as [SQL, SQL, SQL];
  const isNamed = sql`${compared.row.rank} < ${number(wordRank)} AND ${compared.row.rank} % 10 <> ${number(codeRank)}`;
  const rank = sql.raw('rank');
  const scored = sql`SELECT party_id, form, rank, similarity, 'EXACT' AS match FROM ${exact}
    UNION ALL SELECT party_id, form, rank, CAST(substr(match, 1, 6) AS REAL), substr(match, 7) FROM (
      SELECT ${compared.row.partyId} AS party_id, ${compared.row.form} AS form, ${compared.row.rank} AS rank,
        max(match_names(${main}, ${compared.row.form}, 1)) AS match
      FROM ${candidates} CROSS JOIN ${compared.from} ON ${compared.row.partyId} = ${candidates}.party_id
      WHERE ${isNamed} AND ${candidates}.party_id NOT IN (SELECT party_id FROM ${exact}) GROUP BY ${compared.row.partyId})`;
  const isFormerOnDay = on === null ? sql`0` : usedOn(scope, sql`party_id`, sql`form`, on);
  const byName = sql`CASE rank % 10 WHEN 0 THEN 1 WHEN 1 THEN 0.99 WHEN 2 THEN 0.99 WHEN 3 THEN 0.97
    WHEN 4 THEN iif(${isFormerOnDay}, 0.99, 0.92) WHEN 5 THEN 0.75 ELSE 0.9 END`;
  const reason = sql`CASE match WHEN 'EXACT' THEN CASE rank % 10 WHEN 1 THEN 'CODE' WHEN 3 THEN 'ALIAS' WHEN 4 THEN 'FORMER_NAME'
    WHEN 5 THEN 'DEMONYM' ELSE 'NAME' END ELSE match END`;
  return sql`SELECT * FROM (WITH ${exact} AS MATERIALIZED (${selectExact(scope, forms)}),
    ${similar} AS MATERIALIZED (${selectSimilar(scope, [main, ...words], exact)}),
    ${candidates} AS MATERIALIZED (SELECT * FROM (${selectByWords(scope, words)}) UNION SELECT * FROM (${selectByBeginning(scope, main)}) UNION SELECT party_id FROM ${similar})
    SELECT ${party.row.kind} AS kind, party_id AS id, similarity * ${byName} * ${dayFactor(scope, party.row, on)} AS score, ${reason} AS reason, form AS matched, ${rank}
    FROM (${scored}) CROSS JOIN ${party.from} ON ${party.row.id} = party_id
    WHERE ${party.row.kind} IN ${valueList(kinds)})`;
}

/** The parties with a name, a code or a key of one of these forms. Rewritings of the name count a little less. */
function selectExact(scope: StatementContext, forms: readonly string[]): SQL {
  const { row, from } = scope.aliasTable(nameForms);
  const asked = sql`(SELECT value AS form, iif(key < 2, 1.0, 0.97) AS weight FROM json_each(${JSON.stringify(forms)}))`;
  return sql`SELECT ${row.partyId} AS party_id, ${row.form} AS form, ${row.rank} AS rank, max(asked.weight) AS similarity
    FROM ${asked} asked CROSS JOIN ${from} INDEXED BY name_forms_form ON ${row.form} = asked.form
    WHERE ${row.rank} < ${number(wordRank)} AND ${withinDeadline(row.partyId)} GROUP BY ${row.partyId}, ${row.form}`;
}

/** The parties whose names have most of the words. */
function selectByWords(scope: StatementContext, words: readonly string[]): SQL {
  const { row, from } = scope.aliasTable(nameForms);
  return sql`SELECT ${row.partyId} AS party_id FROM json_each(${JSON.stringify(words)}) word
    CROSS JOIN ${from} INDEXED BY name_forms_form ON ${row.form} = word.value
    WHERE ${row.rank} % 10 <> ${number(codeRank)} AND ${withinDeadline(row.partyId)}
    GROUP BY ${row.partyId} ORDER BY sum(length(word.value)) DESC, min(${row.rank}), ${row.partyId} LIMIT ${number(maxCandidates.words)}`;
}

function selectByBeginning(scope: StatementContext, form: string): SQL {
  const { row, from } = scope.aliasTable(nameForms);
  return sql`SELECT DISTINCT ${row.partyId} AS party_id FROM ${from} INDEXED BY name_forms_form
    WHERE ${row.form} > ${form} AND ${row.form} < ${`${form}\u{10FFFF}`} AND ${row.rank} < ${number(wordRank)} AND ${withinDeadline(row.partyId)}
    ORDER BY ${row.rank}, ${row.partyId} LIMIT ${number(maxCandidates.beginnings)}`;
}

/** The parties with a name, or a word of a name, that is spelled nearly the same. None if a name is equal. */
function selectSimilar(scope: StatementContext, texts: readonly string[], exact: SQL): SQL {
  const asked = [...new Set(texts)]
    .filter((text) => [...text].length >= shortestSimilarWord && !isUnspaced(text))
    .map((form) => {
      const { length } = [...form];
      const partLength = length <= 5 ? 1 : 2;
      const start = (text: string): string => [...text].slice(0, partLength).join('');
      return {
        form,
        head: start(form),
        tail: start(reverse(form)),
        length,
        limit: length <= 5 ? 1 : length < 10 ? 2 : 3,
      };
    });
  const compare = (part: 'head' | 'tail'): SQL => {
    const { row, from } = scope.aliasTable(nameForms);
    const column = part === 'head' ? row.form : row.reversed;
    const index = sql.raw(part === 'head' ? 'name_forms_form' : 'name_forms_reversed');
    const beginning = sql.raw(`asked.${part}`);
    return sql`SELECT ${row.partyId} AS party_id, ${row.form} AS form, asked.form AS asked, asked.most AS most
      FROM asked CROSS JOIN ${from} INDEXED BY ${index} ON ${column} >= ${beginning} AND ${column} < ${beginning} || char(1114111)
      WHERE length(${row.form}) BETWEEN asked.size - asked.most AND asked.size + asked.most
        AND ${row.rank} % 10 <> ${number(codeRank)} AND ${withinDeadline(row.partyId)}`;
  };
  return sql`SELECT party_id FROM (
      WITH asked AS MATERIALIZED (SELECT f.value ->> 'form' AS form, f.value ->> 'head' AS head, f.value ->> 'tail' AS tail,
        f.value ->> 'length' AS size, f.value ->> 'limit' AS most FROM json_each(${JSON.stringify(asked)}) f WHERE NOT EXISTS (SELECT 1 FROM ${exact}))
      SELECT party_id, edit_distance(form, asked, most) / CAST(length(asked) AS REAL) AS distance, asked, most
      FROM (${compare('head')} UNION ALL ${compare('tail')} LIMIT ${maxComparedForms}))
    WHERE distance <= 0.35 GROUP BY party_id ORDER BY min(distance), party_id LIMIT ${number(maxCandidates.similar)}`;
}

/** Whether the former name was in use on the day. */
function usedOn(scope: StatementContext, partyId: SQL, form: SQL, day: Day): SQL {
  const { row, from } = scope.aliasTable(names);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.partyId} = ${partyId} AND ${row.kind} = 'FORMER' AND coalesce(${row.start}, ${row.end}) IS NOT NULL
    AND coalesce(${row.start}, '') <= ${day} AND coalesce(${row.end}, '9999-12-31') >= ${day} AND word_form(${row.text}) = ${form})`;
}

/** The part of the score that remains on the day: a state that did not exist then, or a person who did not live, loses most of it. */
function dayFactor(scope: StatementContext, party: Readonly<Record<'id' | 'kind', SQL>>, on: Day | null): SQL {
  const country = scope.aliasTable(countries);
  if (on === null)
    return sql`iif(${party.kind} = 'COUNTRY', (SELECT iif(${country.row.status} = 'FORMER', 0.95, 1) FROM ${country.from} WHERE ${country.row.id} = ${party.id}), 1)`;
  const period = scope.aliasTable(countryPeriods);
  const person = scope.aliasTable(people);
  const term = scope.aliasTable(terms);
  const lasts = (row: Readonly<Record<'startEarliest' | 'endLatest', SQL>>): SQL => termHeldOn(row, on);
  const exists = sql`${lasts(country.row)} AND (NOT EXISTS (SELECT 1 FROM ${period.from} WHERE ${period.row.countryId} = ${country.row.id})
    OR EXISTS (SELECT 1 FROM ${period.from} WHERE ${period.row.countryId} = ${country.row.id} AND ${lasts(period.row)}))`;
  const lives = sql`coalesce(${person.row.bornEarliest}, '') <= ${on} AND coalesce(${person.row.diedLatest}, '9999-12-31') >= ${on}`;
  const inOffice = sql`(SELECT max(iif(${lasts(term.row)}, 1, 0.85)) FROM ${term.from} WHERE ${term.row.personId} = ${person.row.id})`;
  return sql`CASE ${party.kind} WHEN 'COUNTRY' THEN (SELECT iif(${exists}, 1, 0.3) FROM ${country.from} WHERE ${country.row.id} = ${party.id})
    WHEN 'PERSON' THEN (SELECT iif(${lives}, coalesce(${inOffice}, 0.9), 0.3) FROM ${person.from} WHERE ${person.row.id} = ${party.id}) ELSE 1 END`;
}

function selectByPartyKey(scope: StatementContext, name: string, kinds: readonly ResolutionKind[]): SQL {
  const { row, from } = scope.aliasTable(parties);
  return sql`SELECT ${row.kind} AS kind, ${row.id} AS id, 1.0 AS score, 'CODE' AS reason, ${row.key} AS matched, 0 AS rank
    FROM ${from} WHERE ${row.key} = ${name.trim()} AND ${row.kind} IN ${valueList(kinds)}`;
}

/** The records with the name as their identifier. Numbers could be those of several registers. */
function selectByIdentifier(scope: StatementContext, name: string, kinds: readonly ResolutionKind[]): SQL[] {
  const value = name.trim();
  const schemes = (Object.keys(registers) as IdentifierScheme[]).filter(
    (scheme) => !registers[scheme].countryField && registers[scheme].pattern.test(value) && !/^\d+$/.test(value),
  );
  if (schemes.length === 0) return [];
  const { row, from } = scope.aliasTable(identifiers);
  const party = scope.aliasTable(parties);
  const held = sql`${from} WHERE ${row.scheme} IN ${valueList(schemes)} AND ${row.value} = ${value}`;
  return [
    sql`SELECT ${party.row.kind} AS kind, ${party.row.id} AS id, 1.0 AS score, 'IDENTIFIER' AS reason, ${value} AS matched, 0 AS rank
      FROM ${party.from} WHERE ${party.row.id} IN (SELECT ${row.partyId} FROM ${held}) AND ${party.row.kind} IN ${valueList(kinds)}`,
    ...(kinds.includes('OFFICE')
      ? [
          sql`SELECT 'OFFICE', ${row.officeId}, 1.0, 'IDENTIFIER', ${value}, 0 FROM ${held} AND ${row.officeId} IS NOT NULL`,
        ]
      : []),
  ];
}

/** The documents of a kind with all words of the name, and how well their title matches it. */
function selectTitles(scope: StatementContext, kind: 'OFFICE' | 'TOPIC', main: string): SQL {
  const { row, from } = scope.aliasTable(documents);
  const words = splitWords(main).slice(0, maxWords);
  const query = words.map((word, index) => formatWord(word, index === words.length - 1)).join(' AND ');
  const id = kind === 'OFFICE' ? row.officeId : row.topicId;
  return sql`SELECT ${id} AS id, word_form(${row.title}) AS form, match_names(${main}, word_form(${row.title}), 0) AS match
    FROM search CROSS JOIN ${from} ON ${row.id} = search.rowid
    WHERE search MATCH ${query} AND search.rowid < 0 AND ${row.kind} = ${kind} AND ${withinDeadline(sql`search.rowid`)} LIMIT ${number(maxCandidates.titles)}`;
}

const titleScore = sql`CAST(substr(match, 1, 6) AS REAL)`;
const titleReason = sql`iif(substr(match, 7) = 'EXACT', 'NAME', substr(match, 7))`;

function selectOffices(scope: StatementContext, name: string, main: string, on: Day | null): SQL {
  const office = scope.aliasTable(offices);
  const keyed = scope.aliasTable(offices);
  const exists = on === null ? sql`1` : sql`iif(${termHeldOn(office.row, on)}, 1, 0.3)`;
  return sql`SELECT 'OFFICE' AS kind, found.id AS id, ${titleScore} * ${exists} AS score, ${titleReason} AS reason, found.form AS matched, 50 AS rank
    FROM (${selectTitles(scope, 'OFFICE', main)}) found CROSS JOIN ${office.from} ON ${office.row.id} = found.id
    UNION ALL SELECT 'OFFICE', ${keyed.row.id}, 1.0, 'CODE', ${keyed.row.key}, 0 FROM ${keyed.from} WHERE ${keyed.row.key} = ${name.trim()}`;
}

function selectTopics(scope: StatementContext, name: string, main: string): SQL {
  const keyed = scope.aliasTable(topics);
  return sql`SELECT 'TOPIC' AS kind, found.id AS id, ${titleScore} AS score, ${titleReason} AS reason, found.form AS matched, 60 AS rank
    FROM (${selectTitles(scope, 'TOPIC', main)}) found
    UNION ALL SELECT 'TOPIC', ${keyed.row.id}, 1.0, 'CODE', ${keyed.row.key}, 0 FROM ${keyed.from} WHERE ${keyed.row.key} = ${name.trim()}`;
}

/** The name that has the matched form, as it is spelled; a code or a key as it is. */
export function selectMatchedName(scope: StatementContext, partyId: SQL, matched: SQL): SQL {
  const { row, from } = scope.aliasTable(names);
  return sql`(SELECT spelled FROM (SELECT spell_form(${row.text}, ${matched}) AS spelled FROM ${from} WHERE ${row.partyId} = ${partyId} ORDER BY ${row.ordinal}) WHERE spelled IS NOT NULL LIMIT 1)`;
}
