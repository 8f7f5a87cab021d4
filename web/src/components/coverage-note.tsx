import { useQuery } from '../api/use-query.ts';
import { describeMainPublisher } from '../charts/publishers.ts';
import { paths } from '../route-paths.ts';
import type { CoverageFilter } from './coverage.tsx';
import { MainPublisherDocument } from './generated/operations.ts';
import { Link } from './link.tsx';

/** States that most entries of a list are from one publisher, if so: its count is then no count of what happened. */
export function CoverageNote({ filter, plural }: { filter: CoverageFilter; plural: string }) {
  const { data } = useQuery(MainPublisherDocument, { filter });
  const note = data && describeMainPublisher(data.coverages, plural);
  // The space is reserved, so that the list does not move.
  return (
    <p className="coverage-note">
      {note && (
        <>
          {note} <Link href={`${paths.home}#coverage`}>Coverage</Link>
        </>
      )}
    </p>
  );
}
