import { tradeLinkCommodities, tradeLinkParties, tradeLinks } from '../../db/tables/index.ts';
import type { RecordOf } from '../../model/records/index.ts';
import type { TradeRole } from '../../model/vocabulary.ts';
import { assertPeriodOrder, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { WriteResult, Writer } from '../writer.ts';
import { writeEntry } from './entry.ts';

const fieldByRole = {
  SUPPLIER: 'suppliers',
  BUYER: 'buyers',
  PARTNER: 'partners',
  ENDPOINT: 'endpoints',
  VIA: 'via',
  BYPASSED: 'bypassed',
  REPLACED: 'replaced',
} as const satisfies Record<TradeRole, keyof RecordOf<'trade-link'>>;
const roleFields = Object.entries(fieldByRole) as [TradeRole, (typeof fieldByRole)[TradeRole]][];

export function writeTradeLink(writer: Writer, record: RecordOf<'trade-link'>): WriteResult {
  const { references: keys } = writer;
  assertPeriodOrder(record.since, record.until, 'until');
  return writeEntry(writer, 'TRADE_LINK', record, record.since, (entry, created) => {
    writer.save(
      tradeLinks,
      {
        ...entry,
        kind: record.kind,
        status: record.status,
        commodityVerbatim: record.commodityVerbatim ?? null,
        ...toFuzzyDateColumns('since', record.since),
        ...toFuzzyDateColumns('until', record.until),
        agreementId: keys.resolveOptionalId('agreement', record.agreement, 'agreement'),
      },
      created,
    );
    const { id: entryId, at, key } = entry;
    const parties = roleFields.flatMap(([role, field]) =>
      keys
        .resolveIds('party', record[field], field)
        .map((partyId, ordinal) => ({ entryId, at, key, role, partyId, ordinal })),
    );
    writer.replaceRows(tradeLinkParties, tradeLinkParties.entryId, entryId, parties);
    const commodities = keys.resolveIds('commodity', record.commodities, 'commodities');
    writer.replaceRows(
      tradeLinkCommodities,
      tradeLinkCommodities.entryId,
      entryId,
      commodities.map((commodityId, ordinal) => ({ entryId, at, key, commodityId, ordinal })),
    );
  });
}
