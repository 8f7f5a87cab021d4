/**
 * Returns how many letters have to be added, removed, replaced or exchanged with the next one to turn one text into the
 * other, each part at most once (optimal string alignment). Returns Infinity above `limit`.
 */
export function editDistance(one: string, other: string, limit: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let [twoBack, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (const [i, letter] of a.entries()) {
    const row = [i + 1];
    for (const [j, otherLetter] of b.entries()) {
      const replaced = at(last, j) + (letter === otherLetter ? 0 : 1);
      const isExchanged = letter === b[j - 1] && a[i - 1] === otherLetter;
      row.push(
        Math.min(replaced, at(last, j + 1) + 1, at(row, j) + 1, isExchanged ? at(twoBack, j - 1) + 1 : Infinity),
      );
    }
    if (Math.min(...row) > limit && Math.min(...last) > limit) return Infinity;
    [twoBack, last] = [last, row];
  }
  const distance = at(last, b.length);
  return distance > limit ? Infinity : distance;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
