import type { TradeLinkFilter } from '@chancery/sdk';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { SelectField, TextField } from '../../components/filter-fields.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { type TieParty, type TieRow, TiesDocument } from './generated/operations.ts';
import { uniqueSources } from './source-link.tsx';
import { TieDiagram } from './tie-diagram.tsx';
import { TieTable } from './tie-table.tsx';
import { parseTieFilter } from './trade-filter.ts';
import { tieKindOptions, tieStatusOptions } from './trade-labels.ts';

/** Ties as sources tell them, drawn and in a table. */
export function TradeTies() {
  const address = useUrlState();
  const filter = parseTieFilter(address.params);
  const variables = { filter, ...parsePageParams(withDefaultPageSize(address.params)) };
  const asked = useQuery(TiesDocument, variables);
  return (
    <section>
      <h2>Ties</h2>
      <form class="filters" aria-label="Which ties" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Commodity" param="commodity" hint="an HS code (2709), or words" />
        <TextField label="Party" param="party" hint="a part of the name, in any part of the tie" />
        <SelectField label="Kind" param="kind" any="any" options={tieKindOptions} />
        <SelectField label="Status" param="status" any="any" options={tieStatusOptions} />
        <SelectField
          label="Disputed"
          param="disputed"
          any="disputed or not"
          options={[
            { value: 'yes', text: 'only where sources differ' },
            { value: 'no', text: 'only where they agree' },
          ]}
        />
      </form>
      <div class="tools">
        <QueryButton
          document={TiesDocument}
          variables={variables}
          call={{ name: 'tradeLinks.list', args: variables }}
        />
        <DownloadButtons name="trade-ties" columns={tieColumns} pages={(signal) => fetchAllTies(filter, signal)} />
      </div>
      <QueryBoundary of={asked} what="trade ties">
        {({ tradeLinks: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult what={totalCount === 0 ? 'No such tie on record' : 'No tie on this page'}>
              {address.params.size > 0 && (
                <p>
                  <a href={address.path}>Show every tie</a>, or take away one condition.
                </p>
              )}
            </EmptyResult>
          ) : (
            <>
              <p role="status">
                {formatCount(totalCount, 'tie')}
                {nodes.length < totalCount && `, of which ${nodes.length} are on this page`}
              </p>
              <TieDiagram ties={nodes} />
              <TieTable ties={nodes} />
              <Pager info={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </section>
  );
}

/** As many as the API gives at once: what is split over pages is harder to compare. */
function withDefaultPageSize(params: URLSearchParams): URLSearchParams {
  const whole = new URLSearchParams(params);
  if (!whole.has('size')) whole.set('size', '100');
  return whole;
}

const fetchAllTies = (filter: TradeLinkFilter, signal: AbortSignal) =>
  fetchAllPages<TieRow>(
    async (after) =>
      (await request(TiesDocument, { filter, first: 100, ...(after && { after }) }, { signal })).tradeLinks,
  );

const joinPartyNames = (parties: readonly TieParty[]): string => parties.map(({ name }) => name).join('; ');

const tieColumns: readonly DownloadColumn<TieRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'kind', value: (row) => row.kind },
  { name: 'status', value: (row) => row.status },
  { name: 'disputed', value: (row) => String(row.disputed) },
  { name: 'since', value: (row) => row.since?.edtf },
  { name: 'until', value: (row) => row.until?.edtf },
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
