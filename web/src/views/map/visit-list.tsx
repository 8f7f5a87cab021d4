import type { VisitFilter } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { EmptyResult } from '../../components/empty-result.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { EntryLink, PartyLink } from '../../components/record-links.tsx';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { useUrlState } from '../../url-state.ts';
import { MapVisitsDocument, type VisitRow } from './generated/operations.ts';
import { getVisitTypeLabel, narrowToCountry, type VisitDirection } from './visit-filter.ts';

/** The incoming or outgoing visits of a country. The page in the URL applies to the list that the URL names. */
export function VisitList({
  direction,
  title,
  emptyTitle,
  filter,
  country,
  other,
}: {
  direction: VisitDirection;
  title: string;
  emptyTitle: string;
  filter: VisitFilter;
  country: string;
  other: string | undefined;
}) {
  const { params } = useUrlState();
  const size = params.get('size');
  const pageParams = params.get('list') === direction ? params : new URLSearchParams(size === null ? '' : { size });
  const variables = { filter: narrowToCountry(filter, direction, country, other), ...parsePageParams(pageParams) };
  const query = useQuery(MapVisitsDocument, variables);
  return (
    <section className={`visits ${direction}`} aria-labelledby={direction}>
      <h3 id={direction}>{title}</h3>
      <QueryBoundary query={query} subject={title.toLowerCase()}>
        {({ visits: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult
              title={totalCount === 0 ? emptyTitle : 'No visits on this page'}
              coverage={{ kind: ['VISIT'] }}
            />
          ) : (
            <>
              <p>{formatCount(totalCount, 'visit')}, newest first</p>
              <ol className="entries">
                {nodes.map((visit) => (
                  <VisitItem key={visit.key} visit={visit} />
                ))}
              </ol>
              <Pager pageInfo={pageInfo} label={`${title}: pages`} extraParams={{ list: direction }} />
            </>
          )
        }
      </QueryBoundary>
      <div className="tools">
        <QueryButton
          document={MapVisitsDocument}
          variables={variables}
          call={{ name: 'visits.list', args: variables }}
        />
      </div>
    </section>
  );
}

function VisitItem({ visit }: { visit: VisitRow }) {
  const { key, start, end, travellers, host, place, type, status, trip, leg, disputed } = visit;
  return (
    <li className="entry">
      <p className="entry-head">
        <span>
          {start && <FuzzyDateText date={start} />}
          {end && end.edtf !== start?.edtf && (
            <>
              , ended <FuzzyDateText date={end} />
            </>
          )}
        </span>
        {type !== 'UNSPECIFIED' && <span className="tag">{getVisitTypeLabel(type)} visit</span>}
        {status !== 'COMPLETED' && <span className="tag">{humanizeEnum(status)}</span>}
        {disputed && <span className="tag disputed">disputed</span>}
      </p>
      <ul className="travellers">
        {travellers.map((traveller) => (
          <li key={traveller.party.key}>
            <Traveller traveller={traveller} />
          </li>
        ))}
      </ul>
      <dl className="facts">
        <div>
          <dt>To</dt>
          <dd>
            <PartyLink party={host} />
            {place && `, ${place}`}
          </dd>
        </div>
        {trip && (
          <div>
            <dt>Trip</dt>
            <dd>{formatLeg(leg, trip.visits.length)}</dd>
          </div>
        )}
        <div>
          <dt>Evidence</dt>
          <dd>{formatCount(countSources(visit), 'source')}</dd>
        </div>
      </dl>
      <p>
        <EntryLink entry={visit} /> <code className="minor">{key}</code>
      </p>
    </li>
  );
}

/** A traveller with the office held at the time. */
function Traveller({ traveller: { party, term } }: { traveller: VisitRow['travellers'][number] }) {
  const capacity = term && term.capacity !== 'INCUMBENT' ? ` (${humanizeEnum(term.capacity)})` : '';
  return (
    <>
      <strong>
        <PartyLink party={party} />
      </strong>
      {term ? `, ${term.office.title}${capacity}` : party.__typename === 'Person' ? ', office not on record' : ''}
    </>
  );
}

const formatLeg = (leg: number | null, legs: number): string =>
  leg === null ? `one of ${formatCount(legs, 'leg')}` : `leg ${leg} of ${legs}`;

/** Counts the distinct sources. Copies of one original count separately. */
export const countSources = ({ citations }: Pick<VisitRow, 'citations'>): number =>
  new Set(citations.map(({ source }) => source.key)).size;
