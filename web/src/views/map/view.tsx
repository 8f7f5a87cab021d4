import type { VisitFilter } from '@chancery/sdk';
import { useMemo } from 'preact/hooks';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
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
import { MapVisitsDocument, type VisitMap, VisitMapDocument, type VisitRow } from './generated/operations.ts';
import type { Geography } from './load-geography.ts';
import { computeVisitCounts, countKnownPairs, formatCountryVisitCounts, type VisitCounts } from './visit-counts.ts';
import { visitColumns } from './visit-download-columns.ts';
import { parseVisitFilter, visitStatusOptions, visitTypeOptions } from './visit-filter.ts';
import { WorldMap } from './world-map.tsx';
import './map.css';
import { CountryPairsTable } from './country-pairs-table.tsx';
import { TravellerField } from './traveller-field.tsx';
import { useGeography } from './use-geography.ts';
import { VisitList } from './visit-list.tsx';

export function View() {
  usePageTitle('Map');
  const address = useUrlState();
  const filter = parseVisitFilter(address.params);
  const ground = useGeography();
  const asked = useQuery(VisitMapDocument, { filter });
  const counts = useMemo(
    () => ground.data && asked.data && computeVisitCounts(asked.data, ground.data),
    [ground.data, asked.data],
  );
  const chosen = findCountry(ground.data, address.params.get('country'));
  return (
    <>
      <h1>Map</h1>
      <p class="lead">Who travelled where. Choose a country to see who came and who went.</p>
      <form class="filters" aria-label="Which visits" onSubmit={(event) => event.preventDefault()}>
        <DateField label="Began from" param="from" />
        <DateField label="Began until" param="until" />
        <SelectField
          label="Days not known exactly"
          param="dates"
          any="only those surely within"
          options={[{ value: 'possible', text: 'all that may be within' }]}
        />
        <SelectField label="Type" param="type" any="any" options={visitTypeOptions} />
        <SelectField label="How far it came" param="status" any="any" options={visitStatusOptions} />
        <TravellerField />
        {ground.data && counts && (
          <CountryField countries={ground.data.countries} counts={counts} chosen={chosen?.key} />
        )}
      </form>
      <div class="tools">
        <QueryButton document={VisitMapDocument} variables={{ filter }} />
        <DownloadButtons name="visits" columns={visitColumns} pages={(signal) => fetchAllVisits(filter, signal)} />
      </div>
      <p role="status" class="shown">
        {asked.state === 'done' && asked.data && formatResultSummary(asked.data, counts, chosen)}
      </p>
      <QueryBoundary of={asked} what="visits">
        {(data) => (
          <>
            {data.visits.totalCount === 0 && (
              <EmptyResult what="No such visit on record">
                <ClearFiltersLink address={address} />
              </EmptyResult>
            )}
            <QueryBoundary of={ground} what="the map">
              {(there) => counts && <MapContent data={data} counts={counts} ground={there} filter={filter} />}
            </QueryBoundary>
            {data.pairs.length > 0 && <CountryPairsTable of={data.pairs} />}
          </>
        )}
      </QueryBoundary>
    </>
  );
}

function MapContent({
  data,
  counts,
  ground,
  filter,
}: {
  data: VisitMap;
  counts: VisitCounts;
  ground: Geography;
  filter: VisitFilter;
}) {
  const { params } = useUrlState();
  const [country, other] = ['country', 'with'].map((name) => ({
    named: params.get(name),
    is: findCountry(ground, params.get(name)),
  }));
  const wrong = [country, other].flatMap((one) => (one?.named && !one.is ? [one.named] : []));
  return (
    <>
      <WorldMap geography={ground} counts={counts} selectedKey={country?.is?.key} otherKey={other?.is?.key} />
      <MapNotes counts={counts} ground={ground} data={data} />
      {wrong.map((code) => (
        <div key={code} class="notice failed" role="alert">
          <h2>No country has the code “{code}”</h2>
          <p>
            Codes are ISO’s, such as KZ, four letters for a former state, such as SUHH. Choose one on the map or in the
            list.
          </p>
        </div>
      ))}
      {country?.is && wrong.length === 0 && data.visits.totalCount > 0 && (
        <SelectedCountry country={country.is} other={other?.is} filter={filter} />
      )}
    </>
  );
}

