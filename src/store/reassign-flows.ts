import { getTableName, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { tradeFlowFiles, tradeFlows } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { rebuildContainmentBelow, rebuildFlowContainment } from './rebuild-flow-containment.ts';
import { sumPendingIfSmall } from './write/trade-flow-sum.ts';
import type { Writer } from './writer.ts';

/** The columns of a flow that refer to records of a noun. */
const flowColumnsByNoun: Partial<Record<RecordNoun, AnySQLiteColumn[]>> = {
  country: [tradeFlows.reporterId, tradeFlows.partnerId],
  group: [tradeFlows.reporterId, tradeFlows.partnerId],
  commodity: [tradeFlows.commodityId],
  source: [tradeFlows.sourceId],
};

const table = sql.raw(getTableName(tradeFlows));
const identityColumns = [
  'reporter_id',
  'partner_id',
  'commodity_id',
  'year',
  'direction',
  'source_id',
  'first_month',
  'last_month',
  'product',
] as const;

/** Reassigns flows to another record. Cells that become identical get new ordinals; containment is recomputed. */
export function reassignFlows(writer: Writer, noun: RecordNoun, from: number, into: number): void {
  const columns = flowColumnsByNoun[noun];
  if (!columns) return;
  const years = listAffectedSlices(writer, noun, from, into);
  for (const { name } of columns) {
    const column = sql.raw(name);
    const alike = identityColumns.map(
      (columnName): SQL =>
        columnName === name ? sql`o.${column} = ${into}` : sql.raw(`o.${columnName} = f.${columnName}`),
    );
    writer.run(sql`UPDATE ${table} AS f SET ${column} = ${into},
      ordinal = ordinal + coalesce((SELECT max(o.ordinal) + 1 FROM ${table} o WHERE ${sql.join(alike, sql` AND `)}), 0) WHERE f.${column} = ${from}`);
  }
  if (noun === 'commodity')
    writer.run(sql`UPDATE ${table} SET within_id = nullif(${into}, commodity_id) WHERE within_id = ${from}`);
  if (noun === 'source')
    writer.run(
      sql`UPDATE ${tradeFlowFiles} SET source_id = ${into}, name = name || ' (' || id || ')' WHERE ${tradeFlowFiles.sourceId} = ${from}`,
    );
  // Processed by year, because only the affected years of a source need to be recomputed.
  for (const { source, year } of years) {
    const any = sql.join(
      columns.map(({ name }) => sql`f.${sql.raw(name)} = ${into}`),
      sql` OR `,
    );
    rebuildFlowContainment(writer, sql`f.source_id = ${source} AND f.year = ${year} AND (${any})`);
  }
  // The survivor may have new descendants, with flows that it contains.
  if (noun === 'commodity') rebuildContainmentBelow(writer, into);
  sumPendingIfSmall(writer);
}

/** Lists the source and year of the affected flows, as they will be after reassignment. */
function listAffectedSlices(
  writer: Writer,
  noun: RecordNoun,
  from: number,
  into: number,
): { source: number; year: number }[] {
  const any = sql.join(
    (flowColumnsByNoun[noun] ?? []).map((column) => sql`${column} = ${from}`),
    sql` OR `,
  );
  const source = noun === 'source' ? sql`${into}` : sql`${tradeFlows.sourceId}`;
  return writer.all(
    sql`SELECT DISTINCT ${source} AS "source", ${tradeFlows.year} AS "year" FROM ${tradeFlows} WHERE ${any}`,
  );
}

/** Throws if flows cite the source; otherwise deletes its file rows. */
export function deleteUnusedFlowFiles(writer: Writer, source: number): void {
  const row = writer.get<{ flows: number }>(
    sql`SELECT count(*) AS "flows" FROM ${tradeFlows} WHERE ${tradeFlows.sourceId} = ${source}`,
  );
  const flows = row?.flows ?? 0;
  if (flows > 0)
    throw badInput(
      `${flows} trade flow${flows === 1 ? ' is' : 's are'} cited with it. Merge it into another source instead.`,
      'key',
    );
  writer.run(sql`DELETE FROM ${tradeFlowFiles} WHERE ${tradeFlowFiles.sourceId} = ${source}`);
}
