import { offices, terms } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import { assertInOffice, assertTermsInOffice } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { addCitations, clearCitations } from './citation.ts';
import { rederiveVisits } from './visit.ts';

export function writeOffice(writer: Writer, record: RecordOf<'office'>): Written {
  if (record.country !== undefined && record.organization !== undefined)
    throw badInput('An office is a country’s or an organization’s, not both.', 'organization');
  inOrder(record.from, record.until, 'until');
  const { key, title, rank } = record;
  const written = writer.upsert(offices, {
    key,
    title,
    rank,
    countryId: writer.keys.idIf('country', record.country, 'country'),
    organizationId: writer.keys.idIf('organization', record.organization, 'organization'),
    ...fuzzyRow('from', record.from),
    ...fuzzyRow('until', record.until),
  });
  if (!written.created) {
    assertTermsInOffice(writer, 'office', written.id);
    rederiveVisits(writer, 'office', written.id);
  }
  return written;
}

export function writeTerm(writer: Writer, record: RecordOf<'term'>): Written {
  inOrder(record.from, record.until, 'until');
  const officeId = writer.keys.id('office', record.office, 'office');
  assertInOffice(writer, officeId, record.from, record.until);
  const written = writer.upsert(terms, {
    key: record.key,
    officeId,
    personId: writer.keys.id('person', record.person, 'person'),
    capacity: record.capacity,
    ...fuzzyRow('from', record.from),
    ...fuzzyRow('until', record.until),
  });
  if (!written.created) clearCitations(writer, 'termId', written.id);
  addCitations(writer, 'termId', written.id, record);
  if (!written.created) rederiveVisits(writer, 'term', written.id);
  return written;
}
