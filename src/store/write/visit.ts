import { eq, sql } from 'drizzle-orm';
import { originsOf } from '../../db/derived-tables.ts';
import {
  countries,
  terms,
  trips,
  visitMet,
  visitOrigins,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import { assertAlive } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { derive, writeEntry } from './entry.ts';

export const writeTrip = (writer: Writer, record: RecordOf<'trip'>): Written =>
  writer.upsert(trips, { key: record.key });

export function writeVisit(writer: Writer, record: RecordOf<'visit'>): Written {
  inOrder(record.start, record.end, 'end');
  if (record.leg !== undefined && record.trip === undefined)
    throw badInput('A leg is one of a trip: give its `trip`.', 'leg');
  return writeEntry(writer, 'VISIT', record, record.start, (entry, created) => {
    const hostId = writer.keys.id('country', record.host, 'host');
    writer.put(
      visits,
      {
        ...entry,
        hostId,
        hostCode: codeOf(writer, hostId),
        place: record.place ?? null,
        ...fuzzyRow('start', record.start),
        ...fuzzyRow('end', record.end),
        type: record.type,
        status: record.status,
        remarks: record.remarks ?? null,
        tripId: writer.keys.idIf('trip', record.trip, 'trip'),
        leg: record.leg ?? null,
      },
      created,
    );
    const { id: entryId, ...day } = entry;
    const owner = { entryId, ...day };
    const travellers = record.travellers.map(({ person, term }, ordinal) => {
      const personId = writer.keys.id('person', person, `travellers.${ordinal}.person`);
      assertAlive(writer, personId, record.start, 'travels', 'start');
      return { ...owner, personId, termId: writer.keys.termIf(personId, term, `travellers.${ordinal}.term`), ordinal };
    });
    writer.replace(visitTravellers, visitTravellers.entryId, entryId, oncePerPerson(travellers));
    const met = writer.keys.ids('party', record.met, 'met').map((partyId, ordinal) => ({ ...owner, partyId, ordinal }));
    writer.replace(visitMet, visitMet.entryId, entryId, met);
    const purposes = record.purposes.map((purpose, ordinal) => ({ ...owner, purpose, ordinal }));
    writer.replace(visitPurposesTable, visitPurposesTable.entryId, entryId, purposes);
    deriveOrigins(writer, entryId);
  });
}

/** Two keys of people who have been merged are one traveller. */
function oncePerPerson<T extends { personId: number; termId: number | null }>(travellers: readonly T[]): T[] {
  const people = new Map<number, T>();
  for (const one of travellers) {
    const earlier = people.get(one.personId);
    people.set(one.personId, earlier ? { ...earlier, termId: earlier.termId ?? one.termId } : one);
  }
  return [...people.values()];
}

const codeOf = (writer: Writer, countryId: number): string =>
  writer
    .once('code of a country', (tx) =>
      tx
        .select({ code: countries.code })
        .from(countries)
        .where(eq(countries.id, sql.placeholder('id')))
        .prepare(),
    )
    .get({ id: countryId })?.code ?? '';

const deriveOrigins = (writer: Writer, visitId: number): void =>
  writer.rederive(visitOrigins, visitOrigins.entryId, visitId, 'one', () => originsOf(sql`${sql.placeholder('id')}`));

/** After an office, or what a term says of it, has changed: the visits made in it come from elsewhere. */
export function rederiveVisits(writer: Writer, of: 'term' | 'office', id: number): void {
  const column = of === 'term' ? terms.id : terms.officeId;
  const made = writer.once(`visits of ${of}`, (tx) =>
    tx
      .selectDistinct({ id: visits.id, at: visits.at })
      .from(visits)
      .innerJoin(visitTravellers, eq(visitTravellers.entryId, visits.id))
      .innerJoin(terms, eq(terms.id, visitTravellers.termId))
      .where(eq(column, sql.placeholder('id')))
      .prepare(),
  );
  for (const visit of made.all({ id })) {
    deriveOrigins(writer, visit.id);
    derive(writer, 'VISIT', visit.id, visit.at);
  }
}
