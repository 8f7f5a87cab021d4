import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertTermsWithinOffices, assertTermWithinOffice } from '../assert-invariants.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { writeIdentifiers } from './identifier.ts';
import { toFieldRow } from './noun-row.ts';
import { refreshVisitOrigins } from './visit.ts';

const { office, term } = nounStorage;

export function writeOffice(writer: Writer, record: RecordOf<'office'>): WriteResult {
  if (record.country !== undefined && record.organization !== undefined)
    throw badInput('An office belongs to a country or to an organization, not to both.', 'organization');
  assertPeriodOrder(record.start, record.end, 'end');
  const written = writer.upsert(office.table, { key: record.key, ...toFieldRow(writer, office.fields, record) });
  writeIdentifiers(writer, 'officeId', written, record.sameAs);
  if (!written.created) {
    assertTermsWithinOffices(writer, 'office', written.id);
    refreshVisitOrigins(writer, 'office', written.id);
  }
  updateDerivedRows(writer, { kind: 'office', ...written });
  return written;
}

export function writeTerm(writer: Writer, record: RecordOf<'term'>): WriteResult {
  assertPeriodOrder(record.start, record.end, 'end');
  assertAttestedWithinTerm(record);
  const row = { key: record.key, ...toFieldRow(writer, term.fields, record) };
  assertTermWithinOffice(writer, row.officeId, record.start, record.end);
  const written = writer.upsert(term.table, row);
  if (!written.created) deleteCitations(writer, 'termId', written.id);
  insertCitations(writer, 'termId', written.id, record);
  if (!written.created) refreshVisitOrigins(writer, 'term', written.id);
  return written;
}

/** Throws if the holder is attested only before the first day. */
function assertAttestedWithinTerm({ start, attestedUntil }: RecordOf<'term'>): void {
  if (attestedUntil !== undefined && start?.earliest && attestedUntil < start.earliest)
    throw badInput(`"${attestedUntil}" is before the first day of the term, "${start.edtf}".`, 'attestedUntil');
}
