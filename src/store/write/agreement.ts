import { agreementSignatories, agreements } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { fuzzyRow } from '../fuzzy-date-columns.ts';
import { assertNoRing } from '../invariants.ts';
import type { Writer, Written } from '../writer.ts';
import { writeEntry } from './entry.ts';

export function writeAgreement(writer: Writer, record: RecordOf<'agreement'>): Written {
  if (record.partOf === record.key) throw badInput('An agreement is not a part of itself.', 'partOf');
  const { keys } = writer;
  return writeEntry(writer, 'AGREEMENT', record, record.signedOn, (entry, created) => {
    writer.put(
      agreements,
      {
        ...entry,
        title: record.title,
        instrument: record.instrument,
        binding: record.binding ?? null,
        status: record.status,
        ...fuzzyRow('signedOn', record.signedOn),
        partOfId: keys.idIf('agreement', record.partOf, 'partOf'),
        visitId: keys.idIf('visit', record.visit, 'visit'),
      },
      created,
    );
    if (!created) assertNoRing(writer, { from: agreements.id, to: agreements.partOfId }, entry.id, 'partOf');
    const { id: entryId, at, key } = entry;
    const signatories = keys.ids('party', record.signatories, 'signatories');
    writer.replace(
      agreementSignatories,
      agreementSignatories.entryId,
      entryId,
      signatories.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
