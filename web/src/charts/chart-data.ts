import { fetchQuery } from '../api/use-query.ts';
import { formatDay } from '../format/date.ts';
import { humanizeEnum, statementModeLabels } from '../format/labels.ts';
import { getUnitLabel } from '../views/trade/flow-series.ts';
import { type FilterNames, loadFilterNames } from './chart-names.ts';
import {
  type ChartQuery,
  type Dimension,
  parseFlowChartVariables,
  parseStatementChartFilter,
  parseVisitChartFilter,
} from './chart-query.ts';
import {
  type ChartCoverage,
  type ChartFlow,
  ChartFlowsDocument,
  type ChartStatements,
  ChartStatementsDocument,
  type ChartVisits,
  ChartVisitsDocument,
} from './generated/operations.ts';
import { describeMainPublisher, listPublishers } from './publishers.ts';
import type { Category } from './series.ts';

/** An amount with its values of the two dimensions. */
export interface ChartRow {
  readonly by: Category;
  readonly split: Category | undefined;
  readonly amount: number;
}

interface ChartSource {
  readonly label: string;
  readonly url?: string | undefined;
}

/** A part of a chart: what one side reports. Counts have one part. */
export interface ChartPart {
  readonly title?: string;
  readonly rows: readonly ChartRow[];
}

export interface ChartData {
  readonly query: ChartQuery;
  readonly names: FilterNames;
  readonly parts: readonly ChartPart[];
  /** The number of records that match the filter; undefined for sums. */
  readonly total: number | undefined;
  readonly unit: string;
  readonly sources: readonly ChartSource[];
  /** Why the counts are not those of the world, if most are from one publisher. */
  readonly caveat?: string | undefined;
  /** What the amounts leave out. */
  readonly notes: readonly string[];
}

/** Loads the data of a chart, as the URL describes it. */
export async function loadChartData(query: ChartQuery, params: URLSearchParams): Promise<ChartData> {
  const loaders = { visits: loadVisitCounts, statements: loadStatementCounts, flows: loadFlowTotals };
  const [names, data] = await Promise.all([loadFilterNames(query, params), loaders[query.measure](query, params)]);
  return { query, names, ...data };
}

type LoadedData = Omit<ChartData, 'query' | 'names'>;

async function loadVisitCounts(query: ChartQuery, params: URLSearchParams): Promise<LoadedData> {
  const variables = { by: listDimensions(query) as never, filter: parseVisitChartFilter(params) };
  const data = await fetchQuery(ChartVisitsDocument, variables);
  return describeCounts(query, data.visitCounts, readVisitDimension, data.visits.totalCount, 'Visits', data.coverages);
}

async function loadStatementCounts(query: ChartQuery, params: URLSearchParams): Promise<LoadedData> {
  const variables = { by: listDimensions(query) as never, filter: parseStatementChartFilter(params) };
  const data = await fetchQuery(ChartStatementsDocument, variables);
  const { totalCount } = data.statements;
  return describeCounts(query, data.statementCounts, readStatementDimension, totalCount, 'Statements', data.coverages);
}

const listDimensions = ({ by, split }: ChartQuery): Dimension[] => (split === undefined ? [by] : [by, split]);

function describeCounts<Count extends { readonly count: number; readonly latest?: string | null }>(
  query: ChartQuery,
  counts: readonly Count[],
  read: (count: Count, dimension: Dimension) => Category,
  total: number,
  unit: string,
  coverage: ChartCoverage,
): LoadedData {
  const rows = counts.map((count) => ({
    by: read(count, query.by),
    split: query.split && read(count, query.split),
    amount: count.count,
  }));
  const counted = rows.reduce((sum, { amount }) => sum + amount, 0);
  const latest = counts
    .flatMap((count) => count.latest ?? [])
    .toSorted()
    .at(-1);
  // An entry without a year has no place on an axis of years.
  const withoutYear = query.by === 'YEAR' ? rows.filter(({ by }) => by.key === '') : [];
  const undated = withoutYear.reduce((sum, { amount }) => sum + amount, 0);
  return {
    parts: [{ rows: rows.filter((row) => !withoutYear.includes(row)) }],
    total,
    unit,
    sources: listPublishers(coverage).map((label) => ({ label })),
    caveat: describeMainPublisher(coverage, unit.toLowerCase()),
    notes: [
      ...(query.by === 'YEAR' && latest && latest.slice(5) < '12-01'
        ? [
            `${latest.slice(0, 4)} is incomplete: the latest ${unit.toLowerCase().replace(/s$/, '')} on record is of ${formatDay(latest)}.`,
          ]
        : []),
      ...(undated > 0 ? [`Without a year, and not shown: ${undated.toLocaleString('en')}.`] : []),
      ...(counted > total
        ? ['A record with several values of a dimension, such as two travellers, counts once for each.']
        : []),
    ],
  };
}

const none = (label: string): Category => ({ key: '', label });
const toCategory = (party: { key: string; name: string } | null, missing: string): Category =>
  party ? { key: party.key, label: party.name } : none(missing);
const toYear = (year: number | null): Category =>
  year === null ? none('no year') : { key: String(year), label: String(year) };
const toEnum = (value: string | null): Category =>
  value === null ? none('none') : { key: value, label: humanizeEnum(value) };

