import { useMemo } from 'preact/hooks';
import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { Download } from '../../components/download-buttons.tsx';
import { Empty } from '../../components/empty-result.tsx';
import { ChoiceField, DayField } from '../../components/filter-fields.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePage } from '../../components/use-page-title.ts';
import { counted, lower } from '../../format/labels.ts';
import { type Address, useAddress } from '../../url-state.ts';
import { CountryField } from './country-field.tsx';
import { choosing } from './country-selection.ts';
import {
  MapVisitsDocument,
  type VisitFilter,
  type VisitMap,
  VisitMapDocument,
  type VisitRow,
} from './generated/operations.ts';
import type { Ground } from './load-geography.ts';
import { type Counts, countsOf, countsText, knownPairs } from './visit-counts.ts';
import { columns } from './visit-download-columns.ts';
import { filterOf, statusOptions, typeOptions } from './visit-filter.ts';
import { Drawing } from './world-map.tsx';
import './map.css';
import { Pairs } from './country-pairs-table.tsx';
import { TravellerField } from './traveller-field.tsx';
import { useGround } from './use-geography.ts';
import { Visits } from './visit-list.tsx';

export function View() {
  usePage('Map');
  const address = useAddress();
  const filter = filterOf(address.params);
  const ground = useGround();
  const asked = useQuery(VisitMapDocument, { filter });
  const counts = useMemo(
    () => ground.data && asked.data && countsOf(asked.data, ground.data),
    [ground.data, asked.data],
  );
  const chosen = countryOf(ground.data, address.params.get('country'));
  return (
    <>
      <h1>Map</h1>
      <p class="lead">Who travelled where. Choose a country to see who came and who went.</p>
      <form class="filters" aria-label="Which visits" onSubmit={(event) => event.preventDefault()}>
        <DayField label="Began from" name="from" />
        <DayField label="Began until" name="until" />
        <ChoiceField
          label="Days not known exactly"
          name="dates"
          any="only those surely within"
          options={[{ value: 'possible', text: 'all that may be within' }]}
        />
        <ChoiceField label="Type" name="type" any="any" options={typeOptions} />
        <ChoiceField label="How far it came" name="status" any="any" options={statusOptions} />
        <TravellerField />
        {ground.data && counts && (
          <CountryField countries={ground.data.countries} counts={counts} chosen={chosen?.key} />
        )}
      </form>
      <div class="tools">
        <QueryButton document={VisitMapDocument} variables={{ filter }} />
        <Download name="visits" columns={columns} pages={(signal) => everyPage(filter, signal)} />
      </div>
      <p role="status" class="shown">
        {asked.state === 'done' && asked.data && shownText(asked.data, counts, chosen)}
      </p>
      <Answer of={asked} what="visits">
        {(data) => (
          <>
            {data.visits.totalCount === 0 && (
              <Empty what="No such visit on record">
                <Widen address={address} />
              </Empty>
            )}
            <Answer of={ground} what="the map">
              {(there) => counts && <Shown data={data} counts={counts} ground={there} filter={filter} />}
            </Answer>
            {data.pairs.length > 0 && <Pairs of={data.pairs} />}
          </>
        )}
      </Answer>
    </>
  );
}

function Shown({
  data,
  counts,
  ground,
  filter,
}: {
  data: VisitMap;
  counts: Counts;
  ground: Ground;
  filter: VisitFilter;
}) {
  const { params } = useAddress();
  const [country, other] = ['country', 'with'].map((name) => ({
    named: params.get(name),
    is: countryOf(ground, params.get(name)),
  }));
  const wrong = [country, other].flatMap((one) => (one?.named && !one.is ? [one.named] : []));
  return (
    <>
      <Drawing ground={ground} counts={counts} chosen={country?.is?.key} other={other?.is?.key} />
      <Notes counts={counts} ground={ground} data={data} />
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
        <Chosen country={country.is} other={other?.is} filter={filter} />
      )}
    </>
  );
}

interface Named {
  readonly key: string;
  readonly name: string;
}

/** The country that the address means, by any of its codes. */
function countryOf(ground: Ground | undefined, code: string | null): Named | undefined {
  if (!code) return undefined;
  const asked = code.trim().toUpperCase();
  return ground?.countries.find(({ key, alpha3, m49 }) => [key.toUpperCase(), alpha3, m49].includes(asked));
}

function Chosen({ country, other, filter }: { country: Named; other: Named | undefined; filter: VisitFilter }) {
  const address = useAddress();
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
            Only visits between the two. <a href={address.with(choosing(country.key))}>All of {country.name}</a>.{' '}
          </>
        )}
        <a href={address.with(choosing(undefined))}>Choose no country</a>
      </p>
      <div class="two">
        <Visits
          {...shared}
          list="came"
          title="Who came"
          none={`No visit to ${country.name} is shown${other ? ` by holders of offices${ofOther}` : ''}`}
        />
        <Visits
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
function Notes({ counts, ground: { places }, data }: { counts: Counts; ground: Ground; data: VisitMap }) {
  const address = useAddress();
  const placeless = counts.countries.filter(({ key }) => !places.has(key));
  const pairs = counts.arcless.filter(({ host, travellerCountry }) => host?.key === travellerCountry?.key);
  const home = pairs.reduce((sum, { count }) => sum + count, 0);
  const undone = data.statuses.filter(({ status }) => status && status !== 'COMPLETED');
  return (
    <ul class="notes">
      {counts.unknown > 0 && (
        <li>
          On {counted(counts.unknown, 'visit')} the country of a traveller’s office is not on record: no arc leads from
          it.
        </li>
      )}
      {home > 0 && <li>{counted(home, 'visit')} within a country: no arc.</li>}
      {undone.length > 0 && (
        <li>
          Shown too:{' '}
          {undone.map(({ status, count }) => `${count.toLocaleString('en')} ${lower(status ?? '')}`).join(', ')}.
        </li>
      )}
      {placeless.length > 0 && (
        <li>
          Not on the map:{' '}
          {placeless.map((country, index) => (
            <span key={country.key}>
              {index > 0 && '; '}
              <a href={address.with(choosing(country.key))}>{countsText(country)}</a>
            </span>
          ))}
          .
        </li>
      )}
    </ul>
  );
}

/** What is shown, in a line that is read out when it changes. */
function shownText(
  { visits: { totalCount }, pairs }: VisitMap,
  counts: Counts | undefined,
  chosen: Named | undefined,
): string {
  const all = `${counted(totalCount, 'visit')} shown, between ${counted(knownPairs(pairs), 'pair')} of countries.`;
  if (!counts || !chosen) return all;
  return `${all} ${countsText(counts.byKey.get(chosen.key) ?? { ...chosen, hosted: 0, made: 0 })}.`;
}

/** What was asked can be asked for less narrowly. */
const Widen = ({ address }: { address: Address }) => (
  <p>
    <a href={address.path}>Show every visit</a>, or take away one condition.
  </p>
);

const everyPage = (filter: VisitFilter, signal: AbortSignal) =>
  allPages<VisitRow>(
    async (after) =>
      (await request(MapVisitsDocument, { filter, first: 100, ...(after && { after }) }, { signal })).visits,
  );
