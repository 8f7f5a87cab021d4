import { format } from '@chancery/sdk';
import { useQuery } from '../../api/use-query.ts';
import { PartyLink } from '../../components/party-card.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { LazySection } from '../../components/record/lazy-section.tsx';
import { NamesSection } from '../../components/record/names-section.tsx';
import { RecordHeader } from '../../components/record/record-header.tsx';
import { TermList } from '../../components/record/term-list.tsx';
import { UnknownRecord } from '../../components/record/unknown-record.tsx';
import { VisitsSection } from '../../components/record/visits-section.tsx';
import { PartyLinks } from '../../components/record-links.tsx';
import { getToday } from '../../format/date.ts';
import { humanizeEnum } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { useRouteParam } from '../../url-state.ts';
import { OfficePageDocument } from './generated/operations.ts';

export function View() {
  const key = useRouteParam(paths.office, 'key');
  const variables = { key, today: getToday() };
  const query = useQuery(OfficePageDocument, variables);
  return (
    <QueryBoundary query={query} subject="the office">
      {({ office }) =>
        office ? (
          <>
            <RecordHeader
              type={office.rank === 'OTHER' ? 'Office' : `Office, ${humanizeEnum(office.rank)}`}
              name={office.title}
              facts={[
                [
                  'Holder',
                  office.current.length > 0 && (
                    <PartyLinks
                      parties={office.holders
                        .filter((term) => office.current.some((current) => current.key === term.key))
                        .map(({ person }) => person)}
                    />
                  ),
                ],
                ['Country', office.country && <PartyLink party={office.country} />],
                ['Organization', office.organization && <PartyLink party={office.organization} />],
                ['Since', office.start && format(office.start)],
                ['Until', office.end && format(office.end)],
              ]}
              document={OfficePageDocument}
              variables={variables}
            />
            <section aria-label="Holders">
              <h2>Holders</h2>
              {office.holders.length > 0 ? (
                <TermList terms={office.holders} show="person" />
              ) : (
                <p>No holder is on record.</p>
              )}
            </section>
            <LazySection id="visits" key={office.key}>
              <VisitsSection
                title="Visits by its holders"
                filter={{ travellerOffice: { key: { eq: office.key } } }}
                params={{ office: office.key }}
                dimension="HOST"
                rankingTitle="Most visited countries"
              />
            </LazySection>
            <NamesSection name={office.title} names={[]} sameAs={office.sameAs} />
          </>
        ) : (
          <UnknownRecord type="office" recordKey={key} listPath={paths.offices} />
        )
      }
    </QueryBoundary>
  );
}
