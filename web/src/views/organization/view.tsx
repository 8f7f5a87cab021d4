import { useQuery } from '../../api/use-query.ts';
import { PartyLink } from '../../components/party-card.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { NamesSection } from '../../components/record/names-section.tsx';
import { PartySections } from '../../components/record/party-sections.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { paths } from '../../route-paths.ts';
import { useRouteParam } from '../../url-state.ts';
import { OrganizationPageDocument } from './generated/operations.ts';

export function View() {
  const key = useRouteParam(paths.organization, 'key');
  const variables = { key };
  const query = useQuery(OrganizationPageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the organization">
      {({ organization }) =>
        organization ? (
          <>
            <RecordHeader
              type="Organization"
              name={organization.name}
              facts={[
                ['Country', organization.country && <PartyLink party={organization.country} />],
                ['State-owned', organization.stateOwned === null ? null : organization.stateOwned ? 'yes' : 'no'],
                ['Entries', organization.entries.totalCount.toLocaleString('en')],
              ]}
              timelineKey={organization.key}
              document={OrganizationPageDocument}
              variables={variables}
            />
            <LazySection id="entries" key={organization.key}>
              <PartySections partyKey={organization.key} name={organization.name} />
            </LazySection>
            <NamesSection name={organization.name} names={organization.names} sameAs={organization.sameAs} />
          </>
        ) : (
          <UnknownRecord type="organization" recordKey={key} listPath={paths.organizations} />
        )
      }
    </QueryBoundary>
  );
}
