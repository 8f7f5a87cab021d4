import { useQuery } from '../../api/use-query.ts';
import { Coverage } from '../../components/coverage.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { ViewLinks } from '../../components/view-links.tsx';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { type Home, HomeDocument } from './generated/operations.ts';

export function View() {
  usePageTitle('Chancery');
  const query = useQuery(HomeDocument, {});
  return (
    <>
      <h1>A sourced, dated record of diplomacy</h1>
      <p className="lead">
        Visits, statements, agreements and trade links between countries. Every entry cites its sources.
      </p>
      <ViewLinks />
      <QueryBoundary query={query} subject="the overview">
        {(data) => (
          <>
            <section>
              <h2>On record</h2>
              <ul className="counts">
                {listCounts(data).map(([count, name]) => (
                  <li key={name}>
                    <strong>{count.toLocaleString('en')}</strong> {name}
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h2>Newest entries</h2>
              <ol className="entries brief">
                {data.newest.nodes.map(({ __typename, key, summary, date, disputed }) => (
                  <li key={key} className="entry">
                    <EntryLink entry={{ key, summary }} />
                    <p className="minor">
                      {getTypeLabel(__typename)}, <FuzzyDateText date={date} />
                      {disputed && <span className="tag disputed">disputed</span>}
                    </p>
                  </li>
                ))}
              </ol>
            </section>
            <LatestTrip data={data} />
          </>
        )}
      </QueryBoundary>
      <section>
        <h2>Coverage</h2>
        <Coverage />
      </section>
      <div className="tools">
        <QueryButton document={HomeDocument} variables={{}} />
      </div>
    </>
  );
}

const listCounts = (data: Home): [count: number, name: string][] => [
  [data.visits.totalCount, 'visits'],
  [data.statements.totalCount, 'statements'],
  [data.tradeLinks.totalCount, 'trade links'],
  [data.tradeFlows.totalCount, 'trade flows'],
  [data.agreements.totalCount, 'agreements'],
  [data.positions.totalCount, 'positions'],
  [data.figures.totalCount, 'figures'],
  [data.countries.totalCount, 'countries'],
  [data.people.totalCount, 'people'],
  [data.organizations.totalCount, 'organizations'],
  [data.sources.totalCount, 'sources'],
];

/** The trip of the most recent visit, leg by leg. Not every visit belongs to a trip. */
function LatestTrip({ data }: { data: Home }) {
  const trip = data.lastVisits.nodes[0]?.trip;
  if (!trip) return null;
  return (
    <section>
      <h2>
        Latest trip: <PartyLinks parties={trip.travellers} />
      </h2>
      <ol className="entries brief">
        {trip.visits.map(({ key, summary, host, start, end, statements }) => (
          <li key={key} className="entry">
            <EntryLink entry={{ key, summary }} />
            <p className="minor">
              <PartyLink party={host} />, {start && <FuzzyDateText date={start} />}
              {end && end.edtf !== start?.edtf && (
                <>
                  {' '}
                  to <FuzzyDateText date={end} />
                </>
              )}
              ; {formatCount(statements.totalCount, 'statement')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
