import { useQuery } from '../../api/use-query.ts';
import { Coverage } from '../../components/coverage.tsx';
import { ViewLinks } from '../../components/error-pages.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink, PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { type Front, FrontDocument } from './generated/operations.ts';

export function View() {
  usePageTitle('Chancery');
  const asked = useQuery(FrontDocument, {});
  return (
    <>
      <h1>A sourced, dated record of diplomacy</h1>
      <p class="lead">
        Who visited whom, what was said there, which trade ties stand between countries. Each entry names its sources.
      </p>
      <ViewLinks />
      <QueryBoundary of={asked} what="what the record holds">
        {(front) => (
          <>
            <section>
              <h2>What is on record</h2>
              <ul class="counts">
                {listCounts(front).map(([count, name]) => (
                  <li key={name}>
                    <strong>{count.toLocaleString('en')}</strong> {name}
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h2>Newest entries</h2>
              <ol class="entries brief">
                {front.newest.nodes.map(({ __typename, key, summary, date, disputed }) => (
                  <li key={key} class="entry">
                    <EntryLink of={{ key, summary }} />
                    <p class="minor">
                      {getTypeLabel(__typename)}, <FuzzyDateText of={date} />
                      {disputed && <span class="tag disputed">disputed</span>}
                    </p>
                  </li>
                ))}
              </ol>
            </section>
            <LatestTrip of={front} />
          </>
        )}
      </QueryBoundary>
      <section>
        <h2>What the record covers</h2>
        <Coverage />
      </section>
      <div class="tools">
        <QueryButton document={FrontDocument} variables={{}} />
      </div>
    </>
  );
}

const listCounts = (front: Front): [count: number, name: string][] => [
  [front.visits.totalCount, 'visits'],
  [front.statements.totalCount, 'statements'],
  [front.tradeLinks.totalCount, 'trade ties'],
  [front.tradeFlows.totalCount, 'measured trade flows'],
  [front.agreements.totalCount, 'agreements'],
  [front.positions.totalCount, 'positions'],
  [front.figures.totalCount, 'figures'],
  [front.countries.totalCount, 'countries'],
  [front.people.totalCount, 'people'],
  [front.organizations.totalCount, 'organizations'],
  [front.sources.totalCount, 'sources'],
];

/** The journey of the newest visit, leg by leg; a visit may be a leg of none. */
function LatestTrip({ of }: { of: Front }) {
  const trip = of.lastVisits.nodes[0]?.trip;
  if (!trip) return null;
  return (
    <section>
      <h2>
        A journey: <PartyLinks of={trip.travellers} />
      </h2>
      <ol class="entries brief">
        {trip.visits.map(({ key, summary, host, start, end, statements }) => (
          <li key={key} class="entry">
            <EntryLink of={{ key, summary }} />
            <p class="minor">
              <PartyLink of={host} />, <FuzzyDateText of={start} />
              {end && end.edtf !== start.edtf && (
                <>
                  {' '}
                  to <FuzzyDateText of={end} />
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
