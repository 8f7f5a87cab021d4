import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { tradeLinkKinds, tradeLinkStatuses } from '../vocabulary.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const tradeLink = defineNoun('trade-link', {
  kind: oneOf(tradeLinkKinds, 'What sort of tie it is.', 'What it is.', { index: 'DAY' }),
  status: oneOf(tradeLinkStatuses, 'How firm it is.', 'How firm it is.', { index: 'DAY' }),
  commodities: references(
    'commodity',
    'What is traded: keys of commodities.',
    'The goods; empty where no source says.',
  ),
  commodityVerbatim: text('What is traded, in the words of the source.', "The source's own words for the goods.", {
    schema: z.string(),
    optional: true,
  }),
  suppliers: references('party', 'Keys of parties: suppliers.', 'Who supplies.'),
  buyers: references('party', 'Keys of parties: buyers.', 'Who buys.'),
  partners: references('party', 'Keys of parties: partners.', 'Who takes part on equal terms.'),
  endpoints: references('party', 'Keys of parties: endpoints.', 'Where a route begins and ends.'),
  via: references('party', 'Keys of parties: via.', 'Through whom a route leads.'),
  bypassed: references('party', 'Keys of parties: bypassed.', 'Around whom a route leads.'),
  replaced: references('party', 'Keys of parties: replaced.', 'Whose place the tie takes.'),
  since: date('Since when it stands; absent where unknown.', 'When it began; null where no source says.', {
    optional: true,
  }),
  until: date(
    'Its last day; absent while it lasts, or where unknown.',
    'When it ended; null while it lasts, or where no source says.',
    { optional: true },
  ),
  agreement: reference('agreement', 'The agreement that it rests on.', 'The agreement that it rests on.', {
    optional: true,
    index: 'COLUMN',
  }),
});

export const tradeLinkSchema = z.strictObject({
  noun: z.literal('trade-link'),
  ...entryShape,
  ...getRecordShape(tradeLink),
});
