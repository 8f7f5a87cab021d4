import { inArray, sql } from 'drizzle-orm';
import { type Existence, isAcceding, type Period } from '../../model/existence.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { Reader } from '../database.ts';
import { countries, countryPeriods, names, parties, successions } from '../tables/index.ts';

export interface NamedCountry extends Existence {
  key: string;
  names: readonly { text: string; start: Day | null; end: Day | null }[];
  /** Its names in other languages, if they were read. */
  translations?: readonly string[];
  /** Its adjectives: "French". They identify no country, because several share one ("Korean"). */
  demonyms?: readonly string[];
  /** Keys of its successor states, the continuing state first. */
  successors: readonly string[];
  /** Successors that existed before the succession, or whose succession has no known day. */
  acceding?: readonly string[];
}

const nameKinds = ['SHORT', 'OFFICIAL', 'ALIAS', 'FORMER'] as const;

type Row = Pick<NamedCountry, 'key' | 'start' | 'end'> &
  Record<'names' | 'demonyms' | 'periods' | 'successors', string>;

interface CountryNamesOptions {
  /** Whether to read the names in other languages than English too. */
  hasTranslations?: boolean;
}

/** Returns every country with its names, for import formats that identify countries by name. */
export async function readCountryNames(
  reader: Reader,
  { hasTranslations = false }: CountryNamesOptions = {},
): Promise<NamedCountry[]> {
  const rows = await reader.all<Row>(sql`
    SELECT ${parties.key} AS "key", ${countries.startEarliest} AS "start", ${countries.endLatest} AS "end",
      (SELECT json_group_array(json_object('text', ${names.text}, 'start', ${names.start}, 'end', ${names.end}) ORDER BY ${names.ordinal})
        FROM ${names} WHERE ${names.partyId} = ${countries.id} AND (${names.language} IS NULL OR ${names.language} = 'en')
        AND ${inArray(names.kind, nameKinds)}) AS "names",
      (SELECT json_group_array(${names.text} ORDER BY ${names.ordinal})
        FROM ${names} WHERE ${names.partyId} = ${countries.id} AND (${names.language} IS NULL OR ${names.language} = 'en')
        AND ${names.kind} = 'DEMONYM') AS "demonyms",
      ${selectCountryPeriods} AS "periods",
      (SELECT json_group_array(json_object('key', "heir"."key", 'on', ${successions.onEarliest}) ORDER BY ${successions.ordinal})
        FROM ${successions} JOIN ${parties} "heir" ON "heir"."id" = ${successions.successorId}
        WHERE ${successions.predecessorId} = ${countries.id}) AS "successors"
    FROM ${countries} JOIN ${parties} ON ${parties.id} = ${countries.id} ORDER BY ${parties.key}`);
  const all = rows.map((row) => ({
    ...row,
    names: JSON.parse(row.names) as NamedCountry['names'],
    demonyms: JSON.parse(row.demonyms) as string[],
    periods: JSON.parse(row.periods) as Period[],
    successors: JSON.parse(row.successors) as { key: string; on: Day | null }[],
  }));
  const byKey = new Map(all.map((country) => [country.key, country]));
  const translations = hasTranslations ? await readTranslations(reader) : undefined;
  return all.map(({ successors, ...country }) => ({
    ...country,
    ...(translations && { translations: translations.get(country.key) ?? [] }),
    successors: successors.map(({ key }) => key),
    acceding: successors.flatMap(({ key, on }) => {
      const successor = byKey.get(key);
      return successor && isAcceding(successor, on) ? key : [];
    }),
  }));
}

/** Returns the names of countries in other languages than English, by key. */
async function readTranslations(reader: Reader): Promise<Map<string, string[]>> {
  const rows = await reader.all<{ key: string; texts: string }>(sql`
    SELECT ${parties.key} AS "key", json_group_array(${names.text} ORDER BY ${names.ordinal}) AS "texts"
    FROM ${countries} JOIN ${parties} ON ${parties.id} = ${countries.id} JOIN ${names} ON ${names.partyId} = ${countries.id}
    WHERE ${names.language} <> 'en' AND ${inArray(names.kind, nameKinds)} GROUP BY ${parties.key}`);
  return new Map(rows.map(({ key, texts }) => [key, JSON.parse(texts) as string[]]));
}

/** JSON of the periods of the country in the row of `countries`, in days and as recorded; an empty list if it has no more than one. */
export const selectCountryPeriods = sql`(SELECT json_group_array(json_object('start', ${countryPeriods.startEarliest}, 'end', ${countryPeriods.endLatest},
    'startText', ${countryPeriods.startEdtf}, 'endText', ${countryPeriods.endEdtf}) ORDER BY ${countryPeriods.ordinal})
  FROM ${countryPeriods} WHERE ${countryPeriods.countryId} = ${countries.id})`;
