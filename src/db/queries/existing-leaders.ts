import { sql } from 'drizzle-orm';
import type { Day } from '../../model/fuzzy-date.ts';
import type { Reader } from '../database.ts';
import { countries, imported, offices, parties, records, terms } from '../tables/index.ts';

export interface ExistingTerm {
  key: string;
  office: string;
  /** The country of the office. */
  country: string | null;
  rank: string;
  capacity: string;
  person: string;
  personName: string;
  start: string | null;
  startEarliest: Day | null;
  end: string | null;
  endLatest: Day | null;
}

export interface ExistingLeaders {
  /** The display name, ISO 3166 alpha-3 code and status of each country, by key. */
  countries: ReadonlyMap<string, { name: string; alpha3: string | null; status: string }>;
  /** Keys of people and offices that this importer did not import. */
  people: ReadonlySet<string>;
  offices: ReadonlySet<string>;
  /** Keys of people that this importer imported. */
  ownPeople: ReadonlySet<string>;
  terms: readonly ExistingTerm[];
}

/** Returns the recorded leaders, for an importer that adds to them. */
export async function readExistingLeaders(reader: Reader, importer: string): Promise<ExistingLeaders> {
  const countryRows = await reader.all<{ key: string; name: string; alpha3: string | null; status: string }>(
    sql`SELECT ${parties.key} AS "key", ${parties.name} AS "name", ${countries.alpha3} AS "alpha3", ${countries.status} AS "status" FROM ${countries} JOIN ${parties} ON ${parties.id} = ${countries.id}`,
  );
  const recordRows = await reader.all<{ noun: 'person' | 'office'; key: string; isOwn: 0 | 1 }>(
    sql`SELECT ${records.noun} AS "noun", ${records.key} AS "key",
        EXISTS (SELECT 1 FROM ${imported} WHERE ${imported.recordId} = ${records.id} AND ${imported.importer} = ${importer}) AS "isOwn"
      FROM ${records} WHERE ${records.noun} IN ('person', 'office') AND ${records.state} = 'LIVE'`,
  );
  const termRows = await reader.all<ExistingTerm>(
    sql`SELECT ${terms.key} AS "key", ${offices.key} AS "office", ${parties.key} AS "person", ${parties.name} AS "personName",
        ${offices.rank} AS "rank", ${terms.capacity} AS "capacity",
        (SELECT "of"."key" FROM ${parties} "of" WHERE "of"."id" = ${offices.countryId}) AS "country",
        ${terms.startEdtf} AS "start", ${terms.startEarliest} AS "startEarliest", ${terms.endEdtf} AS "end", ${terms.endLatest} AS "endLatest"
      FROM ${terms} JOIN ${offices} ON ${offices.id} = ${terms.officeId} JOIN ${parties} ON ${parties.id} = ${terms.personId}`,
  );
  const keysOf = (noun: 'person' | 'office', isOwn: 0 | 1): Set<string> =>
    new Set(recordRows.flatMap((record) => (record.noun === noun && record.isOwn === isOwn ? [record.key] : [])));
  return {
    countries: new Map(countryRows.map(({ key, ...country }) => [key, country])),
    people: keysOf('person', 0),
    offices: keysOf('office', 0),
    ownPeople: keysOf('person', 1),
    terms: termRows,
  };
}
