import { nounStorage } from '../../db/tables/noun-tables.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import { writeSearchDocument } from '../search-document.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';
import { toNounRow, writeLists } from './noun-row.ts';

const { topic, position } = nounStorage;

export function writeTopic(writer: Writer, record: RecordOf<'topic'>): WriteResult {
  const written = writer.upsert(topic.table, { key: record.key, ...toNounRow(writer, topic.declaration, record) });
  writeSearchDocument(writer, 'topic', written.id);
  return written;
}

export function writePosition(writer: Writer, record: RecordOf<'position'>): WriteResult {
  assertPeriodOrder(record.from, record.until, 'until');
  return writeEntry(writer, 'POSITION', record, record.from, (entry, created) => {
    const row = toNounRow(writer, position.declaration, record);
    const foldedLabel = record.label === undefined ? null : foldText(record.label);
    writer.save(position.table, { ...entry, ...row, foldedLabel }, created);
    writeLists(writer, position, entry, record);
  });
}
