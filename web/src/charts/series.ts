/** A value of a dimension: a country, a person, a status. */
export interface Category {
  readonly key: string;
  readonly label: string;
}

/** The amounts of one category by year. */
export interface Series extends Category {
  readonly amounts: ReadonlyMap<number, number>;
}

/** An amount with its category, for rankings. */
export interface RankedItem extends Category {
  readonly amount: number;
}

/** The amount of a pair of categories, for matrices and networks. */
export interface PairAmount {
  readonly from: Category;
  readonly to: Category;
  readonly amount: number;
}

/** The color of the nth category. Seven can be told apart; the eighth is that of all others together. */
export const getSeriesColor = (index: number): string => `var(--chart-${Math.min(index, maxSeries) + 1})`;

export const maxSeries = 7;

const sumAmounts = (series: Series): number => [...series.amounts.values()].reduce((sum, amount) => sum + amount, 0);

/** Returns the largest series, and one more with the sum of all others. The table of a chart lists them all. */
export function combineSmallSeries(series: readonly Series[]): Series[] {
  const sorted = series.toSorted((left, right) => sumAmounts(right) - sumAmounts(left));
  if (sorted.length <= maxSeries + 1) return sorted;
  const others = sorted.slice(maxSeries);
  const amounts = new Map<number, number>();
  for (const { amounts: added } of others)
    for (const [year, amount] of added) amounts.set(year, (amounts.get(year) ?? 0) + amount);
  return [...sorted.slice(0, maxSeries), { key: otherKey, label: `${others.length} others`, amounts }];
}

export const otherKey = 'other';

/** Lists every year from the first to the last that has an amount. */
export function listYears(series: readonly Series[]): number[] {
  const years = series.flatMap(({ amounts }) => [...amounts.keys()]);
  if (years.length === 0) return [];
  const first = years.reduce((least, year) => Math.min(least, year));
  const last = years.reduce((most, year) => Math.max(most, year));
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
