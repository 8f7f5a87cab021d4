import { nounStorage } from '../../db/tables/noun-tables.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

export function writeTradeLink(writer: Writer, record: RecordOf<'trade-link'>): WriteResult {
  assertPeriodOrder(record.start, record.end, 'end');
  return writeEntry(writer, 'TRADE_LINK', nounStorage['trade-link'], record, (row) => row);
}
