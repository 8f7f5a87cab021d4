import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatCount } from '../../format/labels.ts';
import { describeFlow, type FlowSeries, getAmount, getWithheldCount, listYears, type Measure } from './flow-series.ts';

const chartWidth = 680;
const plotHeight = 220;
const marginLeft = 76;
const marginRight = 24;
const marginTop = 30;
const compactNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

const getHueClass = (index: number): string => `series hue-${(index % 6) + 1}`;

interface FlowChartProps {
  readonly series: readonly FlowSeries[];
  readonly measure: Measure;
  /** The unit of the amounts. */
  readonly unitLabel: string;
  /** Returns the label of a series: its reporter, as in “Hungary”. */
  labelSeries(series: FlowSeries): string;
}

/** A line chart by year in one unit. Withheld amounts are marked below the axis, never drawn as zero. */
export function FlowChart({ series, measure, unitLabel, labelSeries }: FlowChartProps) {
  const years = listYears(series);
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const maxAmount = Math.max(
    0,
    ...series.flatMap(({ sumsByYear }) => [...sumsByYear.values()].map((sum) => getAmount(sum, measure) ?? 0)),
  );
  const isEmpty = maxAmount === 0;
  const x = scaleLinear(first === last ? [first - 1, last + 1] : [first, last], [
    marginLeft + 20,
    chartWidth - marginRight,
  ]);
  const y = scaleLinear([0, isEmpty ? 1 : maxAmount], [marginTop + plotHeight, marginTop]).nice(4);
  const seriesWithWithheld = series.filter(({ sumsByYear }) =>
    [...sumsByYear.values()].some((sum) => getWithheldCount(sum, measure) > 0),
  );
  const rowY = (index: number): number => marginTop + plotHeight + 48 + index * 24;
  const yearStep = Math.ceil(years.length / 12);
  const height = marginTop + plotHeight + 32 + seriesWithWithheld.length * 24;
  return (
    <>
      <ul className="legend" aria-label="Legend">
        {series.map((line, index) => (
          <li key={line.id}>
            <svg className="sample" width="44" height="14" aria-hidden="true">
              <g className={getSeriesClass(line, index)}>
                <path d="M2,7H42" />
                <DataPoint series={line} x={22} y={7} />
              </g>
            </svg>{' '}
            {labelSeries(line)}: {describeFlow(line)}
          </li>
        ))}
        {seriesWithWithheld.length > 0 && (
          <li>
            <svg className="sample" width="16" height="16" aria-hidden="true">
              <g className="series">
                <WithheldMark x={8} y={8} />
              </g>
            </svg>{' '}
            withheld by the reporter, with the number of flows
          </li>
        )}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard. */}
      <section className="scrollable" tabIndex={0} aria-label={`Chart in ${unitLabel}, scrollable`}>
        <svg
          className="chart"
          width={chartWidth}
          height={height}
          viewBox={`0 0 ${chartWidth} ${height}`}
          role="img"
          aria-label={describeChart({ series, measure, unitLabel, labelSeries })}
        >
          <text x={0} y={14}>
            {unitLabel}
          </text>
          {!isEmpty &&
            y.ticks(4).map((tick) => (
              <g key={tick}>
                <line className="grid" x1={marginLeft} x2={chartWidth - marginRight} y1={y(tick)} y2={y(tick)} />
                <text x={marginLeft - 8} y={y(tick) + 4} textAnchor="end">
                  {compactNumber.format(tick)}
                </text>
              </g>
            ))}
          {isEmpty && (
            <text x={marginLeft + 20} y={marginTop + plotHeight / 2}>
              No amounts in {unitLabel} are available.
            </text>
          )}
          <line className="axis" x1={marginLeft} x2={chartWidth - marginRight} y1={y(0)} y2={y(0)} />
          {years
            .filter((_, index) => index % yearStep === 0)
            .map((year) => (
              <text key={year} x={x(year)} y={y(0) + 20} textAnchor="middle">
                {year}
              </text>
            ))}
          {series.map((current, index) => (
            <g key={current.id} className={getSeriesClass(current, index)} data-series={current.id}>
              <path
                d={
                  line<number>()
                    .defined((year) => getAmount(current.sumsByYear.get(year), measure) !== null)
                    .x((year) => x(year))
                    .y((year) => y(getAmount(current.sumsByYear.get(year), measure) ?? 0))(years) ?? ''
                }
              />
              {years.map((year) => {
                const amount = getAmount(current.sumsByYear.get(year), measure);
                return amount === null ? null : (
                  <DataPoint key={year} series={current} x={x(year)} y={y(amount)} year={year} />
                );
              })}
            </g>
          ))}
          {seriesWithWithheld.map((withheld, row) => (
            <g key={withheld.id} className={getSeriesClass(withheld, series.indexOf(withheld))}>
              <text x={marginLeft - 8} y={rowY(row)} textAnchor="end">
                withheld
              </text>
              {years.map((year) => {
                const count = getWithheldCount(withheld.sumsByYear.get(year), measure);
                return count === 0 ? null : (
                  <g key={year} className="cell-withheld" data-year={year} data-count={count}>
                    <WithheldMark x={x(year)} y={rowY(row) - 4} />
                    <text x={x(year) + 11} y={rowY(row)}>
                      {count}
                    </text>
                  </g>
                );
              })}
            </g>
          ))}
        </svg>
      </section>
    </>
  );
}

const getSeriesClass = ({ side }: FlowSeries, index: number): string =>
  `${getHueClass(index)}${side === 'partner' ? ' mirror' : ''}`;

/** A filled circle for the reporter, a hollow square for the mirror, so that color is not the only distinction. */
const DataPoint = ({ series, x, y, year }: { series: FlowSeries; x: number; y: number; year?: number }) =>
  series.side === 'reporter' ? (
    <circle className="point" cx={x} cy={y} r={4} data-year={year} />
  ) : (
    <path className="point" d={`M${x - 4},${y - 4}h8v8h-8z`} data-year={year} />
  );

const WithheldMark = ({ x, y }: { x: number; y: number }) => (
  <path className="withheld" d={`M${x - 6},${y}a6,6 0 1 0 12,0a6,6 0 1 0 -12,0M${x - 4},${y + 4}l8,-8`} />
);

/** Describes the chart for screen readers. The table contains the amounts. */
function describeChart({ series, measure, unitLabel, labelSeries }: FlowChartProps): string {
  const descriptions = series.map((line) => {
    const sums = [...line.sumsByYear];
    const reportedYears = sums.filter(([, sum]) => getAmount(sum, measure) !== null).map(([year]) => year);
    const withheldYears = sums.flatMap(([year, sum]) => {
      const count = getWithheldCount(sum, measure);
      return count > 0 ? [`${formatCount(count, 'flow')} in ${year}`] : [];
    });
    const span =
      reportedYears.length === 0
        ? 'no amounts'
        : `${formatCount(reportedYears.length, 'year')} from ${Math.min(...reportedYears)} to ${Math.max(...reportedYears)}`;
    const withheld = withheldYears.length > 0 ? `; withheld: ${withheldYears.join(', ')}` : '';
    return `${labelSeries(line)}, ${describeFlow(line)}: ${span}${withheld}`;
  });
  return `In ${unitLabel}, by year. ${descriptions.join('. ')}.`;
}
