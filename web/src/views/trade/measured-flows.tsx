import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { SelectField, TextField } from '../../components/filter-fields.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { FlowChart } from './flow-chart.tsx';
import { type FlowSeries, getUnitLabel, groupIntoSeries, type RelativeDirection } from './flow-series.ts';
import { FlowTable } from './flow-table.tsx';
import {
  type FlowCell,
  FlowCellsDocument,
  type Measured,
  MeasuredDocument,
  type MeasuredVariables,
} from './generated/operations.ts';
import { NoMatchingFlows, ReporterList } from './reporter-list.tsx';
import { SourceLink, uniqueSources } from './source-link.tsx';
import { type FlowQuery, parseFlowQuery, parseGroups } from './trade-filter.ts';
import { flowDirectionOptions } from './trade-labels.ts';

/** Measured trade between two sides, by year, as each of them reports it. */
export function MeasuredFlows() {
  const { params } = useUrlState();
  const { url } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  // A link from a tie leads here, on the same page.
  useEffect(() => {
    if (url.endsWith('#flows')) heading.current?.focus();
  }, [url]);
  const question = parseFlowQuery(params);
  return (
    <section id="flows">
      <h2 tabIndex={-1} ref={heading}>
        Measured flows
      </h2>
      <p>
        What statistics say, year by year. Where both sides report, there are two lines, which differ and are never
        added.
      </p>
      <form class="filters" aria-label="Which flows" onSubmit={(event) => event.preventDefault()}>
        <TextField label="Reporter" param="reporter" hint="a code (HU), a part of the name, or group:EU" />
        <TextField label="Partner" param="partner" hint="likewise; either may be left open" />
        <TextField label="Goods measured" param="commodity" hint="an HS code or words; all below it counts too" />
        <SelectField label="Direction" param="direction" any="both ways" options={flowDirectionOptions} />
        <SelectField
          label="Measured in"
          param="as"
          any="US dollars"
          options={[{ value: 'quantity', text: 'quantities' }]}
        />
      </form>
      {question.variables ? (
        <FlowResults question={question} variables={question.variables} />
      ) : (
        <ReporterList goods={question.goodsFilter} />
      )}
    </section>
  );
}

