import { boundedText } from '../records/field-schemas.ts';
import { tradeLinkKinds, tradeLinkStatuses } from '../vocabulary.ts';
import { entryShape } from './entry.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const tradeLink = defineNoun('trade-link', entryShape, {
  kind: oneOf(tradeLinkKinds, 'The kind of link.', { index: 'DAY' }),
  status: oneOf(tradeLinkStatuses, 'The status, from a pledge to an active link or its end.', { index: 'DAY' }),
  commodities: references('commodity', 'The commodities traded; empty if unknown.', {
    record: 'The keys of the commodities traded.',
  }),
  commodityVerbatim: text('The goods traded, in the wording of the source.', {
    schema: boundedText('summary'),
    optional: true,
  }),
  suppliers: references('party', 'The suppliers.'),
  buyers: references('party', 'The buyers.'),
  partners: references('party', 'The equal partners.'),
  endpoints: references('party', 'The endpoints of a route.'),
  via: references('party', 'The parties that a route passes through.'),
  bypassed: references('party', 'The parties that a route bypasses.'),
  replaced: references('party', 'The parties that the link replaces.'),
  start: date('The first day; null if unknown.', { optional: true }),
  end: date('The last day; null while the link lasts, or if unknown.', { optional: true }),
  agreement: reference('agreement', 'The agreement that it is based on.', { optional: true, index: 'COLUMN' }),
});
