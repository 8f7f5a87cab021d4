import { humanizeEnum } from '../../format/labels.ts';
import type { FlowSum, MeasuredFlowTotals } from './generated/operations.ts';

/** Whether goods go into the reporter or out of it. */
export type RelativeDirection = 'in' | 'out';
/** The side that reports: the reporter, or the partner, whose figures are the mirror. */
type ReportingSide = 'reporter' | 'partner';
/** The measure of a chart: US dollars, or quantities in a unit. */
export type Measure = 'value' | 'quantity';

/** The amounts that one side reports in one statistic. Series are never added together. */
export interface FlowSeries {
  readonly id: string;
  readonly side: ReportingSide;
  readonly relativeDirection: RelativeDirection;
  readonly attributes: Pick<FlowSum, 'direction' | 'source' | 'valuation' | 'unit'>;
  readonly sumsByYear: ReadonlyMap<number, FlowSum>;
}

const incomingBySide: Readonly<Record<ReportingSide, readonly string[]>> = {
  reporter: ['IMPORT', 'RE_IMPORT'],
  partner: ['EXPORT', 'RE_EXPORT'],
};

/** Groups sums into series. Reported and mirror series of the same goods have the same relative direction. */
export function groupIntoSeries({ reported, mirror }: Pick<MeasuredFlowTotals, 'reported' | 'mirror'>): FlowSeries[] {
  const seriesById = new Map<string, FlowSeries & { sumsByYear: Map<number, FlowSum> }>();
  const sides: readonly [ReportingSide, readonly FlowSum[]][] = [
    ['reporter', reported],
    ['partner', mirror],
  ];
  for (const [side, sums] of sides) {
    for (const sum of sums) {
      const { direction, source, valuation, unit, year } = sum;
      // Never null, because the query groups by year and direction.
      if (year === null || direction === null) continue;
      const id = [side, direction, source.key, valuation, unit].join(' ');
      const series = seriesById.get(id) ?? {
        id,
        side,
        relativeDirection: incomingBySide[side].includes(direction) ? 'in' : 'out',
        attributes: { direction, source, valuation, unit },
        sumsByYear: new Map<number, FlowSum>(),
      };
      series.sumsByYear.set(year, sum);
      seriesById.set(id, series);
    }
  }
  return [...seriesById.values()];
}

export const getAmount = (sum: FlowSum | undefined, measure: Measure): number | null => sum?.[measure] ?? null;
export const getWithheldCount = (sum: FlowSum | undefined, measure: Measure): number =>
  (measure === 'value' ? sum?.valuesWithheld : sum?.quantitiesWithheld) ?? 0;

/** Lists every year from the first to the last. Years without a report become gaps in the lines. */
export function listYears(series: readonly FlowSeries[]): number[] {
  const years = series.flatMap(({ sumsByYear }) => [...sumsByYear.keys()]);
  const first = Math.min(...years);
  return years.length === 0 ? [] : Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => first + index);
}

const unitLabels: Readonly<Record<string, string>> = { bbl: 'barrels', kg: 'kilograms', t: 'tonnes' };
export const getUnitLabel = (unit: string): string => unitLabels[unit] ?? unit;

/** Describes the flow of a series, whichever side reports it: `imports, CIF`. */
export const describeFlow = ({ attributes: { direction, valuation } }: FlowSeries): string =>
  [`${humanizeEnum(direction ?? '').replace(' ', '-')}s`, valuation].filter(Boolean).join(', ');