function FlowResults({ question, variables }: { question: FlowQuery; variables: MeasuredVariables }) {
  const address = useUrlState();
  const asked = useQuery(MeasuredDocument, variables);
  const filters = [variables.reported, variables.mirror];
  return (
    <>
      <div class="tools">
        <QueryButton document={MeasuredDocument} variables={variables} />
        <DownloadButtons
          name="trade-flows"
          columns={flowColumns}
          pages={(signal) => fetchAllFlowCells(filters, signal)}
        />
        <a href={address.urlWith({ reporter: question.partner, partner: question.reporter })}>
          Swap reporter and partner
        </a>
      </div>
      <QueryBoundary of={asked} what="measured flows">
        {(measured) => {
          const series = groupIntoSeries(measured);
          if (series.length === 0)
            return (
              <>
                <NameMatchNotice measured={measured} question={question} />
                <NoMatchingFlows goods={question.goodsFilter} />
              </>
            );
          const names = describeSides(measured, question);
          return (
            <>
              <NameMatchNotice measured={measured} question={question} />
              {(['in', 'out'] as const).map((way) => (
                <FlowDirectionSection
                  key={way}
                  way={way}
                  series={series.filter((one) => one.relativeDirection === way)}
                  names={names}
                />
              ))}
              <h3>Sources</h3>
              <ul>
                {uniqueSources(series.map(({ attributes: of }) => of.source)).map((source) => (
                  <li key={source.key}>
                    <SourceLink of={source} />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </QueryBoundary>
    </>
  );
}

/** What a part of a name has found, where it is not one country. */
function NameMatchNotice({ measured, question }: { measured: Measured; question: FlowQuery }) {
  const told = (
    [
      [question.reporter, measured.reporters],
      [question.partner, measured.partners],
    ] as const
  ).flatMap(([asked, found]) => {
    if (asked === undefined || found === undefined || found.totalCount === 1 || /^group:|,/.test(asked)) return [];
    return found.totalCount === 0
      ? [`No country on record has a name with “${asked}” in it.`]
      : [
          `${formatCount(found.totalCount, 'country', 'countries')} have a name with “${asked}” in it: what each side reports of them is summed.`,
        ];
  });
  return told.map((text) => (
    <p key={text} class="notice">
      {text}
    </p>
  ));
}

interface SideNames {
  readonly reporter: string;
  readonly partner: string;
}

/** All that goes one way: a chart for each unit, and the table. */
function FlowDirectionSection({
  way,
  series,
  names,
}: {
  way: RelativeDirection;
  series: readonly FlowSeries[];
  names: SideNames;
}) {
  const quantities = useUrlState().params.get('as') === 'quantity';
  if (series.length === 0) return null;
  const [from, to] = way === 'in' ? [names.partner, names.reporter] : [names.reporter, names.partner];
  const units = [...new Set(series.map(({ attributes: of }) => of.unit))];
  const severalSources = uniqueSources(series.map(({ attributes: of }) => of.source)).length > 1;
  const teller = ({ side, attributes: of }: FlowSeries): string =>
    [
      names[side],
      severalSources && `in ${of.source.title ?? of.source.publisher}`,
      !quantities && units.length > 1 && of.unit && `goods counted in ${getUnitLabel(of.unit)}`,
    ]
      .filter(Boolean)
      .join(', ');
  const title = `From ${from} to ${to}`;
  const missing = (['reporter', 'partner'] as const).filter((side) => series.every((one) => one.side !== side));
  return (
    <section>
      <h3>{title}</h3>
      {quantities ? (
        units.map((unit) =>
          unit === null ? (
            <p key="none">Some flows are told without a quantity: the table has them.</p>
          ) : (
            <FlowChart
              key={unit}
              series={series.filter(({ attributes: of }) => of.unit === unit)}
              measure="quantity"
              unitLabel={getUnitLabel(unit)}
              labelSeries={teller}
            />
          ),
        )
      ) : (
        <FlowChart series={series} measure="value" unitLabel="US dollars" labelSeries={teller} />
      )}
      {missing.map((side) => (
        <p key={side} class="minor">
          The other side of it, as {names[side]} would report it, is not on record.
        </p>
      ))}
      <FlowTable series={series} teller={teller} caption={`${title}, by year`} />
    </section>
  );
}

function describeSides({ reporters, partners }: Measured, { reporter, partner }: FlowQuery): SideNames {
  return { reporter: describeSide(reporters, reporter), partner: describeSide(partners, partner) };
}

function describeSide(found: Measured['reporters'], asked: string | undefined): string {
  if (asked === undefined || !found) return 'any country';
  const groups = parseGroups(asked);
  // Who is a member differs from year to year.
  if (groups.length > 0)
    return `the members of ${groups.join(', ')}${groups.length < asked.split(',').length ? ' and others' : ''}`;
  const more = found.totalCount - found.nodes.length;
  return `${found.nodes.map(({ name }) => name).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Both sides' cells; where the sides overlap, one is found by both, and told once. */
async function* fetchAllFlowCells(filters: readonly MeasuredVariables['reported'][], signal: AbortSignal) {
  const seen = new Set<string>();
  for (const filter of filters) {
    const pages = fetchAllPages<FlowCell>(
      async (after) =>
        (await request(FlowCellsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).tradeFlows,
    );
    for await (const page of pages) {
      const fresh = page.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      yield fresh;
    }
  }
}

const flowColumns: readonly DownloadColumn<FlowCell>[] = [
  { name: 'year', value: (row) => row.year },
  { name: 'reporter', value: (row) => row.reporter.code },
  { name: 'partner', value: (row) => row.partner.key },
  { name: 'direction', value: (row) => row.direction },
  { name: 'commodity', value: (row) => row.commodity.code ?? row.commodity.key },
  { name: 'product', value: (row) => row.product },
  { name: 'value_usd', value: (row) => row.value },
  { name: 'value_status', value: (row) => row.valueStatus },
  { name: 'valuation', value: (row) => row.valuation },
  { name: 'quantity', value: (row) => row.quantity },
  { name: 'unit', value: (row) => row.unit },
  { name: 'quantity_status', value: (row) => row.quantityStatus },
  { name: 'source', value: (row) => row.source.key },
];
