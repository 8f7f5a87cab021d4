import { nounStorage } from '../../db/tables/noun-tables.ts';
import { badInput } from '../../model/errors.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertNoCycle } from '../invariants.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';
import { toNounRow, writeLists } from './noun-row.ts';

const { agreement } = nounStorage;

export function writeAgreement(writer: Writer, record: RecordOf<'agreement'>): WriteResult {
  if (record.partOf === record.key) throw badInput('An agreement cannot be a part of itself.', 'partOf');
  return writeEntry(writer, 'AGREEMENT', record, record.signedOn, (entry, created) => {
    const { table, declaration } = agreement;
    writer.save(table, { ...entry, ...toNounRow(writer, declaration, record) }, created);
    if (!created) assertNoCycle(writer, { from: table.id, to: table.partOfId }, entry.id, 'partOf');
    writeLists(writer, agreement, entry, record);
  });
}
