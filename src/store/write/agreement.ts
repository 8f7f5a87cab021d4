import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoCycle } from '../assert-invariants.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

const { agreement } = nounStorage;

export function writeAgreement(writer: Writer, record: RecordOf<'agreement'>): WriteResult {
  if (record.partOf === record.key) throw badInput('An agreement cannot be a part of itself.', 'partOf');
  assertPeriodOrder(record.entryIntoForce, record.end, 'end');
  const { id, partOfId } = agreement.table;
  const written = writeEntry(writer, 'AGREEMENT', agreement, record, (row) => row);
  if (!written.created) assertNoCycle(writer, { from: id, to: partOfId }, written.id, 'partOf');
  return written;
}
