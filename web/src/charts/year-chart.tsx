import { scaleBand, scaleLinear } from 'd3-scale';
import { area, line, stack, stackOrderNone } from 'd3-shape';
import { ChartFrame, type ChartLayout, type ChartTarget } from './chart-frame.tsx';
import { layoutLegend } from './legend.tsx';
import { measureText } from './measure-text.ts';
import { formatCompact, formatNumber } from './numbers.ts';
import { combineSmallSeries, getSeriesColor, listYears, maxSeries, otherKey, type Series } from './series.ts';

export type YearChartMode = 'bars' | 'areas' | 'lines';

/** A part of the chart with the same axes: for example what each side of a flow reports. */
export interface YearPanel {
  readonly title?: string;
  readonly series: readonly Series[];
}

interface YearChartProps {
  /** Describes the chart for screen readers. */
  readonly label: string;
  readonly panels: readonly YearPanel[];
  readonly mode: YearChartMode;
  /** The unit of the amounts, above the axis. */
  readonly unit: string;
  readonly years?: readonly number[] | undefined;
  readonly format?: ((amount: number) => string) | undefined;
}

/** Amounts by year: stacked bars, stacked areas or lines. More than eight series are combined into “others”. */
export function YearChart(props: YearChartProps) {
  const panels = combinePanels(props.panels);
  const years = props.years ?? listYears(panels.flatMap(({ series }) => series));
  if (years.length === 0) return <p className="chart-empty">There is nothing to draw for these filters.</p>;
  return (
    <ChartFrame
      label={props.label}
      initialHeight={panelHeight(panels.length, 800) * panels.length + 80}
      layout={(width, active) => layoutYearChart({ ...props, panels, years }, width, active)}
    />
  );
}

/** The largest series of all panels together are shown; the others are combined in every panel. */
function combinePanels(panels: readonly YearPanel[]): YearPanel[] {
  const totals = new Map<string, Series>();
  for (const { key, label, amounts } of panels.flatMap(({ series }) => series)) {
    const merged = new Map(totals.get(key)?.amounts);
    for (const [year, amount] of amounts) merged.set(year, (merged.get(year) ?? 0) + amount);
    totals.set(key, { key, label, amounts: merged });
  }
  const shown = combineSmallSeries([...totals.values()]);
  const hasOthers = shown.some(({ key }) => key === otherKey);
  const shownKeys = new Set(shown.map(({ key }) => key));
  return panels.map(({ title, series }) => ({
    ...(title !== undefined && { title }),
    series: shown.map(({ key, label }) => ({
      key,
      label,
      amounts:
        hasOthers && key === otherKey
          ? sumByYear(series.filter((one) => !shownKeys.has(one.key)))
          : (series.find((one) => one.key === key)?.amounts ?? new Map<number, number>()),
    })),
  }));
}

function sumByYear(series: readonly Series[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { amounts } of series)
    for (const [year, amount] of amounts) sums.set(year, (sums.get(year) ?? 0) + amount);
  return sums;
}

const panelHeight = (count: number, width: number): number => (count > 1 ? 190 : width < 480 ? 240 : 320);

interface Layout extends Omit<YearChartProps, 'panels' | 'years'> {
  readonly panels: readonly YearPanel[];
  readonly years: readonly number[];
}

