import type { QueryState } from '../../api/use-query.ts';
import type { ActiveFilter } from '../../components/filter-bar.tsx';
import { DateField, SelectField, TextField, YearField } from '../../components/filter-fields.tsx';
import { PartyField } from '../../components/party-field.tsx';
import { formatDay } from '../../format/date.ts';
import { useUrlState } from '../../url-state.ts';
import { buildFilter } from './build-filter.ts';
import { Facet } from './facet.tsx';
import type { FacetItem, FilterDefinition, ListDefinition } from './list-definition.ts';
import { RecordName } from './record-name.tsx';
import { useCounts } from './use-counts.ts';

/** The fields of a list's filters, and the counts by which it can be narrowed. */
export function ListFilters<Row, Filter extends object, Order>({
  definition,
}: {
  definition: ListDefinition<Row, Filter, Order>;
}) {
  const { filters, title } = definition;
  return (
    <form
      className="list-fields"
      aria-label={`Filter ${title.toLowerCase()}`}
      onSubmit={(event) => event.preventDefault()}
    >
      {filters.map((each) => (
        <div key={each.param} className="list-filter">
          <FilterField filter={each} />
          {each.useFacet ? (
            <DimensionFacet definition={definition} facetOf={each} useFacet={each.useFacet} />
          ) : (
            each.kind === 'options' &&
            each.isCounted !== false && <OptionsFacet definition={definition} facetOf={each} />
          )}
        </div>
      ))}
    </form>
  );
}

function FilterField<Filter>({ filter }: { filter: FilterDefinition<Filter> }) {
  const { param, label } = filter;
  switch (filter.kind) {
    case 'text':
      return <TextField label={label} param={param} {...(filter.hint && { hint: filter.hint })} />;
    case 'party':
      return <PartyField label={label} param={param} kinds={filter.partyKinds} />;
    case 'date':
      return <DateField label={label} param={param} />;
    case 'year':
      return <YearField label={label} param={param} />;
    case 'options':
      return filter.isCounted === false ? (
        <SelectField label={label} param={param} anyLabel="Any" options={filter.options} />
      ) : null;
    case 'link':
      return null;
  }
}

interface FacetProps<Row, Filter extends object, Order> {
  definition: ListDefinition<Row, Filter, Order>;
  facetOf: FilterDefinition<Filter>;
}

function DimensionFacet<Row, Filter extends object, Order>({
  definition,
  facetOf: { label, param, kind },
  useFacet,
}: FacetProps<Row, Filter, Order> & { useFacet: (filter: Filter) => QueryState<readonly FacetItem[]> }) {
  const { params } = useUrlState();
  return (
    <Facet
      label={label}
      param={param}
      hasField={kind !== 'link' && kind !== 'options'}
      query={useFacet(buildFilter(definition.filters, params, param))}
    />
  );
}

/** Counts each of a few values on its own. */
function OptionsFacet<Row, Filter extends object, Order>({ definition, facetOf }: FacetProps<Row, Filter, Order>) {
  const { params } = useUrlState();
  const options = facetOf.kind === 'options' ? facetOf.options : [];
  const filters = options.map(({ value }) => {
    const withValue = new URLSearchParams(params);
    withValue.set(facetOf.param, value);
    return buildFilter(definition.filters, withValue);
  });
  const query = useCounts(definition, filters);
  const items = options.map(({ value, label }, index) => ({
    value,
    label,
    count: query.data?.[index]?.totalCount ?? 0,
  }));
  const data = query.data && items.sort((a, b) => b.count - a.count);
  return <Facet label={facetOf.label} param={facetOf.param} query={{ ...query, data }} />;
}

/** The filters that the URL sets, in words. */
export function describeActiveFilters<Filter>(
  filters: readonly FilterDefinition<Filter>[],
  params: URLSearchParams,
): ActiveFilter[] {
  return filters.flatMap((filter) => {
    const value = params.get(filter.param)?.trim();
    return value ? [{ param: filter.param, label: filter.label, value: describeValue(filter, value) }] : [];
  });
}

function describeValue<Filter>(filter: FilterDefinition<Filter>, value: string) {
  switch (filter.kind) {
    case 'party':
      return <RecordName recordKey={value} />;
    case 'link':
      return <RecordName recordKey={value} />;
    case 'date':
      return formatDay(value);
    case 'options':
      return filter.options.find((option) => option.value === value)?.label ?? value;
    default:
      return value;
  }
}
