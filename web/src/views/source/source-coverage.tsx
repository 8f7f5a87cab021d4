import { useQuery } from '../../api/use-query.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { formatDay } from '../../format/date.ts';
import { formatCount } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { SourceCoverageDocument } from './generated/operations.ts';

/** What a source was read for, and the trade flows that it publishes. */
export function SourceCoverage({ sourceKey }: { sourceKey: string }) {
  const query = useQuery(SourceCoverageDocument, { key: sourceKey });
  return (
    <QueryBoundary query={query} subject="the coverage">
      {({ coverages: { nodes }, tradeFlows: { totalCount } }) => (
        <>
          {totalCount > 0 && (
            <p>
              <Link href={buildUrl(paths.tradeFlows, { source: sourceKey })}>
                {formatCount(totalCount, 'trade flow')}
              </Link>{' '}
              come from this source.
            </p>
          )}
          {nodes.length > 0 && (
            <section aria-label="What it was read for">
              <h2>What it was read for</h2>
              <Excerpt lines={14}>
                <ul>
                  {nodes.map(({ key, about, start, end, entries, note }) => (
                    <li key={key}>
                      {about}
                      {(start || end) &&
                        `, ${start ? formatDay(start) : 'the beginning'} to ${end ? formatDay(end) : 'now'}`}
                      {`: ${formatCount(entries, 'entry', 'entries')}`}
                      {note && <span className="term-period">{note}</span>}
                    </li>
                  ))}
                </ul>
              </Excerpt>
            </section>
          )}
        </>
      )}
    </QueryBoundary>
  );
}
