import { useEffect, useRef } from 'react';
import { pages } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { CountedChart } from '../../charts/counted-chart.tsx';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { FilterBar } from '../../components/filter-bar.tsx';
import { SelectField, TextField } from '../../components/filter-fields.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { formatCount } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { FlowCells } from './flow-cells.tsx';
import { FlowChart } from './flow-chart.tsx';
import { type FlowSeries, getUnitLabel, groupIntoSeries, type RelativeDirection } from './flow-series.ts';
import { FlowTable } from './flow-table.tsx';
import {
  type FlowCell,
  FlowCellsDocument,
  type MeasuredFlowTotals,
  MeasuredFlowTotalsDocument,
  type MeasuredFlowTotalsVariables,
} from './generated/operations.ts';
import { NoMatchingFlows, ReporterList } from './reporter-list.tsx';
import { type FlowQuery, parseFlowQuery, parseGroups } from './trade-filter.ts';
import { flowDirectionOptions } from './trade-labels.ts';
import { TradeSourceLink, uniqueSources } from './trade-sources.tsx';
import { useHashFragment } from './use-hash-fragment.ts';

/** Measured trade between two sides by year, as each side reports it. */
export function MeasuredFlows() {
  const { params } = useUrlState();
  const fragment = useHashFragment();
  const heading = useRef<HTMLHeadingElement>(null);
  // The table of trade links contains links to this section.
  useEffect(() => {
    if (fragment === '#flows') heading.current?.focus();
  }, [fragment, params.toString()]);
  const flowQuery = parseFlowQuery(params);
  return (
    <section id="flows">
      <h2 tabIndex={-1} ref={heading}>
        Measured flows
      </h2>
      <p>
        Trade statistics by year. If both sides report a flow, each report has a separate line; the two are never added.
      </p>
      <FilterBar label="Filter flows" params={['reporter', 'partner', 'commodity', 'direction', 'as']}>
        <TextField label="Reporter" param="reporter" hint="a code (HU), part of a name, or group:EU" />
        <TextField label="Partner" param="partner" hint="the same forms; leave either side empty for any" />
        <TextField label="Commodity" param="commodity" hint="an HS code or words; includes subheadings" />
        <SelectField label="Direction" param="direction" anyLabel="Both" options={flowDirectionOptions} />
        <SelectField
          label="Unit"
          param="as"
          anyLabel="US dollars"
          options={[{ value: 'quantity', label: 'Quantities' }]}
        />
      </FilterBar>
      {flowQuery.variables ? (
        <FlowResults flowQuery={flowQuery} variables={flowQuery.variables} />
      ) : (
        <ReporterList goodsFilter={flowQuery.goodsFilter} />
      )}
    </section>
  );
}

