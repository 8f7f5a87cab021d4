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
  /** What the figures count. */
  readonly unitLabel: string;
  /** Who tells a line, as in “Hungary”. */
  labelSeries(of: FlowSeries): string;
}

/** Lines by year in one unit. What is withheld is marked below the axis at its year, never drawn as zero. */
export function FlowChart({ series, measure, unitLabel: counts, labelSeries: teller }: FlowChartProps) {
  const years = listYears(series);
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const most = Math.max(
    0,
    ...series.flatMap(({ sumsByYear: of }) => [...of.values()].map((sum) => getAmount(sum, measure) ?? 0)),
  );
  const none = most === 0;
  const x = scaleLinear(first === last ? [first - 1, last + 1] : [first, last], [
    marginLeft + 20,
    chartWidth - marginRight,
  ]);
  const y = scaleLinear([0, none ? 1 : most], [marginTop + plotHeight, marginTop]).nice(4);
  const holding = series.filter(({ sumsByYear: of }) =>
    [...of.values()].some((sum) => getWithheldCount(sum, measure) > 0),
  );
  const rowY = (index: number): number => marginTop + plotHeight + 48 + index * 24;
  const every = Math.ceil(years.length / 12);
  const height = marginTop + plotHeight + 32 + holding.length * 24;
  return (
    <>
      <ul class="legend" aria-label="Which line is which">
        {series.map((one, index) => (
          <li key={one.id}>
            <svg class="sample" width="44" height="14" aria-hidden="true">
              <g class={getSeriesClass(one, index)}>
                <path d="M2,7H42" />
                <DataPoint of={one} x={22} y={7} />
              </g>
            </svg>{' '}
            {teller(one)}: {describeFlow(one)}
          </li>
        ))}
        {holding.length > 0 && (
          <li>
            <svg class="sample" width="16" height="16" aria-hidden="true">
              <g class="series">
                <WithheldMark x={8} y={8} />
              </g>
            </svg>{' '}
            withheld: known to who reports, and not told; the number of cells stands beside
          </li>
        )}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      <section class="scrolls" tabIndex={0} aria-label={`Chart in ${counts}; it may scroll sideways`}>
        <svg
          class="chart"
          width={chartWidth}
          height={height}
          viewBox={`0 0 ${chartWidth} ${height}`}
          role="img"
          aria-label={describeChart({ series, measure, unitLabel: counts, labelSeries: teller })}
        >
          <text x={0} y={14}>
            {counts}
          </text>
          {!none &&
            y.ticks(4).map((tick) => (
              <g key={tick}>
                <line class="grid" x1={marginLeft} x2={chartWidth - marginRight} y1={y(tick)} y2={y(tick)} />
                <text x={marginLeft - 8} y={y(tick) + 4} text-anchor="end">
                  {compactNumber.format(tick)}
                </text>
              </g>
            ))}
          {none && (
            <text x={marginLeft + 20} y={marginTop + plotHeight / 2}>
              No figure in {counts} is told.
            </text>
          )}
          <line class="axis" x1={marginLeft} x2={chartWidth - marginRight} y1={y(0)} y2={y(0)} />
          {years
            .filter((_, index) => index % every === 0)
            .map((year) => (
              <text key={year} x={x(year)} y={y(0) + 20} text-anchor="middle">
                {year}
              </text>
            ))}
          {series.map((one, index) => (
            <g key={one.id} class={getSeriesClass(one, index)} data-series={one.id}>
              <path
                d={
                  line<number>()
                    .defined((year) => getAmount(one.sumsByYear.get(year), measure) !== null)
                    .x((year) => x(year))
                    .y((year) => y(getAmount(one.sumsByYear.get(year), measure) ?? 0))(years) ?? ''
                }
              />
              {years.map((year) => {
                const amount = getAmount(one.sumsByYear.get(year), measure);
                return amount === null ? null : <DataPoint key={year} of={one} x={x(year)} y={y(amount)} year={year} />;
              })}
            </g>
          ))}
          {holding.map((one, row) => (
            <g key={one.id} class={getSeriesClass(one, series.indexOf(one))}>
              <text x={marginLeft - 8} y={rowY(row)} text-anchor="end">
                withheld
              </text>
              {years.map((year) => {
                const count = getWithheldCount(one.sumsByYear.get(year), measure);
                return count === 0 ? null : (
                  <g key={year} class="cell-withheld" data-year={year} data-count={count}>
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

/** Round and full for the reporter, square and hollow for the mirror: hues alone tell nothing to some. */
const DataPoint = ({ of, x, y, year }: { of: FlowSeries; x: number; y: number; year?: number }) =>
  of.side === 'reporter' ? (
    <circle class="point" cx={x} cy={y} r={4} data-year={year} />
  ) : (
    <path class="point" d={`M${x - 4},${y - 4}h8v8h-8z`} data-year={year} />
  );

const WithheldMark = ({ x, y }: { x: number; y: number }) => (
  <path class="withheld" d={`M${x - 6},${y}a6,6 0 1 0 12,0a6,6 0 1 0 -12,0M${x - 4},${y + 4}l8,-8`} />
);

/** What the drawing tells, in words; its figures stand in the table. */
function describeChart({ series, measure, unitLabel: counts, labelSeries: teller }: FlowChartProps): string {
  const lines = series.map((one) => {
    const told = [...one.sumsByYear].filter(([, sum]) => getAmount(sum, measure) !== null).map(([year]) => year);
    const held = [...one.sumsByYear].flatMap(([year, sum]) =>
      getWithheldCount(sum, measure) > 0 ? [`${formatCount(getWithheldCount(sum, measure), 'cell')} in ${year}`] : [],
    );
    const span =
      told.length === 0
        ? 'none told'
        : `${formatCount(told.length, 'year')} from ${Math.min(...told)} to ${Math.max(...told)}`;
    return `${teller(one)}, ${describeFlow(one)}: ${span}${held.length > 0 ? `; withheld: ${held.join(', ')}` : ''}`;
  });
  return `In ${counts}, by year. ${lines.join('. ')}.`;
}
