import { useQuery } from '../api/use-query.ts';
import { formatDay } from '../format/fuzzy-date.ts';
import { formatCount } from '../format/labels.ts';
import { CoverageDocument, type Coverage as Covered } from './generated/operations.ts';
import { QueryBoundary } from './query-boundary.tsx';

/** What sources were read for: what lies outside may have happened all the same. */
export function Coverage() {
  const asked = useQuery(CoverageDocument, {});
  return (
    <QueryBoundary of={asked} what="what the record covers">
      {({ coverage }) =>
        coverage.length === 0 ? (
          <p>No source has been declared as read for anything: this record says nothing of what it lacks.</p>
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

function formatCoverageSpan({ from, until }: Covered['coverage'][number]): string {
  if (from && until) return `, ${formatDay(from)} to ${formatDay(until)}`;
  return from ? `, from ${formatDay(from)} on` : until ? `, until ${formatDay(until)}` : '';
}
