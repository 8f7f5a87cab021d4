import { nounStorage } from '../../db/tables/noun-tables.ts';
import { foldText } from '../../model/fold-text.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { updateDerivedRows } from '../derived-rows.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';
import { toFieldRow } from './noun-row.ts';

const { topic, position } = nounStorage;

export function writeTopic(writer: Writer, record: RecordOf<'topic'>): WriteResult {
  const written = writer.upsert(topic.table, { key: record.key, ...toFieldRow(writer, topic.fields, record) });
  updateDerivedRows(writer, { kind: 'topic', ...written });
  return written;
}

export function writePosition(writer: Writer, record: RecordOf<'position'>): WriteResult {
  assertPeriodOrder(record.start, record.end, 'end');
  const foldedLabel = record.label === undefined ? null : foldText(record.label);
  return writeEntry(writer, 'POSITION', position, record, (row) => ({ ...row, foldedLabel }));
}
