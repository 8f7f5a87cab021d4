import { nounStorage } from '../../db/tables/noun-tables.ts';
import type { RecordOf } from '../../model/records/index.ts';
import { assertPeriodOrder } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';
import { toNounRow, writeLists } from './noun-row.ts';

const { tradeLink } = nounStorage;

export function writeTradeLink(writer: Writer, record: RecordOf<'trade-link'>): WriteResult {
  assertPeriodOrder(record.since, record.until, 'until');
  return writeEntry(writer, 'TRADE_LINK', record, record.since, (entry, created) => {
    writer.save(tradeLink.table, { ...entry, ...toNounRow(writer, tradeLink.declaration, record) }, created);
    writeLists(writer, tradeLink, entry, record);
  });
}
