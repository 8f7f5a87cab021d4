import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { type Column, Download } from '../../components/download-buttons.tsx';
import { Empty } from '../../components/empty-result.tsx';
import { ChoiceField, TextField } from '../../components/filter-fields.tsx';
import { Pager, pageOf } from '../../components/pager.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { counted } from '../../format/labels.ts';
import { useAddress } from '../../url-state.ts';
import { type TieParty, type TieRow, TiesDocument, type TradeLinkFilter } from './generated/operations.ts';
import { distinct } from './source-link.tsx';
import { Diagram } from './tie-diagram.tsx';
import { TieTable } from './tie-table.tsx';
import { tieFilter } from './trade-filter.ts';
import { kinds, statuses } from './trade-labels.ts';

/** Ties as sources tell them, drawn and in a table. */
export function Ties() {
  const address = useAddress();
  const filter = tieFilter(address.params);
  const variables = { filter, ...pageOf(sized(address.params)) };
  const asked = useQuery(TiesDocument, variables);
  return (
    <section>
      <h2>Ties</h2>
      <form class="filters" aria-label="Which ties" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Commodity" name="commodity" hint="an HS code (2709), or words" />
        <TextField label="Party" name="party" hint="a part of the name, in any part of the tie" />
        <ChoiceField label="Kind" name="kind" any="any" options={kinds} />
        <ChoiceField label="Status" name="status" any="any" options={statuses} />
        <ChoiceField
          label="Disputed"
          name="disputed"
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
          call={{ name: 'tradeLinks.list', given: variables }}
        />
        <Download name="trade-ties" columns={columns} pages={(signal) => everyPage(filter, signal)} />
      </div>
      <Answer of={asked} what="trade ties">
        {({ tradeLinks: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty what={totalCount === 0 ? 'No such tie on record' : 'No tie on this page'}>
              {address.params.size > 0 && (
                <p>
                  <a href={address.path}>Show every tie</a>, or take away one condition.
                </p>
              )}
            </Empty>
          ) : (
            <>
              <p role="status">
                {counted(totalCount, 'tie')}
                {nodes.length < totalCount && `, of which ${nodes.length} are on this page`}
              </p>
              <Diagram ties={nodes} />
              <TieTable ties={nodes} />
              <Pager info={pageInfo} />
            </>
          )
        }
      </Answer>
    </section>
  );
}

/** As many as the API gives at once: what is split over pages is harder to compare. */
function sized(params: URLSearchParams): URLSearchParams {
  const whole = new URLSearchParams(params);
  if (!whole.has('size')) whole.set('size', '100');
  return whole;
}

const everyPage = (filter: TradeLinkFilter, signal: AbortSignal) =>
  allPages<TieRow>(
    async (after) =>
      (await request(TiesDocument, { filter, first: 100, ...(after && { after }) }, { signal })).tradeLinks,
  );

const namesOf = (parties: readonly TieParty[]): string => parties.map(({ name }) => name).join('; ');

const columns: readonly Column<TieRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'kind', value: (row) => row.kind },
  { name: 'status', value: (row) => row.status },
  { name: 'disputed', value: (row) => String(row.disputed) },
  { name: 'since', value: (row) => row.since?.edtf },
  { name: 'until', value: (row) => row.until?.edtf },
  { name: 'attested', value: (row) => row.at },
  { name: 'commodities', value: (row) => row.commodities.map(({ code, key }) => code ?? key).join('; ') },
  { name: 'commodity_verbatim', value: (row) => row.commodityVerbatim },
  { name: 'suppliers', value: (row) => namesOf(row.suppliers) },
  { name: 'buyers', value: (row) => namesOf(row.buyers) },
  { name: 'partners', value: (row) => namesOf(row.partners) },
  { name: 'endpoints', value: (row) => namesOf(row.endpoints) },
  { name: 'via', value: (row) => namesOf(row.via) },
  { name: 'bypassed', value: (row) => namesOf(row.bypassed) },
  { name: 'replaced', value: (row) => namesOf(row.replaced) },
  { name: 'summary', value: (row) => row.summary },
  {
    name: 'sources',
    value: (row) =>
      distinct(row.citations.map(({ source }) => source))
        .map(({ key }) => key)
        .join('; '),
  },
];