function FlowResults({ flowQuery, variables }: { flowQuery: FlowQuery; variables: MeasuredFlowTotalsVariables }) {
  const urlState = useUrlState();
  const query = useQuery(MeasuredFlowTotalsDocument, variables);
  const filters = [variables.reported, variables.mirror];
  return (
    <>
      <div className="tools">
        <QueryButton document={MeasuredFlowTotalsDocument} variables={variables} />
        <DownloadButtons
          fileName="trade-flows"
          columns={flowColumns}
          fetchPages={(signal) => fetchAllFlowCells(filters, signal)}
        />
        <Link href={urlState.urlWith({ reporter: flowQuery.partner, partner: flowQuery.reporter })}>
          Swap reporter and partner
        </Link>
      </div>
      <QueryBoundary query={query} subject="measured flows">
        {(measured) => {
          const series = groupIntoSeries(measured);
          if (series.length === 0)
            return (
              <>
                <NameMatchNotice measured={measured} flowQuery={flowQuery} />
                <NoMatchingFlows goodsFilter={flowQuery.goodsFilter} />
              </>
            );
          const names = describeSides(measured, flowQuery);
          return (
            <>
              <NameMatchNotice measured={measured} flowQuery={flowQuery} />
              {flowQuery.reporter && !flowQuery.partner && <PartnerChart />}
              {(['in', 'out'] as const).map((relativeDirection) => (
                <FlowDirectionSection
                  key={relativeDirection}
                  relativeDirection={relativeDirection}
                  series={series.filter((line) => line.relativeDirection === relativeDirection)}
                  names={names}
                />
              ))}
              <FlowCells filter={variables.reported} />
              <h3>Sources</h3>
              <ul>
                {uniqueSources(series.map(({ attributes }) => attributes.source)).map((source) => (
                  <li key={source.key}>
                    <TradeSourceLink source={source} />
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

/** The flows of the reporter by partner and year, stacked, as both sides report them. */
function PartnerChart() {
  const { params } = useUrlState();
  const filters = ['reporter', 'commodity', 'direction', 'as'].flatMap((name) => {
    const value = params.get(name);
    return value ? [[name, value]] : [];
  });
  const chart = new URLSearchParams([['measure', 'flows'], ['by', 'YEAR'], ['split', 'PARTNER'], ...filters]);
  return <CountedChart params={chart} level={3} hasPageLink />;
}

/** States how many countries a name matches, unless it is exactly one. */
function NameMatchNotice({ measured, flowQuery }: { measured: MeasuredFlowTotals; flowQuery: FlowQuery }) {
  const notices = (
    [
      [flowQuery.reporter, measured.reporters],
      [flowQuery.partner, measured.partners],
    ] as const
  ).flatMap(([text, matches]) => {
    if (text === undefined || matches === undefined || matches.totalCount === 1 || /^group:|,/.test(text)) return [];
    return matches.totalCount === 0
      ? [`No country has a name that contains “${text}”.`]
      : [`“${text}” matches ${formatCount(matches.totalCount, 'country', 'countries')}. Their flows are summed.`];
  });
  return notices.map((text) => (
    <p key={text} className="notice">
      {text}
    </p>
  ));
}

interface SideNames {
  readonly reporter: string;
  readonly partner: string;
}

/** The flows in one direction: a chart per unit, and a table. */
function FlowDirectionSection({
  relativeDirection,
  series,
  names,
}: {
  relativeDirection: RelativeDirection;
  series: readonly FlowSeries[];
  names: SideNames;
}) {
  const showsQuantities = useUrlState().params.get('as') === 'quantity';
  if (series.length === 0) return null;
  const [from, to] = relativeDirection === 'in' ? [names.partner, names.reporter] : [names.reporter, names.partner];
  const units = [...new Set(series.map(({ attributes }) => attributes.unit))];
  const hasSeveralSources = uniqueSources(series.map(({ attributes }) => attributes.source)).length > 1;
  const labelSeries = ({ side, attributes: { source, unit } }: FlowSeries): string =>
    [
      names[side],
      hasSeveralSources && `in ${source.title ?? source.publisher}`,
      !showsQuantities && units.length > 1 && unit && `goods measured in ${getUnitLabel(unit)}`,
    ]
      .filter(Boolean)
      .join(', ');
  const title = `From ${from} to ${to}`;
  const missingSides = (['reporter', 'partner'] as const).filter((side) => series.every((line) => line.side !== side));
  return (
    <section>
      <h3>{title}</h3>
      {showsQuantities ? (
        units.map((unit) =>
          unit === null ? (
            <p key="none">Some flows have no quantity. See the table.</p>
          ) : (
            <FlowChart
              key={unit}
              series={series.filter(({ attributes }) => attributes.unit === unit)}
              measure="quantity"
              unitLabel={getUnitLabel(unit)}
              labelSeries={labelSeries}
            />
          ),
        )
      ) : (
        <FlowChart series={series} measure="value" unitLabel="US dollars" labelSeries={labelSeries} />
      )}
      {missingSides.map((side) => (
        <p key={side} className="minor">
          No figures reported by {names[side]} are on record.
        </p>
      ))}
      <FlowTable series={series} labelSeries={labelSeries} caption={`${title}, by year`} />
    </section>
  );
}

function describeSides({ reporters, partners }: MeasuredFlowTotals, { reporter, partner }: FlowQuery): SideNames {
  return { reporter: describeSide(reporters, reporter), partner: describeSide(partners, partner) };
}

function describeSide(matches: MeasuredFlowTotals['reporters'], text: string | undefined): string {
  if (text === undefined || !matches) return 'any country';
  const groups = parseGroups(text);
  // Members are not listed, because they differ from year to year.
  if (groups.length > 0)
    return `the members of ${groups.join(', ')}${groups.length < text.split(',').length ? ' and others' : ''}`;
  const moreCount = matches.totalCount - matches.nodes.length;
  return `${matches.nodes.map(({ name }) => name).join(', ')}${moreCount > 0 ? ` and ${moreCount} more` : ''}`;
}

/** The flows that either side reports, each once. If the sides overlap, both filters match some flows. */
async function* fetchAllFlowCells(filters: readonly MeasuredFlowTotalsVariables['reported'][], signal: AbortSignal) {
  const seen = new Set<string>();
  for (const filter of filters) {
    const variables = { filter, first: 100 };
    for await (const page of pages(FlowCellsDocument, variables, ({ tradeFlows }) => tradeFlows, { signal })) {
      const nodes = page.nodes.filter(({ id }) => !seen.has(id));
      for (const { id } of nodes) seen.add(id);
      yield { nodes };
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
  { name: 'period', value: (row) => row.period },
];
