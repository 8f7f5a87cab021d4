import { offices, terms } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertTermsWithinOffices, assertTermWithinOffice } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { deleteCitations, insertCitations } from './citation.ts';
import { refreshVisitOrigins } from './visit.ts';

export function writeOffice(writer: Writer, record: RecordOf<'office'>): WriteResult {
  if (record.country !== undefined && record.organization !== undefined)
    throw badInput('An office is a country’s or an organization’s, not both.', 'organization');
  assertPeriodOrder(record.from, record.until, 'until');
  const { key, title, rank } = record;
  const written = writer.upsert(offices, {
    key,
    title,
    rank,
    countryId: writer.references.resolveOptionalId('country', record.country, 'country'),
    organizationId: writer.references.resolveOptionalId('organization', record.organization, 'organization'),
    ...toFuzzyDateColumns('from', record.from),
    ...toFuzzyDateColumns('until', record.until),
  });
  if (!written.created) {
    assertTermsWithinOffices(writer, 'office', written.id);
    refreshVisitOrigins(writer, 'office', written.id);
  }
  return written;
}

export function writeTerm(writer: Writer, record: RecordOf<'term'>): WriteResult {
  assertPeriodOrder(record.from, record.until, 'until');
  const officeId = writer.references.resolveId('office', record.office, 'office');
  assertTermWithinOffice(writer, officeId, record.from, record.until);
  const written = writer.upsert(terms, {
    key: record.key,
    officeId,
    personId: writer.references.resolveId('person', record.person, 'person'),
    capacity: record.capacity,
    ...toFuzzyDateColumns('from', record.from),
    ...toFuzzyDateColumns('until', record.until),
  });
  if (!written.created) deleteCitations(writer, 'termId', written.id);
  insertCitations(writer, 'termId', written.id, record);
  if (!written.created) refreshVisitOrigins(writer, 'term', written.id);
  return written;
}
