import type { TradeLinkFilter } from '@chancery/sdk';
import { pages } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { SelectField, TextField } from '../../components/filter-fields.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { type TieParty, type TieRow, type Ties, TiesDocument } from './generated/operations.ts';
import { TieDiagram } from './tie-diagram.tsx';
import { TieTable } from './tie-table.tsx';
import { parseTieFilter } from './trade-filter.ts';
import { tieKindOptions, tieStatusOptions } from './trade-labels.ts';
import { uniqueSources } from './trade-sources.tsx';

/** Trade links as a diagram and a table. */
export function TradeTies() {
  const urlState = useUrlState();
  const filter = parseTieFilter(urlState.params);
  const variables = { filter, ...parsePageParams(withDefaultPageSize(urlState.params)) };
  const query = useQuery(TiesDocument, variables);
  return (
    <section>
      <h2>Trade links</h2>
      <FilterBar label="Filter trade links" params={['commodity', 'party', 'kind', 'status', 'disputed']}>
        <TextField label="Commodity" param="commodity" hint="an HS code (2709) or words" />
        <TextField label="Country or company" param="party" hint="part of a name, in any role" />
        <SelectField label="Type" param="kind" anyLabel="Any" options={tieKindOptions} />
        <SelectField label="Status" param="status" anyLabel="Any" options={tieStatusOptions} />
        <SelectField
          label="Disputed"
          param="disputed"
          anyLabel="Any"
          options={[
            { value: 'yes', label: 'Disputed only' },
            { value: 'no', label: 'Undisputed only' },
          ]}
        />
      </FilterBar>
      <div className="result-tools">
        <p role="status">{query.data && describeCount(query.data.tradeLinks)}</p>
        <QueryButton
          document={TiesDocument}
          variables={variables}
          call={{ name: 'tradeLinks.list', args: variables }}
        />
        <DownloadButtons
          fileName="trade-ties"
          columns={tieColumns}
          fetchPages={(signal) => fetchAllTies(filter, signal)}
        />
      </div>
      <QueryBoundary query={query} subject="trade links">
        {({ tradeLinks: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult
              title={totalCount === 0 ? 'No matching trade links' : 'No trade links on this page'}
              coverage={{ kind: ['TRADE_LINK'] }}
            >
              {urlState.params.size > 0 && (
                <p>
                  <ButtonLink href={urlState.path}>Clear filters</ButtonLink>
                </p>
              )}
            </EmptyResult>
          ) : (
            <>
              <div className="trade-links">
                <div>
                  <TieDiagram ties={nodes} />
                </div>
                <TieTable ties={nodes} />
              </div>
              <Pager pageInfo={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </section>
  );
}

const describeCount = ({ totalCount, nodes }: Ties['tradeLinks']): string =>
  `${formatCount(totalCount, 'trade link')}${nodes.length < totalCount ? `, ${nodes.length} on this page` : ''}`;

/** Defaults to the maximum page size of the API: trade links on several pages are harder to compare. */
function withDefaultPageSize(params: URLSearchParams): URLSearchParams {
  const sized = new URLSearchParams(params);
  if (!sized.has('size')) sized.set('size', '100');
  return sized;
}

const fetchAllTies = (filter: TradeLinkFilter, signal: AbortSignal) =>
  pages(TiesDocument, { filter, first: 100 }, ({ tradeLinks }) => tradeLinks, { signal });

const joinPartyNames = (parties: readonly TieParty[]): string => parties.map(({ name }) => name).join('; ');

const tieColumns: readonly DownloadColumn<TieRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'kind', value: (row) => row.kind },
  { name: 'status', value: (row) => row.status },
  { name: 'disputed', value: (row) => String(row.disputed) },
  { name: 'start', value: (row) => row.start?.edtf },
  { name: 'end', value: (row) => row.end?.edtf },
  { name: 'attested', value: (row) => row.at },
  { name: 'commodities', value: (row) => row.commodities.map(({ code, key }) => code ?? key).join('; ') },
  { name: 'commodity_verbatim', value: (row) => row.commodityVerbatim },
  { name: 'suppliers', value: (row) => joinPartyNames(row.suppliers) },
  { name: 'buyers', value: (row) => joinPartyNames(row.buyers) },
  { name: 'partners', value: (row) => joinPartyNames(row.partners) },
  { name: 'endpoints', value: (row) => joinPartyNames(row.endpoints) },
  { name: 'via', value: (row) => joinPartyNames(row.via) },
  { name: 'bypassed', value: (row) => joinPartyNames(row.bypassed) },
  { name: 'replaced', value: (row) => joinPartyNames(row.replaced) },
  { name: 'summary', value: (row) => row.summary },
  {
    name: 'sources',
    value: (row) =>
      uniqueSources(row.citations.map(({ source }) => source))
        .map(({ key }) => key)
        .join('; '),
  },
];
