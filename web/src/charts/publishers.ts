/** The numbers of entries that each source has, as the API's `coverages` returns them. */
interface PublisherCoverage {
  readonly totalCount: number;
  readonly nodes: readonly { readonly entries: number; readonly source: { readonly publisher: string } }[];
}

const maxPublishers = 3;
/** From this share of all entries on, the counts show what one publisher covers. */
const mainShare = 0.8;

/** Returns the publishers with the most entries, and the number of the others. */
export function listPublishers(coverage: PublisherCoverage): string[] {
  const publishers = countByPublisher(coverage).map(([publisher]) => publisher);
  const otherCount = publishers.length - maxPublishers;
  const isComplete = coverage.nodes.length === coverage.totalCount;
  return [
    ...publishers.slice(0, maxPublishers),
    ...(otherCount > 0 || !isComplete ? [isComplete ? `${otherCount} more publishers` : 'others'] : []),
  ];
}

/** Returns a note if most entries are from one publisher: countries that it does not cover have few. */
export function describeMainPublisher(coverage: PublisherCoverage, entries: string): string | undefined {
  const counts = countByPublisher(coverage);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const [publisher, count] = counts[0] ?? ['', 0];
  if (total === 0 || count < mainShare * total) return undefined;
  return `${Math.floor((100 * count) / total)}% of ${entries} on record are from ${publisher}. What it does not cover is mostly missing.`;
}

function countByPublisher({ nodes }: PublisherCoverage): [publisher: string, entries: number][] {
  const counts = new Map<string, number>();
  for (const { source, entries } of nodes) counts.set(source.publisher, (counts.get(source.publisher) ?? 0) + entries);
  return [...counts].sort((one, other) => other[1] - one[1]);
}
