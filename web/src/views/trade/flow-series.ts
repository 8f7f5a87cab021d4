import { humanizeEnum } from '../../format/labels.ts';
import type { FlowSum, Measured } from './generated/operations.ts';

/** Which goods: those that go into the reporter, or out of it. */
export type RelativeDirection = 'in' | 'out';
/** Who tells of them: the reporter, or the partner, whose figures are the mirror. */
type ReportingSide = 'reporter' | 'partner';
/** What is drawn: money, or what a unit counts. */
export type Measure = 'value' | 'quantity';

/** One line: what one side tells in one statistic. Nothing is added across lines. */
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

/** The sums as lines: those that tell of the same goods, from either side, have the same way. */
export function groupIntoSeries({ reported, mirror }: Pick<Measured, 'reported' | 'mirror'>): FlowSeries[] {
  const found = new Map<string, FlowSeries & { sumsByYear: Map<number, FlowSum> }>();
  const sides: readonly [ReportingSide, readonly FlowSum[]][] = [
    ['reporter', reported],
    ['partner', mirror],
  ];
  for (const [side, sums] of sides) {
    for (const sum of sums) {
      const { direction, source, valuation, unit, year } = sum;
      // Asked by year and direction: both are told.
      if (year === null || direction === null) continue;
      const id = [side, direction, source.key, valuation, unit].join(' ');
      const way = incomingBySide[side].includes(direction) ? 'in' : 'out';
      const series = found.get(id) ?? {
        id,
        side,
        relativeDirection: way,
        attributes: { direction, source, valuation, unit },
        sumsByYear: new Map<number, FlowSum>(),
      };
      series.sumsByYear.set(year, sum);
      found.set(id, series);
    }
  }
  return [...found.values()];
}

export const getAmount = (sum: FlowSum | undefined, measure: Measure): number | null => sum?.[measure] ?? null;
export const getWithheldCount = (sum: FlowSum | undefined, measure: Measure): number =>
  (measure === 'value' ? sum?.valuesWithheld : sum?.quantitiesWithheld) ?? 0;

/** Every year from the first to the last: one that is not told is a gap in the line. */
export function listYears(series: readonly FlowSeries[]): number[] {
  const told = series.flatMap(({ sumsByYear: years }) => [...years.keys()]);
  const first = Math.min(...told);
  return told.length === 0 ? [] : Array.from({ length: Math.max(...told) - first + 1 }, (_, index) => first + index);
}

const unitLabels: Readonly<Record<string, string>> = { bbl: 'barrels', kg: 'kilograms', t: 'tonnes' };
export const getUnitLabel = (unit: string): string => unitLabels[unit] ?? unit;

/** `imports, CIF`: what a line is of, whoever tells it. */
export const describeFlow = ({ attributes: { direction, valuation } }: FlowSeries): string =>
  [`${humanizeEnum(direction ?? '').replace(' ', '-')}s`, valuation].filter(Boolean).join(', ');
