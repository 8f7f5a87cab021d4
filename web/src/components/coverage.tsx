import { useQuery } from '../api/use-query.ts';
import { formatDay } from '../format/date.ts';
import { formatCount } from '../format/labels.ts';
import { CoverageDocument, type Coverage as CoverageResult, type CoverageVariables } from './generated/operations.ts';
import { QueryBoundary } from './query-boundary.tsx';

/** What a view shows: entries of these kinds, or trade flows. */
export type CoverageFilter = NonNullable<CoverageVariables['filter']>;

/** Everything that the timeline and the search show. What is known about members of groups explains no missing entry. */
export const ofAllEntries: CoverageFilter = {
  kind: ['VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE'],
};

/** The topics and periods for which sources were read. `filter`: only what concerns the view. */
export function Coverage({ filter = {} }: { filter?: CoverageFilter }) {
  const query = useQuery(CoverageDocument, { filter });
  return (
    <QueryBoundary query={query} subject="the coverage">
      {({ coverages: { nodes, totalCount } }) =>
        totalCount === 0 ? (
          <p>No coverage of this has been declared, so gaps in the record are unknown.</p>
        ) : (
          <>
            <ul className="coverage">
              {groupByDataset(nodes).map((rows) => (
                <li key={getRowKey(rows[0])}>
                  {rows.length > maxRowsOfDataset ? <Dataset rows={rows} /> : <CoverageText row={rows[0]} />}
                </li>
              ))}
            </ul>
            {totalCount > nodes.length && (
              <p>
                The first {nodes.length} of {totalCount} subjects and periods are shown.
              </p>
            )}
          </>
        )
      }
    </QueryBoundary>
  );
}

type CoverageRow = CoverageResult['coverages']['nodes'][number];
type Rows = readonly [CoverageRow, ...CoverageRow[]];

const maxRowsOfDataset = 3;
const getRowKey = ({ source, about }: CoverageRow): string => `${source.key}/${about}`;

/** Groups the sources of one publisher that are cited by the same kinds of entries, if there are many. */
function groupByDataset(rows: readonly CoverageRow[]): Rows[] {
  const groups = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const dataset = row.kinds.length === 0 ? getRowKey(row) : `${row.source.publisher} ${row.kinds.join()}`;
    groups.set(dataset, [...(groups.get(dataset) ?? []), row]);
  }
  return [...groups.values()].flatMap((group): Rows[] =>
    group.length > maxRowsOfDataset ? [group as [CoverageRow, ...CoverageRow[]]] : group.map((row) => [row]),
  );
}

const CoverageText = ({ row }: { row: CoverageRow }) => (
  <>
    <strong>{row.about}</strong>: {formatCoverage(row)}.{row.note && ` ${row.note}`}
  </>
);

/** The sources of one publisher, collapsed. */
function Dataset({ rows }: { rows: Rows }) {
  const [{ source }] = rows;
  const days = (name: 'start' | 'end'): string[] => rows.flatMap((row) => row[name] ?? []).toSorted();
  const total = {
    entries: rows.reduce((sum, { entries }) => sum + entries, 0),
    start: days('start')[0],
    end: days('end').at(-1),
  };
  const summary = [formatCount(total.entries, 'entry', 'entries'), formatCoverageSpan(total)]
    .filter(Boolean)
    .join(', ');
  return (
    <details>
      <summary>
        <strong>{source.publisher}</strong>: {formatCount(rows.length, 'source')}, {summary}.
      </summary>
      <ul>
        {rows.map((row) => (
          <li key={getRowKey(row)}>
            <CoverageText row={row} />
          </li>
        ))}
      </ul>
    </details>
  );
}

const formatCoverage = ({ entries, source, ...span }: CoverageRow): string =>
  [
    entries > 0 && formatCount(entries, 'entry', 'entries'),
    formatCoverageSpan(span),
    `from ${source.title ?? source.publisher}`,
  ]
    .filter(Boolean)
    .join(', ');

function formatCoverageSpan({
  start,
  end,
}: {
  start?: string | null | undefined;
  end?: string | null | undefined;
}): string | undefined {
  if (start && end) return `${formatDay(start)} to ${formatDay(end)}`;
  return start ? `from ${formatDay(start)}` : end ? `until ${formatDay(end)}` : undefined;
}
