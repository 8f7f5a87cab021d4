import { inArray, sql } from 'drizzle-orm';
import type { Day } from '../../model/fuzzy-date.ts';
import type { Reader } from '../database.ts';
import { countries, names, parties, successions } from '../tables/index.ts';

export interface NamedCountry {
  key: string;
  names: readonly { text: string; from: Day | null; until: Day | null }[];
  from: Day | null;
  until: Day | null;
  /** Keys of its successor states, the continuing state first. */
  successors: readonly string[];
}

const nameKinds = ['SHORT', 'OFFICIAL', 'ALIAS', 'FORMER'] as const;

/** Returns every country with its names in English, for import formats that identify countries by name. */
export async function readCountryNames(reader: Reader): Promise<NamedCountry[]> {
  const rows = await reader.all<Omit<NamedCountry, 'names' | 'successors'> & { names: string; successors: string }>(sql`
    SELECT ${parties.key} AS "key", ${countries.fromEarliest} AS "from", ${countries.untilLatest} AS "until",
      (SELECT json_group_array(json_object('text', ${names.text}, 'from', ${names.from}, 'until', ${names.until}) ORDER BY ${names.ordinal})
        FROM ${names} WHERE ${names.partyId} = ${countries.id} AND (${names.language} IS NULL OR ${names.language} = 'en')
        AND ${inArray(names.kind, nameKinds)}) AS "names",
      (SELECT json_group_array("heir"."key" ORDER BY ${successions.ordinal})
        FROM ${successions} JOIN ${parties} "heir" ON "heir"."id" = ${successions.successorId}
        WHERE ${successions.predecessorId} = ${countries.id}) AS "successors"
    FROM ${countries} JOIN ${parties} ON ${parties.id} = ${countries.id} ORDER BY ${parties.key}`);
  return rows.map((row) => ({ ...row, names: JSON.parse(row.names), successors: JSON.parse(row.successors) }));
}
