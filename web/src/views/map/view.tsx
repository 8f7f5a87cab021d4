import type { VisitFilter } from '@chancery/sdk';
import { useMemo } from 'react';
import { pages } from '../../api/client.ts';
import { useAsyncData, useQuery } from '../../api/use-query.ts';
import { DownloadButtons } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { DateField, SelectField } from '../../components/filter-fields.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatCount, humanizeEnum } from '../../format/labels.ts';
import { type UrlState, useUrlState } from '../../url-state.ts';
import { CountryField } from './country-field.tsx';
import { buildSelectionParams } from './country-selection.ts';
import { type CountryRef, findCountry } from './find-country.ts';
import { MapVisitsDocument, type VisitMap, VisitMapDocument } from './generated/operations.ts';
import { type Geography, loadGeography } from './load-geography.ts';
import { MapFigure } from './map-figure.tsx';
import { computeVisitCounts, countKnownPairs, formatCountryVisitCounts, type VisitCounts } from './visit-counts.ts';
import { visitColumns } from './visit-download-columns.ts';
import { parseVisitFilter, visitStatusOptions, visitTypeOptions } from './visit-filter.ts';
import './map.css';
import { Link } from '../../components/link.tsx';
import { CountryPairsTable } from './country-pairs-table.tsx';
import { TravellerField } from './traveller-field.tsx';
import { VisitList } from './visit-list.tsx';
import { YearRange } from './year-range.tsx';

export function View() {
  usePageTitle('Map');
  const urlState = useUrlState();
  const filter = parseVisitFilter(urlState.params);
  const geography = useAsyncData('geography', loadGeography);
  const query = useQuery(VisitMapDocument, { filter });
  const counts = useMemo(
    () => geography.data && query.data && computeVisitCounts(query.data, geography.data),
    [geography.data, query.data],
  );
  const selected = findCountry(geography.data, urlState.params.get('country'));
  return (
    <>
      <h1>Map</h1>
      {/* The map of a country states its counts itself. */}
      <p role="status" className={selected ? 'shown visually-hidden' : 'shown'}>
        {query.state === 'done' && query.data && formatResultSummary(query.data, counts, selected)}
      </p>
      <QueryBoundary query={query} subject="visits">
        {(data) => (
          <>
            {data.visits.totalCount === 0 && (
              <EmptyResult title="No matching visits" coverage={{ kind: ['VISIT'] }}>
                <ClearFiltersLink urlState={urlState} />
              </EmptyResult>
            )}
            <QueryBoundary query={geography} subject="the map">
              {(loaded) => counts && <MapContent data={data} counts={counts} geography={loaded} filter={filter} />}
            </QueryBoundary>
          </>
        )}
      </QueryBoundary>
      <form className="filters" aria-label="Filter visits" onSubmit={(event) => event.preventDefault()}>
        {!selected && (
          <SelectField
            label="Color by"
            param="count"
            anyLabel="Visits hosted"
            options={[{ value: 'made', label: 'Visits made' }]}
          />
        )}
        <DateField label="Start from" param="from" />
        <DateField label="Start until" param="until" />
        <SelectField
          label="Inexact dates"
          param="dates"
          anyLabel="Certainly in range"
          options={[{ value: 'possible', label: 'Possibly in range' }]}
        />
        <SelectField label="Type" param="type" anyLabel="Any" options={visitTypeOptions} />
        <SelectField label="Status" param="status" anyLabel="Any" options={visitStatusOptions} />
        <TravellerField />
        {geography.data && counts && (
          <CountryField countries={geography.data.countries} counts={counts} selectedKey={selected?.key} />
        )}
      </form>
      <div className="tools">
        <QueryButton document={VisitMapDocument} variables={{ filter }} />
        <DownloadButtons
          fileName="visits"
          columns={visitColumns}
          fetchPages={(signal) => fetchAllVisits(filter, signal)}
        />
      </div>
      {query.data && query.data.pairs.length > 0 && <CountryPairsTable pairs={query.data.pairs} />}
    </>
  );
}

