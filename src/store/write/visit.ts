import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { numberParameter } from '../../db/sql-builder.ts';
import {
  countries,
  parties,
  terms,
  trips,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import { getTravellers, type TravellerRecord } from '../../model/nouns/visit.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { formatKind } from '../../model/vocabulary.ts';
import { assertWithinLifespan } from '../assert-invariants.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { type EntrySortColumns, writeEntry } from './entry.ts';

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
    (row) => ({
      ...row,
      delegationVerbatim: record.delegation?.verbatim ?? null,
      delegationMembers: record.delegation?.size ?? null,
      hostCode: findCountryCode(writer, row.hostId),
    }),
    (entry, created) => writeVisitLists(writer, entry, created, record),
  );
}

function writeVisitLists(
  writer: Writer,
  { id: entryId, ...day }: EntrySortColumns,
  created: boolean,
  record: RecordOf<'visit'>,
): void {
  const written = { id: entryId, created };
  const owner = { entryId, ...day };
  const travellers = getTravellers(record).map((traveller, ordinal) => {
    const path = `travellers.${ordinal}.`;
    const { party, term, country, field } = traveller;
    const partyId = writer.references.resolveId(field, party, path + field);
    const countryId = writer.references.resolveOptionalId('country', country, `${path}country`);
    assertCanTravel(writer, partyId, traveller, path);
    assertWithinLifespan(writer, partyId, record.start, 'start');
    const termId = writer.references.resolveOptionalTermId(partyId, term, `${path}term`);
    return { ...owner, partyId, termId, countryId, ordinal };
  });
  writer.replaceRows(visitTravellers, visitTravellers.entryId, written, mergeDuplicateTravellers(travellers));
  const purposes = record.purposes.map((purpose, ordinal) => ({ ...owner, purpose, ordinal }));
  writer.replaceRows(visitPurposesTable, visitPurposesTable.entryId, written, purposes);
}

const findPartyKind = (tx: Transaction) =>
  tx
    .select({ kind: parties.kind })
    .from(parties)
    .where(eq(parties.id, sql.placeholder('id')))
    .prepare();

/** Throws unless a person or a state travels, and a state for itself. */
function assertCanTravel(
  writer: Writer,
  partyId: number,
  { party, term, country }: TravellerRecord,
  path: string,
): void {
  const kind = writer.getCachedRow(findPartyKind, partyId)?.kind;
  if (kind === 'PERSON') return;
  if (kind !== 'COUNTRY')
    throw badInput(
      `"${party}" is a key of type ${kind ? formatKind(kind) : 'unknown'}; expected type person or country.`,
      `${path}party`,
    );
  if (term !== undefined) throw badInput(`"${party}" is a state: only a person holds a term.`, `${path}term`);
  if (country !== undefined)
    throw badInput(`"${party}" is a state, which travels for itself. Leave out "country".`, `${path}country`);
}

/** Combines travellers whose keys resolve to the same party. */
function mergeDuplicateTravellers<
  T extends { partyId: number } & Readonly<Record<'termId' | 'countryId', number | null>>,
>(travellers: readonly T[]): T[] {
  const byParty = new Map<number, T>();
  for (const one of travellers) {
    const earlier = byParty.get(one.partyId);
    const termId = earlier?.termId ?? one.termId;
    const countryId = earlier?.countryId ?? one.countryId;
    byParty.set(one.partyId, { ...(earlier ?? one), termId, countryId });
  }
  return [...byParty.values()];
}

const selectCountryCode = (tx: Transaction) =>
  tx
    .select({ code: countries.code })
    .from(countries)
    .where(eq(countries.id, sql.placeholder('id')))
    .prepare();

const findCountryCode = (writer: Writer, countryId: number): string =>
  writer.getCachedRow(selectCountryCode, countryId)?.code ?? '';

const findVisitsByTerm = (tx: Transaction, column: typeof terms.id | typeof terms.officeId) =>
  tx
    .selectDistinct({ id: visits.id })
    .from(visits)
    .innerJoin(visitTravellers, eq(visitTravellers.entryId, visits.id))
    .innerJoin(terms, eq(terms.id, visitTravellers.termId))
    .where(eq(column, numberParameter('id')))
    .prepare();

/** Updates the origins of the visits made in an office or a term, after a change of its country. */
export function refreshVisitOrigins(writer: Writer, of: 'term' | 'office', id: number): void {
  const column = of === 'term' ? terms.id : terms.officeId;
  const outdated = writer.prepare(findVisitsByTerm, column).all({ id });
  updateDerivedRows(writer, ...outdated.map((visit) => ({ kind: 'VISIT' as const, id: visit.id, created: false })));
}
