import type { EntryFilter, PartyRef } from '@chancery/sdk';
import { pages } from '../../api/client.ts';
import { useQuery } from '../../api/use-query.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { PartyField } from '../../components/party-field.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useUrlState } from '../../url-state.ts';
import { useParty } from './find-party.ts';
import { TimelineDocument, type TimelineRow } from './generated/operations.ts';
import { TimeAxis } from './time-axis.tsx';
import { parseEntryFilter, TimelineFilters } from './timeline-filter.tsx';
import { listParties, listSourceKeys, TimelineItem } from './timeline-item.tsx';
import './timeline.css';
import { Link } from '../../components/link.tsx';

export function View() {
  const partyKey = useUrlState().params.get('of');
  const query = useParty(partyKey);
  const party = partyKey === null ? null : (query.data?.party ?? null);
  const title = partyKey === null ? 'Timeline' : `Timeline of ${party?.name ?? partyKey}`;
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      {(partyKey === null || party) && (
        <p className="lead">Everything on record{party && ` about ${party.name}`}, newest first.</p>
      )}
      <div className="party-box">
        <PartyField label="Country, person, organization or group" param="of" placeholder="All" />
      </div>
      {partyKey === null ? (
        <TimelineEntries party={null} />
      ) : (
        <QueryBoundary query={query} subject={`the party “${partyKey}”`}>
          {(data) => (data.party ? <TimelineEntries party={data.party} /> : <UnknownParty partyKey={data.key} />)}
        </QueryBoundary>
      )}
    </>
  );
}

function TimelineEntries({ party }: { party: PartyRef | null }) {
  const { params, path } = useUrlState();
  const filter = parseEntryFilter(params, party?.key);
  const variables = { filter, ...parsePageParams(params) };
  const query = useQuery(TimelineDocument, variables);
  const unfilteredUrl = buildUrl(path, { of: party?.key });
  return (
    <>
      <TimelineFilters />
      <div className="result-tools">
        <p role="status">{query.data && formatCount(query.data.entries.totalCount, 'entry', 'entries')}</p>
        <QueryButton
          document={TimelineDocument}
          variables={variables}
          call={{ name: 'entries.list', args: variables }}
        />
        <DownloadButtons
          fileName={party ? `timeline-${party.key}` : 'timeline'}
          columns={timelineColumns}
          fetchPages={(signal) => fetchAllEntries(filter, signal)}
        />
      </div>
      <QueryBoundary query={query} subject="the timeline">
        {({ entries: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult
              title={`No ${totalCount === 0 ? 'matching entries' : 'entries on this page'}${party ? ` for ${party.name}` : ''}`}
              {...(filter.kind && { coverage: { kind: filter.kind } })}
            >
              {[...params.keys()].some((name) => name !== 'of') && (
                <p>
                  <ButtonLink href={unfilteredUrl}>Clear filters</ButtonLink>
                </p>
              )}
            </EmptyResult>
          ) : (
            <>
              <TimeAxis entries={nodes} />
              <p className="minor">
                A bar spans the days on which an entry may have taken place: dashed if the date is inexact, with an
                arrow if one side is open. A hollow mark has no known date and is placed on the day a source attests it.
              </p>
              <ol className="entries numbered">
                {nodes.map((entry, index) => (
                  <TimelineItem key={entry.key} entry={entry} number={index + 1} />
                ))}
              </ol>
              <Pager pageInfo={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

const UnknownParty = ({ partyKey }: { partyKey: string }) => (
  <EmptyResult title={`No party has the key “${partyKey}”`}>
    <p>
      Select a party above,{' '}
      <Link href={buildUrl(paths.search, { text: partyKey })}>search the record for “{partyKey}”</Link>, or{' '}
      <Link href={paths.timeline}>show the timeline of all parties</Link>.
    </p>
  </EmptyResult>
);

const fetchAllEntries = (filter: EntryFilter, signal: AbortSignal) =>
  pages(TimelineDocument, { filter, first: 100 }, ({ entries }) => entries, { signal });

const timelineColumns: readonly DownloadColumn<TimelineRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'kind', value: (row) => getTypeLabel(row.__typename) },
  { name: 'at', value: (row) => row.at },
  { name: 'date', value: (row) => row.date?.edtf },
  { name: 'earliest', value: (row) => row.date?.earliest },
  { name: 'latest', value: (row) => row.date?.latest },
  { name: 'summary', value: (row) => row.summary },
  {
    name: 'parties',
    value: (row) =>
      listParties(row)
        .map(({ name }) => name)
        .join('; '),
  },
  { name: 'disputed', value: (row) => String(row.disputed) },
  { name: 'sources', value: (row) => listSourceKeys(row).join('; ') },
];