function MapContent({
  data,
  counts,
  geography,
  filter,
}: {
  data: VisitMap;
  counts: VisitCounts;
  geography: Geography;
  filter: VisitFilter;
}) {
  const urlState = useUrlState();
  const [selection, otherSelection] = ['country', 'with'].map((name) => {
    const code = urlState.params.get(name);
    return { code, country: findCountry(geography, code) };
  });
  const [selected, other] = [selection?.country, otherSelection?.country];
  const unknownCodes = [selection, otherSelection].flatMap((choice) =>
    choice?.code && !choice.country ? [choice.code] : [],
  );
  return (
    <>
      <MapFigure
        data={data}
        counts={counts}
        geography={geography}
        params={urlState.params}
        selectedKey={selected?.key}
        otherKey={other?.key}
        onSelect={(key, otherKey) => urlState.update(buildSelectionParams(key, otherKey))}
        controls={<YearRange />}
      />
      <MapNotes counts={counts} geography={geography} data={data} />
      {unknownCodes.map((code) => (
        <div key={code} className="notice failed" role="alert">
          <h2>No country has the code “{code}”</h2>
          <p>
            Use an ISO code such as KZ, or four letters for a former state such as SUHH. Or select a country on the map
            or in the list.
          </p>
        </div>
      ))}
      {selected && unknownCodes.length === 0 && data.visits.totalCount > 0 && (
        <SelectedCountry country={selected} other={other} filter={filter} />
      )}
    </>
  );
}

function SelectedCountry({
  country,
  other,
  filter,
}: {
  country: CountryRef;
  other: CountryRef | undefined;
  filter: VisitFilter;
}) {
  const urlState = useUrlState();
  const shared = { filter, country: country.key, other: other?.key };
  return (
    <section className="selected-country" aria-labelledby="selected-country">
      <h2 id="selected-country">
        {country.name}
        {other && ` and ${other.name}`}
      </h2>
      <p>
        {other && (
          <>
            Only visits between the two.{' '}
            <Link href={urlState.urlWith(buildSelectionParams(country.key))}>All visits of {country.name}</Link>.{' '}
          </>
        )}
        <Link href={urlState.urlWith(buildSelectionParams(undefined))}>Clear country</Link>
      </p>
      <div className="columns">
        <VisitList
          {...shared}
          direction="incoming"
          title="Incoming visits"
          emptyTitle={`No visits to ${country.name}${other ? ` from ${other.name}` : ''}`}
        />
        <VisitList
          {...shared}
          direction="outgoing"
          title="Outgoing visits"
          emptyTitle={`No visits from ${country.name}${other ? ` to ${other.name}` : ''}`}
        />
      </div>
    </section>
  );
}

/** Notes about visits that the map cannot draw. */
function MapNotes({
  counts,
  geography: { placements },
  data,
}: {
  counts: VisitCounts;
  geography: Geography;
  data: VisitMap;
}) {
  const urlState = useUrlState();
  const unplaced = counts.countries.filter(({ key }) => !placements.has(key));
  const domesticPairs = counts.pairsWithoutArc.filter(
    ({ host, travellerCountry }) => host?.key === travellerCountry?.key,
  );
  const domesticCount = domesticPairs.reduce((sum, { count }) => sum + count, 0);
  const notCompleted = data.statuses.filter(({ status }) => status && status !== 'COMPLETED');
  return (
    <ul className="notes">
      {counts.unknownOriginCount > 0 && (
        <li>
          Without an arc: {formatCount(counts.unknownOriginCount, 'visit')} by travellers whose country is not on
          record.
        </li>
      )}
      {domesticCount > 0 && <li>Without an arc: {formatCount(domesticCount, 'visit')} within a country.</li>}
      {notCompleted.length > 0 && (
        <li>
          Including{' '}
          {notCompleted
            .map(({ status, count }) => `${count.toLocaleString('en')} ${humanizeEnum(status ?? '')}`)
            .join(', ')}
          .
        </li>
      )}
      {unplaced.length > 0 && (
        <li>
          Not on the map:{' '}
          {unplaced.map((country, index) => (
            <span key={country.key}>
              {index > 0 && '; '}
              <Link href={urlState.urlWith(buildSelectionParams(country.key))}>
                {formatCountryVisitCounts(country)}
              </Link>
            </span>
          ))}
          .
        </li>
      )}
    </ul>
  );
}

/** Returns a summary of the result, which screen readers announce when it changes. */
function formatResultSummary(
  { visits: { totalCount }, pairs }: VisitMap,
  counts: VisitCounts | undefined,
  selected: CountryRef | undefined,
): string {
  if (!counts || !selected)
    return `${formatCount(totalCount, 'visit')} between ${formatCount(countKnownPairs(pairs), 'pair')} of countries.`;
  const selectedCounts = counts.byKey.get(selected.key) ?? { ...selected, hostedCount: 0, madeCount: 0 };
  return `${formatCountryVisitCounts(selectedCounts)}.`;
}

/** Clears the filter of an empty map. */
const ClearFiltersLink = ({ urlState }: { urlState: UrlState }) => (
  <p>
    <Link href={urlState.path}>Clear all filters</Link> or remove one of them.
  </p>
);

const fetchAllVisits = (filter: VisitFilter, signal: AbortSignal) =>
  pages(MapVisitsDocument, { filter, first: 100 }, ({ visits }) => visits, { signal });
