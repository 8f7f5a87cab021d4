import { useQuery } from '../../api/use-query.ts';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Link } from '../../components/link.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useRouteParam } from '../../url-state.ts';
import { type TopicPage, TopicPageDocument } from './generated/operations.ts';

type Positions = NonNullable<TopicPage['topic']>['positions'];

export function View() {
  const key = useRouteParam(paths.topic, 'key');
  const variables = { key };
  const query = useQuery(TopicPageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the topic">
      {({ topic }) =>
        topic ? (
          <>
            <RecordHeader
              type="Topic"
              name={topic.name}
              summary={`${formatCount(topic.positions.totalCount, 'position')} on record`}
              document={TopicPageDocument}
              variables={variables}
            />
            <PositionsByStance positions={topic.positions} />
            <p className="record-more">
              <Link href={buildUrl(paths.positions, { topic: topic.key })}>
                {topic.positions.totalCount > topic.positions.nodes.length
                  ? `Show all ${formatCount(topic.positions.totalCount, 'position')}`
                  : 'Filter these positions'}
              </Link>
            </p>
          </>
        ) : (
          <UnknownRecord type="topic" recordKey={key} listPath={paths.topics} />
        )
      }
    </QueryBoundary>
  );
}

/** Who holds which position, under a heading for each stance. */
const PositionsByStance = ({ positions: { nodes } }: { positions: Positions }) => (
  <>
    {[...Map.groupBy(nodes, ({ stance }) => stance)].map(([stance, positions]) => (
      <section key={stance} aria-label={humanizeEnum(stance)}>
        <h2 className="capitalized">{humanizeEnum(stance)}</h2>
        <ol className="record-rows">
          {positions.map((position) => (
            <li key={position.key}>
              <PartyLink party={position.holder} />
              <span>
                <EntryLink entry={position} />
                {position.start && (
                  <span className="minor">
                    {' '}
                    since <FuzzyDateText date={position.start} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ol>
      </section>
    ))}
  </>
);
