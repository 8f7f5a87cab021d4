import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { tradeLinkKinds, tradeLinkStatuses } from '../vocabulary.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const tradeLink = defineNoun('trade-link', {
  kind: oneOf(tradeLinkKinds, 'The kind of link.', 'The kind of link.', { index: 'DAY' }),
  status: oneOf(
    tradeLinkStatuses,
    'The status, from a pledge to an active link or its end.',
    'The status, from a pledge to an active link or its end.',
    { index: 'DAY' },
  ),
  commodities: references(
    'commodity',
    'The keys of the commodities traded.',
    'The commodities traded; empty if unknown.',
  ),
  commodityVerbatim: text(
    'The goods traded, in the wording of the source.',
    'The goods traded, in the wording of the source.',
    {
      schema: z.string(),
      optional: true,
    },
  ),
  suppliers: references('party', 'The keys of the suppliers.', 'The suppliers.'),
  buyers: references('party', 'The keys of the buyers.', 'The buyers.'),
  partners: references('party', 'The keys of the equal partners.', 'The equal partners.'),
  endpoints: references('party', 'The keys of the endpoints of a route.', 'The endpoints of a route.'),
  via: references(
    'party',
    'The keys of the parties that a route passes through.',
    'The parties that a route passes through.',
  ),
  bypassed: references('party', 'The keys of the parties that a route bypasses.', 'The parties that a route bypasses.'),
  replaced: references(
    'party',
    'The keys of the parties that the link replaces.',
    'The parties that the link replaces.',
  ),
  since: date('The first day; absent if unknown.', 'The first day; null if unknown.', {
    optional: true,
  }),
  until: date(
    'The last day; absent while the link lasts, or if unknown.',
    'The last day; null while the link lasts, or if unknown.',
    { optional: true },
  ),
  agreement: reference(
    'agreement',
    'The key of the agreement that it is based on.',
    'The agreement that it is based on.',
    {
      optional: true,
      index: 'COLUMN',
    },
  ),
});

export const tradeLinkSchema = z.strictObject({
  noun: z.literal('trade-link'),
  ...entryShape,
  ...getRecordShape(tradeLink),
});