function readVisitDimension(count: ChartVisits['visitCounts'][number], dimension: Dimension): Category {
  switch (dimension) {
    case 'YEAR':
      return toYear(count.year);
    case 'HOST':
      return toCategory(count.host, 'host not on record');
    case 'HOST_GROUP':
      return toCategory(count.hostGroup, 'no region');
    case 'TRAVELLER':
      return toCategory(count.traveller, 'traveller not on record');
    case 'TRAVELLER_COUNTRY':
      return toCategory(count.travellerCountry, 'country not on record');
    case 'TYPE':
      return toEnum(count.type);
    default:
      return toEnum(count.status);
  }
}

function readStatementDimension(count: ChartStatements['statementCounts'][number], dimension: Dimension): Category {
  switch (dimension) {
    case 'YEAR':
      return toYear(count.year);
    case 'SPEAKER':
      return toCategory(count.speaker, 'the source itself');
    case 'SPEAKER_COUNTRY':
      return toCategory(count.speakerCountry, 'country not on record');
    case 'ABOUT':
      return toCategory(count.about, 'no party');
    default:
      return count.mode === null ? none('none') : { key: count.mode, label: statementModeLabels[count.mode] };
  }
}

async function loadFlowTotals(query: ChartQuery, params: URLSearchParams): Promise<LoadedData> {
  const { flows, mirror } = await fetchQuery(ChartFlowsDocument, parseFlowChartVariables(params, query));
  const getAmount = (flow: ChartFlow): number | null => (query.isQuantity ? flow.quantity : flow.value);
  // Sums of different statistics, valuations and units are never added, so the chart shows the one with the most flows.
  const identify = ({ source, valuation, unit }: ChartFlow): string =>
    JSON.stringify([source.key, valuation, query.isQuantity ? unit : null]);
  const select = (all: readonly ChartFlow[]) =>
    selectLargestGroup(
      all.filter((flow) => getAmount(flow) !== null),
      identify,
    );
  const [reported, mirrored] = [select(flows), select(mirror)];
  const swap: Readonly<Record<string, Dimension>> = { REPORTER: 'PARTNER', PARTNER: 'REPORTER' };
  const toRows = (selected: readonly ChartFlow[], isMirror: boolean): ChartRow[] => {
    const read = (flow: ChartFlow, dimension: Dimension): Category =>
      readFlowDimension(flow, isMirror ? (swap[dimension] ?? dimension) : dimension);
    return addUp(
      selected.map((flow) => ({
        by: read(flow, query.by),
        split: query.split && read(flow, query.split),
        amount: getAmount(flow) ?? 0,
      })),
    );
  };
  const shown = [...reported.selected, ...mirrored.selected];
  const unit = query.isQuantity ? getUnitLabel(shown[0]?.unit ?? 'quantity') : 'US dollars';
  const withheld = shown.reduce(
    (sum, flow) => sum + (query.isQuantity ? flow.quantitiesWithheld : flow.valuesWithheld),
    0,
  );
  const describe = (flow: ChartFlow | undefined): string => (flow?.valuation ? `, ${flow.valuation}` : '');
  return {
    parts: [
      {
        title: `As reported by the reporters${describe(reported.selected[0])}`,
        rows: toRows(reported.selected, false),
      },
      ...(mirrored.selected.length > 0
        ? [
            {
              title: `As reported by the partners${describe(mirrored.selected[0])}`,
              rows: toRows(mirrored.selected, true),
            },
          ]
        : []),
    ],
    total: undefined,
    unit,
    sources: [...new Map(shown.map(({ source }) => [source.key, source])).values()].map((source) => ({
      label: [source.publisher, source.title].filter(Boolean).join(': '),
      url: source.url ?? undefined,
    })),
    notes: [
      ...(mirrored.selected.length === 0 && flows.length > 0
        ? ['The partners’ own reports of these flows are not on record.']
        : []),
      ...(withheld > 0 ? [`Not included: ${withheld.toLocaleString('en')} withheld amounts.`] : []),
      ...(reported.others + mirrored.others > 0
        ? ['Other statistics, valuations or units report such flows too. They are never added; see Trade.']
        : []),
    ],
  };
}

function selectLargestGroup(flows: readonly ChartFlow[], identify: (flow: ChartFlow) => string) {
  const groups = new Map<string, { readonly selected: ChartFlow[]; count: number }>();
  for (const flow of flows) {
    const id = identify(flow);
    const group = groups.get(id) ?? { selected: [], count: 0 };
    groups.set(id, group);
    group.selected.push(flow);
    group.count += flow.flows;
  }
  const [largest] = [...groups.values()].sort((one, other) => other.count - one.count);
  return { selected: largest?.selected ?? [], others: Math.max(0, groups.size - 1) };
}

/** Adds rows of the same categories: values of goods that are measured in different units. */
function addUp(rows: readonly ChartRow[]): ChartRow[] {
  const sums = new Map<string, ChartRow>();
  for (const row of rows) {
    const id = JSON.stringify([row.by.key, row.split?.key]);
    const sum = sums.get(id);
    sums.set(id, sum ? { ...sum, amount: sum.amount + row.amount } : row);
  }
  return [...sums.values()];
}

function readFlowDimension(flow: ChartFlow, dimension: Dimension): Category {
  switch (dimension) {
    case 'YEAR':
      return toYear(flow.year);
    case 'REPORTER':
      return flow.reporter ? { key: flow.reporter.code, label: flow.reporter.name } : none('reporter not on record');
    case 'PARTNER':
      return toCategory(flow.partner, 'partner not on record');
    default:
      return flow.commodity
        ? { key: flow.commodity.key, label: flow.commodity.name ?? flow.commodity.code ?? flow.commodity.key }
        : none('commodity not on record');
  }
}
