import { sql } from 'drizzle-orm';
import type { Day } from '../../model/calendar.ts';
import type { PartyKind } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { wordRank } from '../derived-tables.ts';
import { commodities, countries, nameForms, offices, parties, sources, terms, topics } from '../tables/index.ts';

/** A party with a name of the asked form. */
export interface NamedParty {
  form: string;
  id: number;
  key: string;
  name: string;
  kind: PartyKind;
  /** Whether the form is only one word of its name. */
  isWord: 0 | 1;
}

/** A term in office on a day, with its holder. */
export interface HeldTerm {
  key: string;
  office: string;
  rank: string;
  title: string;
  /** The key and the name of the country of the office. */
  country: string | null;
  countryName: string | null;
  start: string | null;
  /** The last day; null if it is not known, or the term goes on. */
  end: string | null;
  personId: number;
  person: string;
  name: string;
}

/** The forms of one name that more parties have are not listed, as the first ones would be a chance selection. */
export const maxPartiesPerForm = 25;

/** Returns the parties whose names have one of these forms, or a word of this form. */
export const selectPartiesByForm = (reader: Reader, forms: readonly string[]): Promise<NamedParty[]> =>
  reader.all<NamedParty>(
    sql`SELECT * FROM (
      SELECT ${nameForms.form} AS "form", ${parties.id} AS "id", ${parties.key} AS "key", ${parties.name} AS "name", ${parties.kind} AS "kind",
        ${nameForms.rank} >= ${wordRank} AS "isWord",
        row_number() OVER (PARTITION BY ${nameForms.form} ORDER BY ${nameForms.rank}, ${parties.key}) AS "position"
      FROM json_each(${JSON.stringify(forms)}) asked CROSS JOIN ${nameForms} ON ${nameForms.form} = asked.value
        JOIN ${parties} ON ${parties.id} = ${nameForms.partyId})
    WHERE "position" <= ${maxPartiesPerForm + 1}`,
  );

/** Returns the parties with these keys. */
export const selectPartiesByKey = (reader: Reader, keys: readonly string[]) =>
  reader.all<Omit<NamedParty, 'form' | 'isWord'>>(
    sql`SELECT ${parties.id} AS "id", ${parties.key} AS "key", ${parties.name} AS "name", ${parties.kind} AS "kind"
      FROM ${parties} WHERE ${parties.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
  );

/** Returns the countries with these codes, and whether they existed on the day. */
export const selectCountriesByCode = (reader: Reader, codes: readonly string[], on: Day | undefined) =>
  reader.all<{ code: string; key: string; name: string; exists: 0 | 1 }>(
    sql`SELECT ${countries.code} AS "code", ${parties.key} AS "key", ${parties.name} AS "name",
        ${on === undefined ? sql`1` : sql`coalesce(${countries.startEarliest}, '') <= ${on} AND coalesce(${countries.endLatest}, '9999-12-31') >= ${on}`} AS "exists"
      FROM ${countries} JOIN ${parties} ON ${parties.id} = ${countries.id}
      WHERE ${countries.code} IN (SELECT value FROM json_each(${JSON.stringify(codes)}))`,
  );

const heldTerms = sql`SELECT ${terms.key} AS "key", ${offices.key} AS "office", ${offices.rank} AS "rank", ${offices.title} AS "title",
    "of"."key" AS "country", "of"."name" AS "countryName", ${terms.startEarliest} AS "start", ${terms.endLatest} AS "end",
    ${terms.personId} AS "personId", ${parties.key} AS "person", ${parties.name} AS "name"
  FROM ${terms} JOIN ${offices} ON ${offices.id} = ${terms.officeId} JOIN ${parties} ON ${parties.id} = ${terms.personId}
    LEFT JOIN ${parties} "of" ON "of"."id" = ${offices.countryId}`;

const isHeldOn = (on: Day) =>
  sql`coalesce(${terms.startEarliest}, '') <= ${on} AND coalesce(${terms.endLatest}, '9999-12-31') >= ${on}`;

/** Returns the terms that these people held on the day. */
export const selectTermsOfPeople = (reader: Reader, ids: readonly number[], on: Day): Promise<HeldTerm[]> =>
  reader.all<HeldTerm>(
    sql`${heldTerms} WHERE ${terms.personId} IN (SELECT value FROM json_each(${JSON.stringify(ids)})) AND ${isHeldOn(on)} ORDER BY ${terms.key}`,
  );

/** Returns who held offices of these countries on the day. */
export const selectHolders = (reader: Reader, countryKeys: readonly string[], on: Day): Promise<HeldTerm[]> =>
  reader.all<HeldTerm>(
    sql`${heldTerms} WHERE ${offices.countryId} IN (SELECT "c"."id" FROM ${parties} "c" WHERE "c"."key" IN (SELECT value FROM json_each(${JSON.stringify(countryKeys)})))
      AND ${isHeldOn(on)} ORDER BY ${terms.key}`,
  );

/** Returns the topics and commodities with these names or keys. */
export const selectSubjects = (reader: Reader, subjects: readonly { name: string; key: string }[]) =>
  reader.all<{ kind: 'TOPIC' | 'COMMODITY'; asked: string; key: string; name: string }>(
    sql`SELECT 'TOPIC' AS "kind", asked.value ->> 'name' AS "asked", ${topics.key} AS "key", ${topics.name} AS "name"
        FROM json_each(${JSON.stringify(subjects)}) asked JOIN ${topics} ON ${topics.key} = asked.value ->> 'key' OR word_form(${topics.name}) = word_form(asked.value ->> 'name')
      UNION ALL SELECT 'COMMODITY', asked.value ->> 'name', ${commodities.key}, coalesce(${commodities.name}, ${commodities.key})
        FROM json_each(${JSON.stringify(subjects)}) asked JOIN ${commodities} ON ${commodities.key} = asked.value ->> 'key'`,
  );

/** Returns the key of the source whose text has this hash. */
export const selectSourceByHash = (reader: Reader, sha256: string) =>
  reader.get<{ key: string }>(
    sql`SELECT ${sources.key} AS "key" FROM ${sources} WHERE ${sources.sha256} = ${sha256} ORDER BY ${sources.key} LIMIT 1`,
  );
