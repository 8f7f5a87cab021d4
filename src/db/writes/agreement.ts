import { badInput } from '../../errors.ts';
import type { RecordOf } from '../../ingest/records/index.ts';
import { agreementSignatories, agreements } from '../tables/index.ts';
import { fuzzyRow } from './dates.ts';
import { writeEntry } from './entry.ts';
import { assertNoRing } from './laws.ts';
import type { Writer, Written } from './writer.ts';

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
