import { format } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import {
  AgreementsSection,
  PositionsSection,
  StatementsSection,
  TradeLinksSection,
} from '../../components/record/entry-sections.tsx';
import { FlowsSection } from '../../components/record/flows-section.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { NamesSection } from '../../components/record/names-section.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { TermList } from '../../components/record/term-list.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { VisitsSection } from '../../components/record/visits-section.tsx';
import { PartyLink, PartyLinks } from '../../components/record-links.tsx';
import { StatTile, StatTiles } from '../../components/stat-tile.tsx';
import { formatTermPeriod } from '../../components/term-period.ts';
import { getToday } from '../../format/date.ts';
import { groupKindLabels, humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useRouteParam } from '../../url-state.ts';
import { type CountryPage, CountryPageDocument } from './generated/operations.ts';

type CountryData = NonNullable<CountryPage['country']>;

export function View() {
  const code = useRouteParam(paths.country, 'key');
  const variables = { code, today: getToday() };
  const query = useQuery(CountryPageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the country">
      {({ country }) =>
        country ? (
          <>
            <CountryHeader country={country} variables={variables} />
            <Leaders country={country} />
            <CountrySections key={country.code} country={country} />
            <NamesSection name={country.name} names={country.names} sameAs={country.sameAs} />
          </>
        ) : (
          <UnknownRecord type="country" recordKey={code} listPath={paths.countries} />
        )
      }
    </QueryBoundary>
  );
}

function CountryHeader({ country, variables }: { country: CountryData; variables: { code: string; today: string } }) {
  const { code, name, names, alpha3, status, start, end, predecessors, successors } = country;
  const official = names.find(({ kind, language, end }) => kind === 'OFFICIAL' && language === 'en' && end === null);
  const tiles = [
    { count: country.visitsHosted.totalCount, label: 'visits hosted', href: buildUrl(paths.visits, { host: code }) },
    {
      count: country.visitsMade.totalCount,
      label: 'visits made',
      href: buildUrl(paths.visits, { country: code }),
    },
    {
      count: country.statementsAbout.totalCount,
      label: 'statements about',
      href: buildUrl(paths.statements, { about: code }),
    },
    { count: country.tradeLinks.totalCount, label: 'trade links', href: buildUrl(paths.tradeLinks, { party: code }) },
    { count: country.agreements.totalCount, label: 'agreements', href: buildUrl(paths.agreements, { party: code }) },
    { count: country.positions.totalCount, label: 'positions', href: buildUrl(paths.positions, { holder: code }) },
  ];
  return (
    <>
      <RecordHeader
        type={status === 'STATE' ? 'Country' : `Country, ${humanizeEnum(status)}`}
        name={name}
        summary={official && official.text !== name && official.text}
        facts={[
          ['ISO codes', [code, alpha3].filter(Boolean).join(', ')],
          ['Since', start && format(start)],
          ['Until', end && format(end)],
          ['Predecessor', predecessors.length > 0 && <PartyLinks parties={predecessors} />],
          ['Successor', successors.length > 0 && <PartyLinks parties={successors} />],
        ]}
        timelineKey={code}
        document={CountryPageDocument}
        variables={variables}
      />
      <StatTiles>
        {tiles
          .filter(({ count }) => count > 0)
          .map(({ count, label, href }) => (
            <StatTile key={label} value={count} label={label} href={href} />
          ))}
      </StatTiles>
    </>
  );
}

type LeaderTerm = CountryData['leaders'][number];

/** Heads of state come first. */
const compareRanks = (left: LeaderTerm, right: LeaderTerm): number =>
  Number(right.office.rank === 'HEAD_OF_STATE') - Number(left.office.rank === 'HEAD_OF_STATE');

/** The leaders now, as far as sources tell, and those before. */
function Leaders({ country: { currentLeaders, leaders } }: { country: CountryData }) {
  const current = new Set(currentLeaders.map(({ key }) => key));
  const former = leaders.filter(({ key }) => !current.has(key));
  if (leaders.length === 0 && currentLeaders.length === 0) return null;
  return (
    <section aria-label="Leaders">
      <h2>Leaders</h2>
      {currentLeaders.length > 0 && (
        <ul className="leader-cards">
          {currentLeaders.toSorted(compareRanks).map((term) => (
            <li key={term.key}>
              <strong>
                <PartyLink party={term.person} />
              </strong>
              {term.office.title}
              <span className="term-period">{formatTermPeriod(term)}</span>
            </li>
          ))}
        </ul>
      )}
      {former.length > 0 && (
        <>
          <h3>Earlier</h3>
          <TermList terms={former} show="both" lines={8} />
        </>
      )}
    </section>
  );
}

function CountrySections({ country: { code, name, groups } }: { country: CountryData }) {
  return (
    <>
      <LazySection id="hosted">
        <VisitsSection
          title={`Visits to ${name}`}
          filter={{ host: { code: { eq: code } } }}
          params={{ host: code }}
          dimension="TRAVELLER_COUNTRY"
          rankingTitle="By country of the traveller"
        />
      </LazySection>
      <LazySection id="made">
        <VisitsSection
          title={`Visits by leaders and ministers of ${name}`}
          filter={{ travellerCountry: { code: { eq: code } } }}
          params={{ country: code }}
          dimension="HOST"
          rankingTitle="Countries visited"
          mapUrl={buildUrl(paths.map, { country: code })}
        />
      </LazySection>
      <LazySection id="statements">
        <StatementsSection
          title={`Statements about ${name}`}
          filter={{ about: { key: { eq: code } } }}
          params={{ about: code }}
        />
        <StatementsSection
          title="What its speakers said"
          filter={{ speaker: { country: { code: { eq: code } } } }}
          params={{ 'speaker-country': code }}
        />
      </LazySection>
      <LazySection id="trade">
        <TradeLinksSection title="Trade links" filter={{ party: { key: { eq: code } } }} params={{ party: code }} />
        <FlowsSection title="Trade flows, as it reports them" code={code} perspective="reporter" />
        <FlowsSection title="Trade flows, as its partners report them" code={code} perspective="partner" />
      </LazySection>
      <LazySection id="positions">
        <PositionsSection title="Positions" filter={{ party: { key: { eq: code } } }} params={{ party: code }} />
        <AgreementsSection title="Agreements" filter={{ party: { key: { eq: code } } }} params={{ party: code }} />
      </LazySection>
      {groups.length > 0 && (
        <section aria-label="Memberships">
          <h2>Memberships</h2>
          <ul className="record-names">
            {groups.map((group) => (
              <li key={group.key}>
                <PartyLink party={group} /> <span className="minor">{groupKindLabels[group.kind]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
