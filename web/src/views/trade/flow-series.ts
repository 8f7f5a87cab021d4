import { lower } from '../../format/labels.ts';
import type { FlowSum, Measured } from './generated/operations.ts';

/** Which goods: those that go into the reporter, or out of it. */
export type Way = 'in' | 'out';
/** Who tells of them: the reporter, or the partner, whose figures are the mirror. */
type Side = 'reporter' | 'partner';
/** What is drawn: money, or what a unit counts. */
export type Measure = 'value' | 'quantity';

/** One line: what one side tells in one statistic. Nothing is added across lines. */
export interface Series {
  readonly id: string;
  readonly side: Side;
  readonly way: Way;
  readonly of: Pick<FlowSum, 'direction' | 'source' | 'valuation' | 'unit'>;
  readonly years: ReadonlyMap<number, FlowSum>;
}

const intoReporter: Readonly<Record<Side, readonly string[]>> = {
  reporter: ['IMPORT', 'RE_IMPORT'],
  partner: ['EXPORT', 'RE_EXPORT'],
};

/** The sums as lines: those that tell of the same goods, from either side, have the same way. */
export function seriesOf({ reported, mirror }: Pick<Measured, 'reported' | 'mirror'>): Series[] {
  const found = new Map<string, Series & { years: Map<number, FlowSum> }>();
  const sides: readonly [Side, readonly FlowSum[]][] = [
    ['reporter', reported],
    ['partner', mirror],
  ];
  for (const [side, sums] of sides) {
    for (const sum of sums) {
      const { direction, source, valuation, unit, year } = sum;
      // Asked by year and direction: both are told.
      if (year === null || direction === null) continue;
      const id = [side, direction, source.key, valuation, unit].join(' ');
      const way = intoReporter[side].includes(direction) ? 'in' : 'out';
      const series = found.get(id) ?? {
        id,
        side,
        way,
        of: { direction, source, valuation, unit },
        years: new Map<number, FlowSum>(),
      };
      series.years.set(year, sum);
      found.set(id, series);
    }
  }
  return [...found.values()];
}

export const amountOf = (sum: FlowSum | undefined, measure: Measure): number | null => sum?.[measure] ?? null;
export const withheldOf = (sum: FlowSum | undefined, measure: Measure): number =>
  (measure === 'value' ? sum?.valuesWithheld : sum?.quantitiesWithheld) ?? 0;

/** Every year from the first to the last: one that is not told is a gap in the line. */
export function yearsOf(series: readonly Series[]): number[] {
  const told = series.flatMap(({ years }) => [...years.keys()]);
  const first = Math.min(...told);
  return told.length === 0 ? [] : Array.from({ length: Math.max(...told) - first + 1 }, (_, index) => first + index);
}

const units: Readonly<Record<string, string>> = { bbl: 'barrels', kg: 'kilograms', t: 'tonnes' };
export const unitText = (unit: string): string => units[unit] ?? unit;

/** `imports, CIF`: what a line is of, whoever tells it. */
export const flowText = ({ of: { direction, valuation } }: Series): string =>
  [`${lower(direction ?? '').replace(' ', '-')}s`, valuation].filter(Boolean).join(', ');
