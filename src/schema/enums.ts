import { defineVocabulary, vocabularies } from '../model/define-vocabulary.ts';
import { type BuilderTypes, builder } from './builder.ts';

export const orderDirections = defineVocabulary('OrderDirection', 'The direction of a sort order.', {
  ASC: 'Ascending: least, earliest or A first.',
  DESC: 'Descending: greatest, latest or Z first.',
});
export const certainties = defineVocabulary('Certainty', 'How to match dates that are not known to the day.', {
  CERTAIN: 'Every possible day of the date lies in the window.',
  POSSIBLE: 'At least one possible day of the date lies in the window.',
});
export const searchOrders = defineVocabulary('SearchOrder', 'The sort order of search results.', {
  RELEVANCE:
    'Parties with a name or code that equals the text first, present states before former ones; then names that begin with the text; then by rank.',
  NEWEST: 'Newest entry first. Records without a sort day, such as parties and sources, come last.',
});
export const countOrders = defineVocabulary('CountOrder', 'The sort order of counts.', {
  COUNT_DESC: 'Highest count first.',
  COUNT_ASC: 'Lowest count first.',
  DIMENSION: 'By the dimensions, in the order given.',
});
export const visitDimensions = defineVocabulary('VisitDimension', 'A dimension to count visits by.', {
  YEAR: 'The year of the day that entries are sorted by.',
  HOST: 'The host country, as of the date of the visit.',
  HOST_GROUP: 'The narrowest M49 region of the host; null if M49 assigns none.',
  TRAVELLER: 'The traveller. A visit of two travellers counts once for each.',
  TRAVELLER_COUNTRY: 'The country for which the traveller travelled.',
  TYPE: 'The type of visit in diplomatic protocol.',
  STATUS: 'The status of the visit.',
});
export const statementDimensions = defineVocabulary('StatementDimension', 'A dimension to count statements by.', {
  YEAR: 'The year of the day that entries are sorted by.',
  SPEAKER: 'The speaker; null for the voice of the source itself.',
  SPEAKER_COUNTRY:
    'The country whose office the speaker held; for a country, the country itself; for an organization, its country.',
  ABOUT: 'A party that the statement is about. A statement about two parties counts once for each.',
  MODE: 'How the source reports the words.',
});
export const tradeFlowDimensions = defineVocabulary('TradeFlowDimension', 'A dimension to sum trade flows by.', {
  YEAR: 'The calendar year.',
  REPORTER: 'The reporting country.',
  PARTNER: 'The partner. A group such as the world has a separate row, in addition to those of its countries.',
  COMMODITY: 'The commodity. A heading has a separate row, in addition to those of its subheadings.',
  DIRECTION: 'The direction. Rows are always split by direction.',
});

export const editErrorCodes = defineVocabulary('EditErrorCode', 'Why an edit was rejected.', {
  BAD_INPUT: 'A value is invalid.',
  CONFLICT: 'The record was changed since the expected revision.',
  NOT_FOUND: 'No record has the key.',
  UNAUTHENTICATED: 'The request has no valid token.',
  FORBIDDEN: 'The role of the token does not permit the edit.',
});

type EnumRef<Value = string | number> = PothosSchemaTypes.EnumRef<BuilderTypes, Value, Value>;

const valuesKey = (values: readonly string[]): string => values.toSorted().join();
const enumByValues = new Map<string, EnumRef>(
  vocabularies.map(({ name, description, values }) => {
    const entries = Object.entries(values).map(([value, text]) => [
      value.toUpperCase().replaceAll('-', '_'),
      { value, description: text },
    ]);
    return [
      valuesKey(Object.keys(values)),
      builder.enumType(name, { description, values: Object.fromEntries(entries) }),
    ];
  }),
);

/** Returns the enum of a closed vocabulary. */
export function enumOf<Value extends string>(values: readonly Value[]): EnumRef<Value> {
  const ref = enumByValues.get(valuesKey(values));
  if (!ref) throw new Error(`No vocabulary has the values ${values.join(', ')}.`);
  return ref as EnumRef<Value>;
}