function layoutYearChart(chart: Layout, width: number, active: number | undefined): ChartLayout {
  const { panels, years, mode, unit, format = formatNumber } = chart;
  const series = panels[0]?.series ?? [];
  const colors = new Map(series.map(({ key }, index) => [key, getSeriesColor(key === otherKey ? maxSeries : index)]));
  const legend = layoutLegend(
    series.length > 1 ? series.map((one) => ({ ...one, color: colors.get(one.key) ?? '' })) : [],
    width,
  );
  const highest = Math.max(
    0,
    ...panels.flatMap((panel) =>
      years.map((year) => {
        const amounts = panel.series.map(({ amounts: byYear }) => byYear.get(year) ?? 0);
        return mode === 'lines' ? Math.max(...amounts) : amounts.reduce((sum, amount) => sum + amount, 0);
      }),
    ),
  );
  const height = panelHeight(panels.length, width);
  const y = scaleLinear([0, highest || 1], [height - 24, 12]).nice(4);
  const ticks = y.ticks(4).filter((tick) => highest > 4 || Number.isInteger(tick));
  const left = Math.ceil(Math.max(24, ...ticks.map((tick) => measureText(formatCompact(tick))))) + 8;
  const x = scaleBand(years, [left, width - 4]).paddingInner(mode === 'bars' && years.length < 120 ? 0.15 : 0);
  const center = (year: number): number => (x(year) ?? 0) + x.bandwidth() / 2;
  const hasTitles = panels.some(({ title }) => title !== undefined);
  const targets: ChartTarget[] = [];
  const top = legend.height + 18;
  const panelTop = (index: number): number => top + index * (height + (hasTitles ? 26 : 0));
  const total = panelTop(panels.length - 1) + (hasTitles ? 20 : 0) + height;
  for (const year of years)
    targets.push({
      x: (x(year) ?? 0) - (x.step() - x.bandwidth()) / 2,
      y: top,
      width: x.step(),
      height: total - top,
      title: String(year),
      rows: describeYear(panels, year, colors, format),
    });
  const activeYear = active === undefined ? undefined : years[active];
  return {
    height: total,
    targets,
    body: (
      <>
        {legend.body}
        <text y={legend.height + 8}>{unit}</text>
        {panels.map((panel, index) => (
          <g key={panel.title ?? ''} transform={`translate(0,${panelTop(index) + (hasTitles ? 20 : 0)})`}>
            {panel.title && (
              <text className="chart-heading" y={-6} x={left}>
                {panel.title}
              </text>
            )}
            {activeYear !== undefined && (
              <rect
                className="chart-band chart-cursor-band"
                x={center(activeYear) - x.step() / 2}
                y={y.range()[1]}
                width={x.step()}
                height={height - 36}
              />
            )}
            {ticks.map((tick) => (
              <g key={tick}>
                <line className="chart-grid" x1={left} x2={width - 4} y1={y(tick)} y2={y(tick)} />
                <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                  {formatCompact(tick)}
                </text>
              </g>
            ))}
            <Marks series={panel.series} years={years} mode={mode} colors={colors} x={x} y={y} center={center} />
            <line className="chart-axis" x1={left} x2={width - 4} y1={y(0)} y2={y(0)} />
            {selectYearTicks(years, (width - left) / 48).map((year) => (
              <text key={year} x={center(year)} y={y(0) + 18} textAnchor="middle">
                {year}
              </text>
            ))}
          </g>
        ))}
      </>
    ),
  };
}

function describeYear(
  panels: readonly YearPanel[],
  year: number,
  colors: ReadonlyMap<string, string>,
  format: (amount: number) => string,
): ChartTarget['rows'] {
  return panels.flatMap(({ title, series }) => {
    const rows = series.flatMap(({ key, label, amounts }) => {
      const amount = amounts.get(year);
      return amount ? [{ label, value: format(amount), color: series.length > 1 ? colors.get(key) : undefined }] : [];
    });
    const sum = series.reduce((total, { amounts }) => total + (amounts.get(year) ?? 0), 0);
    const heading = title ?? 'Total';
    return rows.length === 1 && !title
      ? rows
      : [
          { label: heading, value: format(sum) },
          ...rows.map((row) => (title ? { ...row, label: `${row.label} (${title})` } : row)),
        ];
  });
}

interface MarksProps {
  readonly series: readonly Series[];
  readonly years: readonly number[];
  readonly mode: YearChartMode;
  readonly colors: ReadonlyMap<string, string>;
  readonly x: { (year: number): number | undefined; bandwidth(): number };
  readonly y: (amount: number) => number;
  readonly center: (year: number) => number;
}

function Marks({ series, years, mode, colors, x, y, center }: MarksProps) {
  if (mode === 'lines')
    return series.map(({ key, amounts }) => (
      <g key={key} data-series={key}>
        <path
          fill="none"
          stroke={colors.get(key)}
          strokeWidth="2"
          d={line<number>(center, (year) => y(amounts.get(year) ?? 0))(years) ?? ''}
        />
        {years.length <= 40 &&
          years.map((year) => (
            <circle key={year} cx={center(year)} cy={y(amounts.get(year) ?? 0)} r="2.5" fill={colors.get(key)} />
          ))}
      </g>
    ));
  const layers = stack<Series, number, string>()
    .keys(series.map(({ key }) => key))
    .value((year, key) => series.find((one) => one.key === key)?.amounts.get(year) ?? 0)
    .order(stackOrderNone)(years);
  return layers.map((layer) => (
    <g key={layer.key} data-series={layer.key}>
      {mode === 'areas' ? (
        <path
          fill={colors.get(layer.key)}
          d={
            area<(typeof layer)[number]>(
              (point) => center(point.data as unknown as number),
              (point) => y(point[0]),
              (point) => y(point[1]),
            )(layer) ?? ''
          }
        />
      ) : (
        layer.map((point, index) => {
          const year = years[index] ?? 0;
          return point[1] > point[0] ? (
            <rect
              key={year}
              x={x(year)}
              y={y(point[1])}
              width={x.bandwidth()}
              height={y(point[0]) - y(point[1])}
              fill={colors.get(layer.key)}
            />
          ) : null;
        })
      )}
    </g>
  ));
}

/** Selects round years, at most as many as there is space for. */
export function selectYearTicks(years: readonly number[], maxCount: number): number[] {
  const step = [1, 2, 5, 10, 20, 25, 50, 100].find((size) => years.length / size <= maxCount) ?? 200;
  const round = years.filter((year) => year % step === 0);
  return round.length > 0 ? round : years.slice(0, 1);
}
