import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import { numberParameter } from '../db/sql-builder.ts';
import {
  citations,
  countries,
  offices,
  parties,
  people,
  spans,
  statements,
  terms,
  visits,
  visitTravellers,
} from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import type { RecordedDate } from '../model/fuzzy-date.ts';
import type { Writer } from './writer.ts';

/**
 * Invariants between records, checked when either record is written. Uncertain dates pass if they
 * may satisfy the invariant.
 */

const selectLifespan = (tx: Transaction) =>
  tx
    .select({
      name: parties.name,
      born: people.bornEdtf,
      bornEarliest: people.bornEarliest,
      died: people.diedEdtf,
      diedLatest: people.diedLatest,
    })
    .from(people)
    .innerJoin(parties, sql`${parties.id} = ${people.id}`)
    .where(sql`${people.id} = ${numberParameter('id')}`)
    .prepare();

/** Throws if a person speaks or travels before birth or after death. Other parties have no lifespan and always pass. */
export function assertWithinLifespan(writer: Writer, partyId: number | null, when: RecordedDate, field: string): void {
  const lifespan = partyId === null || writer.isHistorical ? undefined : writer.getCachedRow(selectLifespan, partyId);
  if (!lifespan) return;
  if (lifespan.bornEarliest !== null && when.latest !== null && when.latest < lifespan.bornEarliest)
    throw badInput(`"${when.edtf}" is before the birth of ${lifespan.name} (${lifespan.born}).`, field);
  if (lifespan.diedLatest !== null && when.earliest !== null && when.earliest > lifespan.diedLatest)
    throw badInput(`"${when.edtf}" is after the death of ${lifespan.name} (${lifespan.died}).`, field);
}

/** Throws if recorded statements or visits of a person fall outside the lifespan. */
export function assertActivityWithinLifespan(
  writer: Writer,
  personId: number,
  born: RecordedDate | undefined,
  died: RecordedDate | undefined,
): void {
  if (writer.isHistorical) return;
  const selectStatement = (condition: SQL): SQL =>
    sql`SELECT ${statements.key} AS "key" FROM ${statements} WHERE ${statements.speakerId} = ${personId} AND ${condition} LIMIT 1`;
  const selectVisit = (condition: SQL): SQL =>
    sql`SELECT ${visits.key} AS "key" FROM ${visitTravellers} JOIN ${visits} ON ${visits.id} = ${visitTravellers.entryId} WHERE ${visitTravellers.partyId} = ${personId} AND ${condition} LIMIT 1`;
  const rejectIfFound = (field: string, date: RecordedDate, found: { key: string } | undefined): void => {
    if (found)
      throw badInput(
        `"${date.edtf}" is ${field === 'born' ? 'after' : 'before'} an activity of this person: "${found.key}".`,
        field,
      );
  };
  if (born?.earliest) {
    rejectIfFound('born', born, writer.get(selectStatement(sql`${statements.saidOnLatest} < ${born.earliest}`)));
    rejectIfFound('born', born, writer.get(selectVisit(sql`${visits.startLatest} < ${born.earliest}`)));
  }
  if (died?.latest) {
    rejectIfFound('died', died, writer.get(selectStatement(sql`${statements.saidOnEarliest} > ${died.latest}`)));
    rejectIfFound('died', died, writer.get(selectVisit(sql`${visits.startEarliest} > ${died.latest}`)));
  }
}

/** Throws if a cited span ends after the given length of the source's text. */
export function assertTextCoversSpans(writer: Writer, sourceId: number, length: number): void {
  const last = writer.get<{ end: number | null }>(
    sql`SELECT max(${spans.end}) AS "end" FROM ${citations} CROSS JOIN ${spans} ON ${spans.citationId} = ${citations.id} WHERE ${citations.sourceId} = ${sourceId}`,
  );
  if (last?.end != null && last.end > length)
    throw badInput(
      `A cited span ends at ${last.end}, so the text must have at least that many code points (got ${length}).`,
      'length',
    );
}

/** The period of an office; defaults to that of its country. */
const officePeriodColumns = {
  start: sql<string | null>`coalesce(${offices.startEdtf}, ${countries.startEdtf})`,
  startEarliest: sql<
    string | null
  >`CASE WHEN ${offices.startEdtf} IS NULL THEN ${countries.startEarliest} ELSE ${offices.startEarliest} END`,
  end: sql<string | null>`coalesce(${offices.endEdtf}, ${countries.endEdtf})`,
  endLatest: sql<
    string | null
  >`CASE WHEN ${offices.endEdtf} IS NULL THEN ${countries.endLatest} ELSE ${offices.endLatest} END`,
};

const findOfficePeriod = (tx: Transaction) =>
  tx
    .select({ title: offices.title, ...officePeriodColumns })
    .from(offices)
    .leftJoin(countries, sql`${countries.id} = ${offices.countryId}`)
    .where(sql`${offices.id} = ${numberParameter('id')}`)
    .prepare();

/** Throws if a term lies outside the period of its office. */
export function assertTermWithinOffice(
  writer: Writer,
  officeId: number,
  start: RecordedDate | undefined,
  end: RecordedDate | undefined,
): void {
  if (writer.isHistorical) return;
  const office = writer.getCachedRow(findOfficePeriod, officeId);
  if (!office) return;
  if (start?.earliest && office.endLatest !== null && start.earliest > office.endLatest)
    throw badInput(`"${start.edtf}" is after the office "${office.title}" ended, ${office.end}.`, 'start');
  if (end?.latest && office.startEarliest !== null && end.latest < office.startEarliest)
    throw badInput(`"${end.edtf}" is before the office "${office.title}" began, ${office.start}.`, 'end');
}

/** Throws if a recorded term lies outside the new period of its office, or of the office's country. */
export function assertTermsWithinOffices(writer: Writer, owner: 'office' | 'country', ownerId: number): void {
  if (writer.isHistorical) return;
  const findTermOutside = (condition: SQL): { key: string; start: string; end: string } | undefined =>
    writer.get(
      sql`SELECT ${terms.key} AS "key", ${officePeriodColumns.start} AS "start", ${officePeriodColumns.end} AS "end" FROM ${offices}
        JOIN ${terms} ON ${terms.officeId} = ${offices.id} LEFT JOIN ${countries} ON ${countries.id} = ${offices.countryId}
        WHERE ${owner === 'office' ? offices.id : offices.countryId} = ${ownerId} AND ${condition} LIMIT 1`,
    );
  const early = findTermOutside(sql`${terms.endLatest} < ${officePeriodColumns.startEarliest}`);
  if (early) throw badInput(`"${early.start}" contradicts the term "${early.key}", which ended before.`, 'start');
  const late = findTermOutside(sql`${terms.startEarliest} > ${officePeriodColumns.endLatest}`);
  if (late) throw badInput(`"${late.end}" contradicts the term "${late.key}", which began after.`, 'end');
}

/** Throws if a record is its own ancestor, at any depth. Each row links `from` to `to`. */
export function assertNoCycle(
  writer: Writer,
  { from, to }: Record<'from' | 'to', AnySQLiteColumn>,
  id: number,
  field: string,
): void {
  if (writer.isHistorical) return;
  const table = getColumnTable(from);
  const cycle = writer.get(
    sql`WITH RECURSIVE above(id) AS (SELECT ${to} FROM ${table} WHERE ${from} = ${id}
        UNION SELECT ${to} FROM above JOIN ${table} ON ${from} = above.id)
      SELECT 1 FROM above WHERE id = ${id}`,
  );
  if (cycle) throw badInput('It would create a cycle that leads back to the record itself.', field);
}
