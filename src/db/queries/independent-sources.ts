/** A cited source: its key, the ids of its origins with itself, and how many of these have no origin. */
type Lineage = readonly [key: string, origins: readonly number[], rootCount: number];

/**
 * Counts the sources of which no two go back to the same origin. Those with the fewest roots are
 * counted first, which gives the highest count.
 */
export function countIndependentSources(lineages: readonly Lineage[]): number {
  const countedOrigins = new Set<number>();
  const byRootCount = lineages.toSorted(([a, , m], [b, , n]) => m - n || (a < b ? -1 : 1));
  return byRootCount.filter(([, origins]) => {
    const isIndependent = origins.every((id) => !countedOrigins.has(id));
    if (isIndependent) for (const id of origins) countedOrigins.add(id);
    return isIndependent;
  }).length;
}
