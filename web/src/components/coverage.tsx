import { useQuery } from '../api/use-query.ts';
import { formatDay } from '../format/date.ts';
import { formatCount } from '../format/labels.ts';
import { CoverageDocument, type Coverage as CoverageResult } from './generated/operations.ts';
import { QueryBoundary } from './query-boundary.tsx';

/**
 * The topics and periods for which sources were read. `ofEntries`: only of sources that entries cite; what is known about
 * the members of groups, for example, does not explain why no entry matches.
 */
export function Coverage({ ofEntries = false }: { ofEntries?: boolean }) {
  const query = useQuery(CoverageDocument, {});
  return (
    <QueryBoundary query={query} subject="the coverage">
      {({ coverage }) => {
        const rows = ofEntries ? coverage.filter(({ entries }) => entries > 0) : coverage;
        if (rows.length === 0)
          return <p>No coverage of entries has been declared, so gaps in the record are unknown.</p>;
        return (
          <ul class="coverage">
            {rows.map((row) => (
              <li key={row.source.key + row.about}>
                <strong>{row.about}</strong>: {formatCoverage(row)}.{row.note && ` ${row.note}`}
              </li>
            ))}
          </ul>
        );
      }}
    </QueryBoundary>
  );
}

type CoverageRow = CoverageResult['coverage'][number];

const formatCoverage = ({ entries, source, ...span }: CoverageRow): string =>
  [
    entries > 0 && formatCount(entries, 'entry', 'entries'),
    formatCoverageSpan(span),
    `from ${source.title ?? source.publisher}`,
  ]
    .filter(Boolean)
    .join(', ');

function formatCoverageSpan({ from, until }: Pick<CoverageRow, 'from' | 'until'>): string | undefined {
  if (from && until) return `${formatDay(from)} to ${formatDay(until)}`;
  return from ? `from ${formatDay(from)}` : until ? `until ${formatDay(until)}` : undefined;
}
