import { type GraphQLArgument, type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import { type DateFilter, toDateRange } from '../../db/queries/filter.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Returns the arguments with every date filter widened to POSSIBLE, or the same object if there is none to widen. Filters
 * inside `not` are unchanged: widened, they would exclude more. Whatever is unchanged is the same object, so that errors
 * are still located.
 */
export function widenDates<A extends object>(args: A, definitions: readonly GraphQLArgument[]): A {
  return widenFields(args as Values, new Map(definitions.map(({ name, type }) => [name, type]))) as A;
}

function widenFields(values: Values, types: ReadonlyMap<string, GraphQLInputType>): Values {
  const changed = Object.entries(values).flatMap(([name, value]) => {
    const type = types.get(name);
    const widened = type && name !== 'not' ? widenValue(value, type) : value;
    return widened === value ? [] : [[name, widened] as const];
  });
  return changed.length === 0 ? values : { ...values, ...Object.fromEntries(changed) };
}

function widenValue(value: unknown, inputType: GraphQLInputType): unknown {
  const type = getNamedType(inputType);
  if (typeof value !== 'object' || value === null || !isInputObjectType(type)) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => widenValue(item, type));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (type.name === 'DateFilter') return widenDateFilter(value);
  return widenFields(
    value as Values,
    new Map(Object.values(type.getFields()).map((field) => [field.name, field.type])),
  );
}

/** A filter without a bound matches every row, also those without a date. */
function widenDateFilter(filter: DateFilter): DateFilter {
  const { first, last } = toDateRange(filter);
  return filter.certainty === 'POSSIBLE' || (first === null && last === null)
    ? filter
    : { ...filter, certainty: 'POSSIBLE' };
}
