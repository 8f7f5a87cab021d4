import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { selectTravellerCountryId } from '../db/derived-tables.ts';
import { textParameter } from '../db/sql-builder.ts';
import { entries, visits, visitTravellers } from '../db/tables/index.ts';
import type { Writer } from './writer.ts';

// CROSS JOIN fixes the order of the tables, whatever the statistics are. The derived table of countries is not written yet.
const findOwnCountry = (tx: Transaction) =>
  tx
    .select({ host: visits.hostCode })
    .from(entries)
    .crossJoin(visits)
    .crossJoin(visitTravellers)
    .where(
      sql`${entries.key} = ${textParameter('key')} AND ${visits.id} = ${entries.id}
        AND ${visitTravellers.entryId} = ${visits.id} AND ${selectTravellerCountryId(visitTravellers)} = ${visits.hostId}`,
    )
    .prepare();

/** Returns the host of a visit if a traveller travelled for that country: rarely right, such as a visit to a territory. */
export const findOwnCountryVisit = (writer: Writer, key: string): string | undefined =>
  writer.prepare(findOwnCountry).get({ key })?.host;
