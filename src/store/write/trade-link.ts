import { tradeLinkCommodities, tradeLinkParties, tradeLinks } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { TradeRole } from '../../model/vocabulary.ts';
import { fuzzyRow, inOrder } from '../fuzzy-date-columns.ts';
import type { Writer, Written } from '../writer.ts';
import { writeEntry } from './entry.ts';

const fields = {
  SUPPLIER: 'suppliers',
  BUYER: 'buyers',
  PARTNER: 'partners',
  ENDPOINT: 'endpoints',
  VIA: 'via',
  BYPASSED: 'bypassed',
  REPLACED: 'replaced',
} as const satisfies Record<TradeRole, keyof RecordOf<'trade-link'>>;
const roles = Object.entries(fields) as [TradeRole, (typeof fields)[TradeRole]][];

export function writeTradeLink(writer: Writer, record: RecordOf<'trade-link'>): Written {
  const { keys } = writer;
  inOrder(record.since, record.until, 'until');
  return writeEntry(writer, 'TRADE_LINK', record, record.since, (entry, created) => {
    writer.put(
      tradeLinks,
      {
        ...entry,
        kind: record.kind,
        status: record.status,
        commodityVerbatim: record.commodityVerbatim ?? null,
        ...fuzzyRow('since', record.since),
        ...fuzzyRow('until', record.until),
        agreementId: keys.idIf('agreement', record.agreement, 'agreement'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const parties = roles.flatMap(([role, field]) =>
      keys.ids('party', record[field], field).map((partyId, ordinal) => ({ entryId, at, key, role, partyId, ordinal })),
    );
    writer.replace(tradeLinkParties, tradeLinkParties.entryId, entryId, parties);
    const commodities = keys.ids('commodity', record.commodities, 'commodities');
    writer.replace(
      tradeLinkCommodities,
      tradeLinkCommodities.entryId,
      entryId,
      commodities.map((commodityId, ordinal) => ({ entryId, at, key, commodityId, ordinal })),
    );
  });
}
