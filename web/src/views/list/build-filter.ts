import type { FilterDefinition, SortDefinition } from './list-definition.ts';

/** Builds the API's filter from the URL. `without` leaves out one parameter, to count its other values. */
export function buildFilter<Filter extends object>(
  filters: readonly FilterDefinition<Filter>[],
  params: URLSearchParams,
  without?: string,
): Filter {
  const parts = filters.flatMap(({ param, toFilter }) => {
    const value = params.get(param)?.trim();
    return value && param !== without ? [toFilter(value, params)] : [];
  });
  return parts.reduce(mergeDeep, {} as Filter);
}

/** Merges filters, so that several parameters can restrict the same field, such as both ends of a period. */
function mergeDeep<Filter extends object>(left: Filter, right: Filter): Filter {
  const merged = { ...left } as Record<string, unknown>;
  for (const [name, value] of Object.entries(right)) {
    const existing = merged[name];
    merged[name] = isPlainObject(existing) && isPlainObject(value) ? mergeDeep(existing, value) : value;
  }
  return merged as Filter;
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the order that the URL selects, otherwise the default. */
export const findSort = <Order>(
  sorts: readonly SortDefinition<Order>[],
  params: URLSearchParams,
): SortDefinition<Order> | undefined => sorts.find(({ value }) => value === params.get('sort')) ?? sorts[0];

/** The parameters of exports and feeds: the filter and the order, as JSON. */
export function buildExportQuery(filter: object, orderBy: readonly unknown[] | undefined): string {
  const query = new URLSearchParams();
  if (Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter));
  if (orderBy) query.set('orderBy', JSON.stringify(orderBy));
  const text = query.toString();
  return text && `?${text}`;
}
