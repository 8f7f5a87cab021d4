import { useQuery } from '../../api/use-query.ts';
import { ButtonLink } from '../../components/button.tsx';
import { CoverageNote } from '../../components/coverage-note.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { FilterChips } from '../../components/filter-bar.tsx';
import { FilterPanel } from '../../components/filter-panel.tsx';
import { Link } from '../../components/link.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { useUrlState } from '../../url-state.ts';
import { buildFilter, findSort } from './build-filter.ts';
import { explainError } from './facet.tsx';
import './list.css';
import type { ListDefinition } from './list-definition.ts';
import { describeActiveFilters, ListFilters } from './list-filters.tsx';
import { ChartLink, DownloadMenu, FeedMenu, SortSelect } from './list-tools.tsx';
import { useCounts } from './use-counts.ts';

/** A list with its filters, counts, order and downloads. The URL holds the state. */
export function ListPage<Row, Filter extends object, Order>({
  definition,
}: {
  definition: ListDefinition<Row, Filter, Order>;
}) {
  const { title, lead, plural, filters, sorts, document, extraVariables, exportName } = definition;
  usePageTitle(title);
  const urlState = useUrlState();
  const { params } = urlState;
  const filter = buildFilter(filters, params);
  const orderBy = findSort(sorts, params)?.orderBy;
  const variables = { ...extraVariables?.(), filter, ...(orderBy && { orderBy }), ...parsePageParams(params) };
  const query = useQuery(document, variables);
  const active = describeActiveFilters(filters, params);
  const isEmpty = query.data?.page.nodes.length === 0;
  return (
    <>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <div className="list-layout">
        <aside className="list-aside" aria-label="Filters">
          <FilterPanel activeCount={active.length}>
            <ListFilters definition={definition} />
          </FilterPanel>
        </aside>
        <div className="list-main">
          <div className="list-tools">
            <ListCount definition={definition} filter={filter} />
            {!isEmpty && (
              <>
                <SortSelect sorts={sorts} />
                <ChartLink measure={definition.chartMeasure} />
                <DownloadMenu exportName={exportName} filter={filter} orderBy={orderBy} />
                <FeedMenu exportName={exportName} filter={filter} title={title} />
              </>
            )}
            <QueryButton
              document={document}
              variables={variables}
              call={{ name: `${definition.field}.list`, args: variables }}
            />
          </div>
          {definition.chartMeasure === 'visits' && definition.coverage && (
            <CoverageNote filter={definition.coverage} plural={plural} />
          )}
          <FilterChips active={active} />
          <QueryBoundary query={query} subject={plural}>
            {({ page: { nodes, pageInfo } }) =>
              nodes.length === 0 ? (
                <EmptyResult
                  title={
                    params.get('after') || params.get('before') ? `No ${plural} on this page` : `No matching ${plural}`
                  }
                  {...(definition.coverage && { coverage: definition.coverage })}
                >
                  {active.length > 0 && (
                    <p>
                      <ButtonLink href={urlState.path}>Clear filters</ButtonLink>
                    </p>
                  )}
                </EmptyResult>
              ) : (
                <>
                  <Rows definition={definition} rows={nodes} params={params} />
                  <Pager pageInfo={pageInfo} />
                </>
              )
            }
          </QueryBoundary>
        </div>
      </div>
    </>
  );
}

function Rows<Row, Filter extends object, Order>({
  definition: { renderItem, getKey, columns, title, sorts },
  rows,
  params,
}: {
  definition: ListDefinition<Row, Filter, Order>;
  rows: readonly Row[];
  params: URLSearchParams;
}) {
  if (renderItem)
    return (
      <ol className="entries list-items">
        {rows.map((row) => (
          <li key={getKey(row)} className="entry">
            {renderItem(row, params)}
          </li>
        ))}
      </ol>
    );
  return (
    <DataTable
      caption={title}
      columns={columns}
      rows={rows}
      getKey={getKey}
      isStacked
      {...(sorts[0] && { defaultSort: sorts[0].value })}
    />
  );
}

/** The number of rows on all pages, and of those that the period only possibly includes. */
function ListCount<Row, Filter extends object, Order>({
  definition,
  filter,
}: {
  definition: ListDefinition<Row, Filter, Order>;
  filter: Filter;
}) {
  const { params, urlWith } = useUrlState();
  const hasPeriod = ['from', 'until', 'year'].some((param) => params.has(param)) && params.get('dates') !== 'possible';
  const query = useCounts(definition, [filter], { withPossible: hasPeriod });
  const count = query.data?.[0];
  return (
    <p className="list-count" role="status" aria-busy={query.state === 'loading'}>
      {query.state === 'failed' ? (
        <span className="minor">{explainError(query.error)}</span>
      ) : (
        count && (
          <>
            <strong>{count.totalCount.toLocaleString('en')}</strong>{' '}
            {count.totalCount === 1 ? definition.singular : definition.plural}
          </>
        )
      )}
      {count?.possibleCount ? (
        <span className="minor">
          {' '}
          and <Link href={urlWith({ dates: 'possible' })}>{count.possibleCount.toLocaleString('en')} possibly</Link>
        </span>
      ) : null}
    </p>
  );
}
