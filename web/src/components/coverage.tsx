import { useQuery } from '../api/use-query.ts';
import { formatDay } from '../format/date.ts';
import { formatCount } from '../format/labels.ts';
import { CoverageDocument, type Coverage as CoverageResult } from './generated/operations.ts';
import { QueryBoundary } from './query-boundary.tsx';

/** The topics and periods for which sources were read. */
export function Coverage() {
  const query = useQuery(CoverageDocument, {});
  return (
    <QueryBoundary query={query} subject="the coverage">
      {({ coverage }) =>
        coverage.length === 0 ? (
          <p>No coverage has been declared, so gaps in the record are unknown.</p>
        ) : (
          <ul class="coverage">
            {coverage.map((row) => (
              <li key={row.source.key + row.about}>
                <strong>{row.about}</strong>: {formatCount(row.entries, 'entry', 'entries')}
                {formatCoverageSpan(row)}, from {row.source.title ?? row.source.publisher}.{row.note && ` ${row.note}`}
              </li>
            ))}
          </ul>
        )
      }
    </QueryBoundary>
  );
}

function formatCoverageSpan({ from, until }: CoverageResult['coverage'][number]): string {
  if (from && until) return `, ${formatDay(from)} to ${formatDay(until)}`;
  return from ? `, from ${formatDay(from)}` : until ? `, until ${formatDay(until)}` : '';
}
