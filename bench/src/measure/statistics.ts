export const roundToHundredths = (number: number): number => Math.round(number * 100) / 100;

/** Returns the item with the median value; of an even number of items, the upper one of the middle two. */
export function medianBy<T>(items: readonly T[], value: (item: T) => number): T {
  const sorted = items.toSorted((left, right) => value(left) - value(right));
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) throw new Error('There are no measurements to take a median of.');
  return median;
}

export const median = (numbers: readonly number[]): number => medianBy(numbers, (number) => number);
