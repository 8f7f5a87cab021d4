import { eq, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { selectVisitOrigins } from '../../db/derived-tables.ts';
import {
  countries,
  terms,
  trips,
  visitOrigins,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertWithinLifespan } from '../assert-invariants.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { type EntrySortColumns, updateDerivedTables, writeEntry } from './entry.ts';

export const writeTrip = (writer: Writer, record: RecordOf<'trip'>): WriteResult =>
  writer.upsert(trips, { key: record.key });

export function writeVisit(writer: Writer, record: RecordOf<'visit'>): WriteResult {
  assertPeriodOrder(record.start, record.end, 'end');
  if (record.leg !== undefined && record.trip === undefined) throw badInput('`leg` requires `trip`.', 'leg');
  return writeEntry(
    writer,
    'VISIT',
    nounStorage.visit,
    record,
    (row) => ({ ...row, hostCode: findCountryCode(writer, row.hostId) }),
    (entry) => writeVisitLists(writer, entry, record),
  );
}

function writeVisitLists(writer: Writer, { id: entryId, ...day }: EntrySortColumns, record: RecordOf<'visit'>): void {
  const owner = { entryId, ...day };
  const travellers = record.travellers.map(({ person, term }, ordinal) => {
    const personId = writer.references.resolveId('person', person, `travellers.${ordinal}.person`);
    assertWithinLifespan(writer, personId, record.start, 'start');
    return {
      ...owner,
      personId,
      termId: writer.references.resolveOptionalTermId(personId, term, `travellers.${ordinal}.term`),
      ordinal,
    };
  });
  writer.replaceRows(visitTravellers, visitTravellers.entryId, entryId, mergeDuplicateTravellers(travellers));
  const purposes = record.purposes.map((purpose, ordinal) => ({ ...owner, purpose, ordinal }));
  writer.replaceRows(visitPurposesTable, visitPurposesTable.entryId, entryId, purposes);
  updateVisitOrigins(writer, entryId);
}

/** Combines travellers whose keys resolve to the same person. */
function mergeDuplicateTravellers<T extends { personId: number; termId: number | null }>(
  travellers: readonly T[],
): T[] {
  const people = new Map<number, T>();
  for (const one of travellers) {
    const earlier = people.get(one.personId);
    people.set(one.personId, earlier ? { ...earlier, termId: earlier.termId ?? one.termId } : one);
  }
  return [...people.values()];
}

const selectCountryCode = (tx: Transaction) =>
  tx
    .select({ code: countries.code })
    .from(countries)
    .where(eq(countries.id, sql.placeholder('id')))
    .prepare();

const findCountryCode = (writer: Writer, countryId: number): string =>
  writer.prepare(selectCountryCode).get({ id: countryId })?.code ?? '';

const updateVisitOrigins = (writer: Writer, visitId: number): void =>
  writer.refreshDerivedRows(visitOrigins, visitOrigins.entryId, visitId, selectOriginsOfVisit);
const selectOriginsOfVisit = (): SQL => selectVisitOrigins(sql`${sql.placeholder('id')}`);

const findVisitsByTerm = (tx: Transaction, column: typeof terms.id | typeof terms.officeId) =>
  tx
    .selectDistinct({ id: visits.id, at: visits.at })
    .from(visits)
    .innerJoin(visitTravellers, eq(visitTravellers.entryId, visits.id))
    .innerJoin(terms, eq(terms.id, visitTravellers.termId))
    .where(eq(column, sql.placeholder('id')))
    .prepare();

/** Updates the origins of the visits made in an office or a term, after a change of its country. */
export function refreshVisitOrigins(writer: Writer, of: 'term' | 'office', id: number): void {
  const column = of === 'term' ? terms.id : terms.officeId;
  for (const visit of writer.prepare(findVisitsByTerm, column).all({ id })) {
    updateVisitOrigins(writer, visit.id);
    updateDerivedTables(writer, 'VISIT', visit.id, visit.at);
  }
}
