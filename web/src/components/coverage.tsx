import { useQuery } from '../api/use-query.ts';
import { dayText } from '../format/fuzzy-date.ts';
import { counted } from '../format/labels.ts';
import { CoverageDocument, type Coverage as Covered } from './generated/operations.ts';
import { Answer } from './query-boundary.tsx';

/** What sources were read for: what lies outside may have happened all the same. */
export function Coverage() {
  const asked = useQuery(CoverageDocument, {});
  return (
    <Answer of={asked} what="what the record covers">
      {({ coverage }) =>
        coverage.length === 0 ? (
          <p>No source has been declared as read for anything: this record says nothing of what it lacks.</p>
        ) : (
          <ul class="coverage">
            {coverage.map((row) => (
              <li key={row.source.key + row.about}>
                <strong>{row.about}</strong>: {counted(row.entries, 'entry', 'entries')}
                {spanOf(row)}, from {row.source.title ?? row.source.publisher}.{row.note && ` ${row.note}`}
              </li>
            ))}
          </ul>
        )
      }
    </Answer>
  );
}

function spanOf({ from, until }: Covered['coverage'][number]): string {
  if (from && until) return `, ${dayText(from)} to ${dayText(until)}`;
  return from ? `, from ${dayText(from)} on` : until ? `, until ${dayText(until)}` : '';
}
