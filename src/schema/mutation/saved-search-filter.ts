import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { isObject } from '../../model/is-object.ts';
import { builder } from '../builder.ts';
import { inputTypes } from '../filter-inputs.ts';

/** The lists that can be searched, with their filters. Their records have a key, and a history. */
const searchableLists = {
  entries: inputTypes.Entry,
  visits: inputTypes.Visit,
  statements: inputTypes.Statement,
  tradeLinks: inputTypes.TradeLink,
  agreements: inputTypes.Agreement,
  positions: inputTypes.Position,
  figures: inputTypes.Figure,
  countries: inputTypes.Country,
  people: inputTypes.Person,
  organizations: inputTypes.Organization,
  groups: inputTypes.Group,
  offices: inputTypes.Office,
  terms: inputTypes.Term,
  topics: inputTypes.Topic,
  trips: inputTypes.Trip,
  commodities: inputTypes.Commodity,
  sources: inputTypes.Source,
  changes: inputTypes.Change,
};

export const SavedSearchFilter = builder.inputType('SavedSearchFilter', {
  description: 'A list with its filter. {} reports every change to a record of the list.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      Object.entries(searchableLists).map(([name, type]) => [
        name,
        t.field({
          type,
          description:
            name === 'changes'
              ? 'Reports the changes that this filter selects, including withdrawals and merges.'
              : `Reports each change to a record that is in the list ${name} with this filter afterwards.`,
        }),
      ]),
    ),
});

/** Returns the list and the filter, as a request would state it: with the names of enum values. */
export function toListFilter(schema: GraphQLSchema, given: object): { list: string; filter: object } {
  const [list = '', value] = Object.entries(given)[0] ?? [];
  const type = schema.getType('SavedSearchFilter');
  const field = isInputObjectType(type) ? type.getFields()[list] : undefined;
  if (!field) throw new Error(`SavedSearchFilter has no field "${list}".`);
  return { list, filter: toRequestValue(field.type, value) as object };
}

function toRequestValue(given: GraphQLInputType, value: unknown): unknown {
  const type = getNullableType(given);
  if (value === null || value === undefined) return value;
  if (isListType(type)) return (value as unknown[]).map((item) => toRequestValue(type.ofType, item));
  if (isEnumType(type)) return type.coerceOutputValue(value);
  if (!isInputObjectType(type) || !isObject(value)) return value;
  const fields = type.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = fields[name];
      return [name, field ? toRequestValue(field.type, inner) : inner];
    }),
  );
}
