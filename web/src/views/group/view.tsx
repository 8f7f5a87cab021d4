import { useQuery } from '../../api/use-query.ts';
import { Excerpt } from '../../components/excerpt.tsx';
import { Link } from '../../components/link.tsx';
import { PartyLink } from '../../components/party-card.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { NamesSection } from '../../components/record/names-section.tsx';
import { PartySections } from '../../components/record/party-sections.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { VisitsSection } from '../../components/record/visits-section.tsx';
import { formatTermPeriod } from '../../components/term-period.ts';
import { groupKindLabels, humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useRouteParam } from '../../url-state.ts';
import { type GroupPage, GroupPageDocument } from './generated/operations.ts';

type GroupData = NonNullable<GroupPage['group']>;

export function View() {
  const key = useRouteParam(paths.group, 'key');
  const variables = { key };
  const query = useQuery(GroupPageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the group">
      {({ group }) =>
        group ? (
          <>
            <RecordHeader
              type={`Group, ${groupKindLabels[group.kind]}`}
              name={group.name}
              facts={[['Code', group.code]]}
              timelineKey={group.key}
              document={GroupPageDocument}
              variables={variables}
            />
            <Members group={group} />
            <LazySection id="entries" key={group.key}>
              {group.members.length > 0 && (
                <VisitsSection
                  title={`Visits to ${group.name}`}
                  filter={{ host: { group: { eq: group.key } } }}
                  params={{ region: group.key }}
                  dimension="HOST"
                  rankingTitle="Countries visited"
                  mapUrl={paths.map}
                />
              )}
              <PartySections partyKey={group.key} name={group.name} />
            </LazySection>
            <NamesSection name={group.name} names={group.names} sameAs={group.sameAs} />
          </>
        ) : (
          <UnknownRecord type="group" recordKey={key} listPath={paths.groups} />
        )
      }
    </QueryBoundary>
  );
}

function Members({ group: { key, members, affiliations } }: { group: GroupData }) {
  if (members.length === 0 && affiliations.length === 0) return null;
  return (
    <section aria-label="Members">
      <h2>Members</h2>
      <Excerpt lines={12} label={`Show all ${members.length + affiliations.length}`}>
        <ul className="record-names">
          {members.map((member) => (
            <li key={`${member.country.key} ${member.start?.edtf}`}>
              <PartyLink party={member.country} /> <span className="minor">{formatTermPeriod(member)}</span>
            </li>
          ))}
          {affiliations.map((affiliation) => (
            <li key={`${affiliation.party.key} ${affiliation.status} ${affiliation.start?.edtf}`}>
              <PartyLink party={affiliation.party} />{' '}
              <span className="minor">
                {humanizeEnum(affiliation.status)} {formatTermPeriod(affiliation)}
              </span>
            </li>
          ))}
        </ul>
      </Excerpt>
      <p className="record-more">
        <Link href={buildUrl(paths.countries, { group: key })}>List the member countries</Link>
      </p>
    </section>
  );
}
