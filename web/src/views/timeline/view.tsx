import type { EntryFilter, PartyRef } from '@chancery/sdk';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { DownloadButtons, type DownloadColumn } from '../../components/download-buttons.tsx';
import { EmptyResult } from '../../components/empty-result.tsx';
import { Pager, parsePageParams } from '../../components/pager.tsx';
import { QueryBoundary } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { buildUrl, useUrlState } from '../../url-state.ts';
import { useParty } from './find-party.ts';
import { TimelineDocument, type TimelineRow } from './generated/operations.ts';
import { PartyCombobox } from './party-combobox.tsx';
import { TimeAxis } from './time-axis.tsx';
import { parseEntryFilter, TimelineFilters } from './timeline-filter.tsx';
import { listParties, listSourceKeys, TimelineItem } from './timeline-item.tsx';
import './timeline.css';

export function View() {
  const of = useUrlState().params.get('of');
  const asked = useParty(of);
  const party = of === null ? null : (asked.data?.party ?? null);
  const title = of === null ? 'Timeline' : `Timeline of ${party?.name ?? of}`;
  usePageTitle(title);
  return (
    <>
      <h1>{title}</h1>
      {(of === null || party) && (
        <p class="lead">Everything on record{party && ` in which ${party.name} takes part`}, newest first.</p>
      )}
      <PartyCombobox of={party} />
      {of === null ? (
        <TimelineEntries party={null} />
      ) : (
        <QueryBoundary of={asked} what={`who “${of}” is`}>
          {(data) => (data.party ? <TimelineEntries party={data.party} /> : <UnknownParty of={data.key} />)}
        </QueryBoundary>
      )}
    </>
  );
}

function TimelineEntries({ party }: { party: PartyRef | null }) {
  const { params, path } = useUrlState();
  const filter = parseEntryFilter(params, party?.key);
  const variables = { filter, ...parsePageParams(params) };
  const asked = useQuery(TimelineDocument, variables);
  const all = buildUrl(path, { of: party?.key });
  return (
    <>
      <TimelineFilters />
      <div class="tools">
        <QueryButton
          document={TimelineDocument}
          variables={variables}
          call={{ name: 'timeline.list', args: variables }}
        />
        <DownloadButtons
          name={party ? `timeline-${party.key}` : 'timeline'}
          columns={timelineColumns}
          pages={(signal) => fetchAllEntries(filter, signal)}
        />
      </div>
      <QueryBoundary of={asked} what="the timeline">
        {({ timeline: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <EmptyResult
              what={`${totalCount === 0 ? 'No such entry on record' : 'No entry on this page'}${party ? ` of ${party.name}` : ''}`}
            >
              {[...params.keys()].some((name) => name !== 'of') && (
                <p>
                  <a href={all}>Show every entry{party && ` of ${party.name}`}</a>, or take away one condition.
                </p>
              )}
            </EmptyResult>
          ) : (
            <>
              <p role="status">{formatCount(totalCount, 'entry', 'entries')}</p>
              <TimeAxis of={nodes} />
              <p class="minor">
                A bar is the days that an entry can take up, dashed where it is not known exactly when; an arrow where
                one side is open. Hollow: no date is known, and it stands at the day that a source attests it.
              </p>
              <ol class="entries numbered">
                {nodes.map((row, index) => (
                  <TimelineItem key={row.key} of={row} number={index + 1} />
                ))}
              </ol>
              <Pager info={pageInfo} />
            </>
          )
        }
      </QueryBoundary>
    </>
  );
}

const UnknownParty = ({ of }: { of: string }) => (
  <EmptyResult what={`No party on record has the key “${of}”`}>
    <p>
      Choose one above, <a href={buildUrl(paths.search, { text: of })}>search the record for “{of}”</a>, or see{' '}
      <a href={paths.timeline}>the timeline of the whole record</a>.
    </p>
  </EmptyResult>
);

const fetchAllEntries = (filter: EntryFilter, signal: AbortSignal) =>
  fetchAllPages<TimelineRow>(
    async (after) =>
      (await request(TimelineDocument, { filter, first: 100, ...(after && { after }) }, { signal })).timeline,
  );

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
