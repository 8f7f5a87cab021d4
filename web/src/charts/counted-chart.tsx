/**
 * A chart of whatever the API can count, described by the parameters of the Charts page:
 *
 *     <CountedChart params={new URLSearchParams({ measure: 'visits', by: 'YEAR', split: 'HOST_GROUP', country: 'FR' })} />
 *
 * `measure` is visits, statements or flows; `by` and `split` are dimensions of the API; `type` is bars, areas, lines,
 * ranking, matrix or network; the filters are listed in `chart-query.ts`.
 */
import { type ReactNode, useMemo } from 'react';
import { useAsyncData } from '../api/use-query.ts';
import { Link } from '../components/link.tsx';
import { QueryBoundary } from '../components/query-boundary.tsx';
import { paths } from '../route-paths.ts';
import { buildUrl } from '../url-state.ts';
import { type ChartData, type ChartPart, type ChartRow, loadChartData } from './chart-data.ts';
import { ChartFigure } from './chart-figure.tsx';
import { type ChartQuery, dimensions, parseChartQuery } from './chart-query.ts';
import { formatChartSubtitle, formatChartTitle } from './chart-title.ts';
import { MatrixChart } from './matrix-chart.tsx';
import { NetworkChart } from './network-chart.tsx';
import { RankedBars } from './ranked-bars.tsx';
import type { PairAmount, Series } from './series.ts';
import { YearChart } from './year-chart.tsx';

interface CountedChartProps {
  readonly params: URLSearchParams;
  /** A title of its own, for a chart on the page of a record. */
  readonly title?: string;
  readonly level?: 1 | 2 | 3;
  /** Whether the figure links to the Charts page, where the reader can change it. */
  readonly hasPageLink?: boolean;
  readonly hasEmbed?: boolean;
}

export function CountedChart({ params, ...props }: CountedChartProps) {
  const query = parseChartQuery(params);
  const data = useAsyncData(`chart ${params.toString()}`, () => loadChartData(query, params));
  return (
    <QueryBoundary query={data} subject="the chart">
      {(loaded) => <LoadedChart data={loaded} params={params} {...props} />}
    </QueryBoundary>
  );
}

function LoadedChart({
  data,
  params,
  title = formatChartTitle(data, params),
  level,
  hasPageLink,
  hasEmbed = true,
}: CountedChartProps & { data: ChartData }) {
  const { query, sources, notes, caveat, unit } = data;
  const search = buildUrl('', Object.fromEntries(params));
  const rows = useMemo(() => listRows(data), [data]);
  const sourceText = `Chancery, from ${sources.map(({ label }) => label).join('; ') || 'the sources of the record'}`;
  return (
    <ChartFigure
      title={title}
      subtitle={formatChartSubtitle(data, params)}
      note={caveat}
      source={sourceText}
      sourceLinks={<SourceLinks data={data} />}
      chart={
        <>
          <Drawing data={data} label={title} />
          {notes.length > 0 && (
            <ul className="chart-notes">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          )}
          {hasPageLink && (
            <p>
              <Link href={`${paths.charts}${search}`}>Change this chart</Link>
            </p>
          )}
        </>
      }
      columns={[
        { name: nameColumn(query.by), value: (row) => (query.by === 'YEAR' ? Number(row.by.key) : row.by.label) },
        ...(query.split === undefined
          ? []
          : [{ name: nameColumn(query.split), value: (row: TableRow) => row.split?.label }]),
        ...(data.parts.length > 1 ? [{ name: 'report', value: (row: TableRow) => row.part }] : []),
        { name: unit.toLowerCase().replaceAll(' ', '_'), value: (row) => row.amount },
      ]}
      rows={rows}
      fileName={`${query.measure}-by-${[query.by, query.split].filter(Boolean).join('-and-').toLowerCase().replaceAll('_', '-')}`}
      pagePath={`${paths.charts}${search}`}
      embedPath={hasEmbed ? `/embed/chart${search}` : undefined}
      {...(level && { level })}
    />
  );
}

type TableRow = ChartRow & { readonly part: string | undefined };

const nameColumn = (dimension: string): string => dimension.toLowerCase();

/** The rows of the table: years in order, everything else from the highest amount. */
const listRows = ({ parts, query }: ChartData): TableRow[] =>
  parts
    .flatMap(({ title, rows }) => rows.map((row) => ({ ...row, part: title })))
    .sort((one, other) =>
      query.by === 'YEAR' && one.by.key !== other.by.key
        ? Number(one.by.key) - Number(other.by.key)
        : other.amount - one.amount,
    );

function SourceLinks({ data: { sources } }: { data: ChartData }): ReactNode {
  return (
    <>
      Chancery, from{' '}
      {sources.length === 0
        ? 'the sources of the record'
        : sources.map(({ label, url }, index) => (
            <span key={label}>
              {index > 0 && '; '}
              {url ? (
                <a href={url} rel="noopener noreferrer">
                  {label}
                </a>
              ) : (
                label
              )}
            </span>
          ))}
      .
    </>
  );
}

function Drawing({ data, label }: { data: ChartData; label: string }) {
  const { query, parts, unit } = data;
  const rows = parts[0]?.rows ?? [];
  const isCount = query.measure !== 'flows';
  const labels = dimensions[query.measure];
  const pairs = useMemo(() => listPairs(rows), [rows]);
  switch (query.type) {
    case 'ranking':
      return <RankedBars label={label} unit={unit} items={rows.map(({ by, amount }) => ({ ...by, amount }))} />;
    case 'matrix':
      return (
        <MatrixChart
          label={label}
          unit={unit}
          pairs={pairs}
          rowLabel={labels[query.by] ?? ''}
          columnLabel={query.split ? (labels[query.split] ?? '') : ''}
        />
      );
    case 'network':
      return (
        <NetworkChart
          label={label}
          unit={unit}
          pairs={orientPairs(pairs, query)}
          receivedLabel={isCount ? 'visits received' : 'received'}
          sentLabel={isCount ? 'visits made' : 'supplied'}
        />
      );
    default:
      return (
        <YearChart
          label={label}
          mode={query.type}
          unit={unit}
          panels={parts.map((part) => ({
            ...(part.title !== undefined && !isCount && { title: part.title }),
            series: listSeries(part, unit),
          }))}
        />
      );
  }
}

const listPairs = (rows: readonly ChartRow[]): PairAmount[] =>
  rows.flatMap(({ by, split, amount }) => (split && by.key && split.key ? [{ from: by, to: split, amount }] : []));

/** Links of a network lead from the traveller to the host, and from the supplier to the buyer. */
function orientPairs(pairs: readonly PairAmount[], { by, isExport }: ChartQuery): readonly PairAmount[] {
  const isReversed = by === 'HOST' || by === (isExport ? 'PARTNER' : 'REPORTER');
  return isReversed ? pairs.map(({ from, to, amount }) => ({ from: to, to: from, amount })) : pairs;
}

function listSeries({ rows }: ChartPart, unit: string): Series[] {
  const series = new Map<string, { label: string; amounts: Map<number, number> }>();
  for (const { by, split, amount } of rows) {
    const { key, label } = split ?? { key: 'all', label: unit };
    const one = series.get(key) ?? { label, amounts: new Map<number, number>() };
    series.set(key, one);
    one.amounts.set(Number(by.key), (one.amounts.get(Number(by.key)) ?? 0) + amount);
  }
  return [...series].map(([key, one]) => ({ key, ...one }));
}
