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
import { getVisitTypeLabel, narrowToCountry } from './visit-filter.ts';

/** One of a country's two lists. The page that the address names is one of this list, or this list is at its first. */
export function VisitList({
  list,
  title,
  none,
  filter,
  country,
  other,
}: {
  list: 'came' | 'went';
  title: string;
  none: string;
  filter: VisitFilter;
  country: string;
  other: string | undefined;
}) {
  const { params } = useUrlState();
  const size = params.get('size');
  const paged = params.get('list') === list ? params : new URLSearchParams(size === null ? '' : { size });
  const variables = { filter: narrowToCountry(filter, list, country, other), ...parsePageParams(paged) };
  const asked = useQuery(MapVisitsDocument, variables);
  return (
    <section class={`visits ${list}`} aria-labelledby={list}>
      <h3 id={list}>{title}</h3>
      <QueryBoundary of={asked} what={title}>
        {({ visits: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult what={totalCount === 0 ? none : 'No visit on this page'} />
          ) : (
            <>
              <p>{formatCount(totalCount, 'visit')}, newest first</p>
              <ol class="entries">
                {nodes.map((visit) => (
                  <VisitItem key={visit.key} of={visit} />
                ))}
              </ol>
              <Pager info={pageInfo} label={`${title}: pages`} also={{ list }} />
            </>
          )
        }
      </QueryBoundary>
      <div class="tools">
        <QueryButton
          document={MapVisitsDocument}
          variables={variables}
          call={{ name: 'visits.list', args: variables }}
        />
      </div>
    </section>
  );
}

function VisitItem({ of }: { of: VisitRow }) {
  const { key, start, end, travellers, host, place, type, status } = of;
  return (
    <li class="entry">
      <p class="entry-head">
        <span>
          <FuzzyDateText of={start} />
          {end && end.edtf !== start.edtf && (
            <>
              , ended <FuzzyDateText of={end} />
            </>
          )}
        </span>
        {type !== 'UNSPECIFIED' && <span class="tag">{getVisitTypeLabel(type)} visit</span>}
        {status !== 'COMPLETED' && <span class="tag">{humanizeEnum(status)}</span>}
        {of.disputed && <span class="tag disputed">disputed</span>}
      </p>
      <ul class="travellers">
        {travellers.map((traveller) => (
          <li key={traveller.person.key}>
            <Traveller of={traveller} />
          </li>
        ))}
      </ul>
      <dl class="facts">
        <div>
          <dt>To</dt>
          <dd>
            <PartyLink of={host} />
            {place && `, ${place}`}
          </dd>
        </div>
        {of.trip && (
          <div>
            <dt>Trip</dt>
            <dd>{formatLeg(of.leg, of.trip.visits.length)}</dd>
          </div>
        )}
        <div>
          <dt>Evidence</dt>
          <dd>{formatCount(countSources(of), 'source')}</dd>
        </div>
      </dl>
      <p>
        <EntryLink of={of} /> <code class="minor">{key}</code>
      </p>
    </li>
  );
}

/** Who it was, with the office held that day. */
function Traveller({ of: { person, term } }: { of: VisitRow['travellers'][number] }) {
  const capacity = term && term.capacity !== 'INCUMBENT' ? ` (${humanizeEnum(term.capacity)})` : '';
  return (
    <>
      <strong>
        <PartyLink of={person} />
      </strong>
      {term ? `, ${term.office.title}${capacity}` : ', no office on record'}
    </>
  );
}

const formatLeg = (leg: number | null, legs: number): string =>
  leg === null ? `one of ${formatCount(legs, 'leg')}` : `leg ${leg} of ${legs}`;

/** Different sources; copies of one origin count each. */
export const countSources = ({ citations }: Pick<VisitRow, 'citations'>): number =>
  new Set(citations.map(({ source }) => source.key)).size;
