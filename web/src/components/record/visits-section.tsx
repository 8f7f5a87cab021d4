import type { VisitFilter } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl } from '../../url-state.ts';
import { ChoroplethLink } from '../choropleth-link.tsx';
import { FuzzyDateText } from '../fuzzy-date-text.tsx';
import { EntryLink } from '../record-links.tsx';
import { BarList } from './bar-list.tsx';
import { SectionVisitsDocument } from './generated/operations.ts';
import { RecordSection } from './record-section.tsx';

type Dimension = 'HOST' | 'TRAVELLER' | 'TRAVELLER_COUNTRY';

/** The parameter of the list of visits for a dimension. */
const dimensionParams: Readonly<Record<Dimension, string>> = {
  HOST: 'host',
  TRAVELLER: 'traveller',
  TRAVELLER_COUNTRY: 'country',
};

/** The latest visits that a filter matches, and the most frequent countries or travellers. */
export function VisitsSection({
  title,
  filter,
  params,
  dimension,
  rankingTitle,
  mapUrl,
}: {
  title: string;
  filter: VisitFilter;
  /** The same filter as parameters of the list of visits. */
  params: Readonly<Record<string, string>>;
  dimension: Dimension;
  rankingTitle: string;
  /** The map of the same visits. With it, a small map is above the ranking. */
  mapUrl?: string;
}) {
  const query = useQuery(SectionVisitsDocument, { filter, first: 8, by: [dimension] });
  return (
    <RecordSection title={title} query={query} href={buildUrl(paths.visits, params)} singular="visit" plural="visits">
      {({ list, counts }) => {
        const bars = counts.flatMap(({ host, traveller, travellerCountry, count }) => {
          const party = host ?? traveller ?? travellerCountry;
          return party
            ? [
                {
                  key: party.key,
                  label: party.name,
                  value: count,
                  href: buildUrl(paths.visits, { ...params, [dimensionParams[dimension]]: party.key }),
                },
              ]
            : [];
        });
        return (
          <div className={bars.length > 1 ? 'record-columns' : undefined}>
            <ol className="record-rows">
              {list.nodes.map((visit) => (
                <li key={visit.key}>
                  <FuzzyDateText date={visit.start} />
                  <EntryLink entry={visit} />
                </li>
              ))}
            </ol>
            {bars.length > 1 && (
              <div>
                {mapUrl !== undefined && <ChoroplethLink href={mapUrl} filter={filter} />}
                <BarList title={rankingTitle} bars={bars} />
              </div>
            )}
          </div>
        );
      }}
    </RecordSection>
  );
}
