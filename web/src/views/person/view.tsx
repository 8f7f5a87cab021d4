import { format } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { AgreementsSection, PositionsSection, StatementsSection } from '../../components/record/entry-sections.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { NamesSection } from '../../components/record/names-section.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { TermList } from '../../components/record/term-list.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { VisitsSection } from '../../components/record/visits-section.tsx';
import { RecordLink } from '../../components/record-link.tsx';
import { PartyLinks } from '../../components/record-links.tsx';
import { StatTile, StatTiles } from '../../components/stat-tile.tsx';
import { formatTermPeriod } from '../../components/term-period.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useRouteParam } from '../../url-state.ts';
import { type PersonPage, PersonPageDocument } from './generated/operations.ts';

type PersonData = NonNullable<PersonPage['person']>;

export function View() {
  const key = useRouteParam(paths.person, 'key');
  const variables = { key };
  const query = useQuery(PersonPageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the person">
      {({ person }) =>
        person ? (
          <>
            <PersonHeader person={person} variables={variables} />
            {person.terms.length > 0 && (
              <section aria-label="Offices">
                <h2>Offices</h2>
                <TermList terms={person.terms} show="office" />
              </section>
            )}
            <PersonSections key={person.key} person={person} />
            <NamesSection name={person.name} names={person.names} sameAs={person.sameAs} />
          </>
        ) : (
          <UnknownRecord type="person" recordKey={key} listPath={paths.people} />
        )
      }
    </QueryBoundary>
  );
}

function PersonHeader({ person, variables }: { person: PersonData; variables: { key: string } }) {
  const { key, name, born, died, terms, visits, statements, entries } = person;
  const [latest] = terms;
  const countries = new Map(terms.flatMap(({ office: { country } }) => (country ? [[country.key, country]] : [])));
  return (
    <>
      <RecordHeader
        type="Person"
        name={name}
        summary={
          latest && (
            <>
              <RecordLink record={{ ...latest.office, name: latest.office.title }} />
              {formatTermPeriod(latest) && `, ${formatTermPeriod(latest)}`}
            </>
          )
        }
        facts={[
          ['Born', born && format(born)],
          ['Died', died && format(died)],
          ['Offices of', countries.size > 0 && <PartyLinks parties={[...countries.values()]} />],
        ]}
        timelineKey={key}
        document={PersonPageDocument}
        variables={variables}
      />
      <StatTiles>
        {visits.totalCount > 0 && (
          <StatTile value={visits.totalCount} label="visits" href={buildUrl(paths.visits, { traveller: key })} />
        )}
        {statements.totalCount > 0 && (
          <StatTile
            value={statements.totalCount}
            label="statements"
            href={buildUrl(paths.statements, { speaker: key })}
          />
        )}
        <StatTile value={entries.totalCount} label="all entries" href={buildUrl(paths.timeline, { of: key })} />
      </StatTiles>
    </>
  );
}

const PersonSections = ({ person: { key, name } }: { person: PersonData }) => (
  <>
    <LazySection id="visits">
      <VisitsSection
        title={`Visits by ${name}`}
        filter={{ traveller: { key: { eq: key } } }}
        params={{ traveller: key }}
        dimension="HOST"
        rankingTitle="Most visited countries"
        mapUrl={buildUrl(paths.map, { traveller: key })}
      />
    </LazySection>
    <LazySection id="statements">
      <StatementsSection
        title={`Statements by ${name}`}
        filter={{ speaker: { key: { eq: key } } }}
        params={{ speaker: key }}
      />
      <StatementsSection
        title={`Statements about ${name}`}
        filter={{ about: { key: { eq: key } } }}
        params={{ about: key }}
      />
    </LazySection>
    <LazySection id="positions">
      <PositionsSection title="Positions" filter={{ party: { key: { eq: key } } }} params={{ party: key }} />
      <AgreementsSection title="Agreements" filter={{ party: { key: { eq: key } } }} params={{ party: key }} />
    </LazySection>
  </>
);