interface CountryRef {
  readonly key: string;
  readonly name: string;
}

/** The country that the address means, by any of its codes. */
function findCountry(ground: Geography | undefined, code: string | null): CountryRef | undefined {
  if (!code) return undefined;
  const asked = code.trim().toUpperCase();
  return ground?.countries.find(({ key, alpha3, m49 }) => [key.toUpperCase(), alpha3, m49].includes(asked));
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
  const address = useUrlState();
  const shared = { filter, country: country.key, other: other?.key };
  const ofOther = other ? ` of ${other.name}` : '';
  return (
    <section class="of-country" aria-labelledby="chosen">
      <h2 id="chosen">
        {country.name}
        {other && ` and ${other.name}`}
      </h2>
      <p>
        {other && (
          <>
            Only visits between the two.{' '}
            <a href={address.urlWith(buildSelectionParams(country.key))}>All of {country.name}</a>.{' '}
          </>
        )}
        <a href={address.urlWith(buildSelectionParams(undefined))}>Choose no country</a>
      </p>
      <div class="two">
        <VisitList
          {...shared}
          list="came"
          title="Who came"
          none={`No visit to ${country.name} is shown${other ? ` by holders of offices${ofOther}` : ''}`}
        />
        <VisitList
          {...shared}
          list="went"
          title="Who went"
          none={`No visit by holders of offices of ${country.name} is shown${other ? ` to ${other.name}` : ''}`}
        />
      </div>
    </section>
  );
}

/** What the map can't draw. */
function MapNotes({
  counts,
  ground: { placements: places },
  data,
}: {
  counts: VisitCounts;
  ground: Geography;
  data: VisitMap;
}) {
  const address = useUrlState();
  const placeless = counts.countries.filter(({ key }) => !places.has(key));
  const pairs = counts.pairsWithoutArc.filter(({ host, travellerCountry }) => host?.key === travellerCountry?.key);
  const home = pairs.reduce((sum, { count }) => sum + count, 0);
  const undone = data.statuses.filter(({ status }) => status && status !== 'COMPLETED');
  return (
    <ul class="notes">
      {counts.unknownOriginCount > 0 && (
        <li>
          On {formatCount(counts.unknownOriginCount, 'visit')} the country of a traveller’s office is not on record: no
          arc leads from it.
        </li>
      )}
      {home > 0 && <li>{formatCount(home, 'visit')} within a country: no arc.</li>}
      {undone.length > 0 && (
        <li>
          Shown too:{' '}
          {undone.map(({ status, count }) => `${count.toLocaleString('en')} ${humanizeEnum(status ?? '')}`).join(', ')}.
        </li>
      )}
      {placeless.length > 0 && (
        <li>
          Not on the map:{' '}
          {placeless.map((country, index) => (
            <span key={country.key}>
              {index > 0 && '; '}
              <a href={address.urlWith(buildSelectionParams(country.key))}>{formatCountryVisitCounts(country)}</a>
            </span>
          ))}
          .
        </li>
      )}
    </ul>
  );
}

/** What is shown, in a line that is read out when it changes. */
function formatResultSummary(
  { visits: { totalCount }, pairs }: VisitMap,
  counts: VisitCounts | undefined,
  chosen: CountryRef | undefined,
): string {
  const all = `${formatCount(totalCount, 'visit')} shown, between ${formatCount(countKnownPairs(pairs), 'pair')} of countries.`;
  if (!counts || !chosen) return all;
  return `${all} ${formatCountryVisitCounts(counts.byKey.get(chosen.key) ?? { ...chosen, hostedCount: 0, madeCount: 0 })}.`;
}

/** What was asked can be asked for less narrowly. */
const ClearFiltersLink = ({ address }: { address: UrlState }) => (
  <p>
    <a href={address.path}>Show every visit</a>, or take away one condition.
  </p>
);

const fetchAllVisits = (filter: VisitFilter, signal: AbortSignal) =>
  fetchAllPages<VisitRow>(
    async (after) =>
      (await request(MapVisitsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).visits,
  );
