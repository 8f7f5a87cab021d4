import { useMemo, useState } from 'react';
import { useAsyncData, useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { useUrlState } from '../../url-state.ts';
import { findCountry } from '../map/find-country.ts';
import { VisitMapDocument } from '../map/generated/operations.ts';
import { loadGeography } from '../map/load-geography.ts';
import { MapFigure } from '../map/map-figure.tsx';
import { computeVisitCounts } from '../map/visit-counts.ts';
import { parseVisitFilter } from '../map/visit-filter.ts';

/** A map alone, for pages of other sites. Its parameters are those of the Map page; a click selects another country. */
export function View() {
  usePageTitle('Map');
  const { params } = useUrlState();
  const [clicked, setClicked] = useState<{ country: string | undefined }>();
  const geography = useAsyncData('geography', loadGeography);
  const query = useQuery(VisitMapDocument, { filter: parseVisitFilter(params) });
  const counts = useMemo(
    () => geography.data && query.data && computeVisitCounts(query.data, geography.data),
    [geography.data, query.data],
  );
  const selected = findCountry(geography.data, clicked ? (clicked.country ?? null) : params.get('country'));
  const other = clicked ? undefined : findCountry(geography.data, params.get('with'));
  return (
    <QueryBoundary query={query} subject="visits">
      {(data) => (
        <QueryBoundary query={geography} subject="the map">
          {(loaded) =>
            counts && (
              <MapFigure
                data={data}
                counts={counts}
                geography={loaded}
                params={params}
                selectedKey={selected?.key}
                otherKey={other?.key}
                onSelect={(country) => setClicked({ country })}
                hasEmbed={false}
                level={1}
              />
            )
          }
        </QueryBoundary>
      )}
    </QueryBoundary>
  );
}
