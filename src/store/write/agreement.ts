import { agreementSignatories, agreements } from '../../db/tables/index.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import { assertNoCycle } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

export function writeAgreement(writer: Writer, record: RecordOf<'agreement'>): WriteResult {
  if (record.partOf === record.key) throw badInput('An agreement is not a part of itself.', 'partOf');
  const { references: keys } = writer;
  return writeEntry(writer, 'AGREEMENT', record, record.signedOn, (entry, created) => {
    writer.save(
      agreements,
      {
        ...entry,
        title: record.title,
        instrument: record.instrument,
        binding: record.binding ?? null,
        status: record.status,
        ...toFuzzyDateColumns('signedOn', record.signedOn),
        partOfId: keys.resolveOptionalId('agreement', record.partOf, 'partOf'),
        visitId: keys.resolveOptionalId('visit', record.visit, 'visit'),
      },
      created,
    );
    if (!created) assertNoCycle(writer, { from: agreements.id, to: agreements.partOfId }, entry.id, 'partOf');
    const { id: entryId, at, key } = entry;
    const signatories = keys.resolveIds('party', record.signatories, 'signatories');
    writer.replaceRows(
      agreementSignatories,
      agreementSignatories.entryId,
      entryId,
      signatories.map((partyId, ordinal) => ({ entryId, at, key, partyId, ordinal })),
    );
  });
}
