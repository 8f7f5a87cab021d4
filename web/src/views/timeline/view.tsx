import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { useQuery } from '../../api/use-query.ts';
import { type Column, Download } from '../../components/download-buttons.tsx';
import { Empty } from '../../components/empty-result.tsx';
import { Pager, pageOf } from '../../components/pager.tsx';
import { Answer } from '../../components/query-boundary.tsx';
import { QueryButton } from '../../components/query-button.tsx';
import { usePage } from '../../components/use-page-title.ts';
import { counted, kindOf } from '../../format/labels.ts';
import { paths } from '../../route-paths.ts';
import { addressOf, useAddress } from '../../url-state.ts';
import { useParty } from './find-party.ts';
import { type EntryFilter, type PartyRef, TimelineDocument, type TimelineRow } from './generated/operations.ts';
import { PartyBox } from './party-combobox.tsx';
import { TimeAxis } from './time-axis.tsx';
import { Filters, filterOf } from './timeline-filter.tsx';
import { partiesOf, Row, sourcesOf } from './timeline-item.tsx';
import './timeline.css';

export function View() {
  const of = useAddress().params.get('of');
  const asked = useParty(of);
  const party = of === null ? null : (asked.data?.party ?? null);
  const title = of === null ? 'Timeline' : `Timeline of ${party?.name ?? of}`;
  usePage(title);
  return (
    <>
      <h1>{title}</h1>
      {(of === null || party) && (
        <p class="lead">Everything on record{party && ` in which ${party.name} takes part`}, newest first.</p>
      )}
      <PartyBox of={party} />
      {of === null ? (
        <Entries party={null} />
      ) : (
        <Answer of={asked} what={`who “${of}” is`}>
          {(data) => (data.party ? <Entries party={data.party} /> : <NoParty of={data.key} />)}
        </Answer>
      )}
    </>
  );
}

function Entries({ party }: { party: PartyRef | null }) {
  const { params, path } = useAddress();
  const filter = filterOf(params, party?.key);
  const variables = { filter, ...pageOf(params) };
  const asked = useQuery(TimelineDocument, variables);
  const all = addressOf(path, { of: party?.key });
  return (
    <>
      <Filters />
      <div class="tools">
        <QueryButton
          document={TimelineDocument}
          variables={variables}
          call={{ name: 'timeline.list', given: variables }}
        />
        <Download
          name={party ? `timeline-${party.key}` : 'timeline'}
          columns={columns}
          pages={(signal) => everyPage(filter, signal)}
        />
      </div>
      <Answer of={asked} what="the timeline">
        {({ timeline: { totalCount, nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty
              what={`${totalCount === 0 ? 'No such entry on record' : 'No entry on this page'}${party ? ` of ${party.name}` : ''}`}
            >
              {[...params.keys()].some((name) => name !== 'of') && (
                <p>
                  <a href={all}>Show every entry{party && ` of ${party.name}`}</a>, or take away one condition.
                </p>
              )}
            </Empty>
          ) : (
            <>
              <p role="status">{counted(totalCount, 'entry', 'entries')}</p>
              <TimeAxis of={nodes} />
              <p class="minor">
                A bar is the days that an entry can take up, dashed where it is not known exactly when; an arrow where
                one side is open. Hollow: no date is known, and it stands at the day that a source attests it.
              </p>
              <ol class="entries numbered">
                {nodes.map((row, index) => (
                  <Row key={row.key} of={row} number={index + 1} />
                ))}
              </ol>
              <Pager info={pageInfo} />
            </>
          )
        }
      </Answer>
    </>
  );
}

const NoParty = ({ of }: { of: string }) => (
  <Empty what={`No party on record has the key “${of}”`}>
    <p>
      Choose one above, <a href={addressOf(paths.search, { text: of })}>search the record for “{of}”</a>, or see{' '}
      <a href={paths.timeline}>the timeline of the whole record</a>.
    </p>
  </Empty>
);

const everyPage = (filter: EntryFilter, signal: AbortSignal) =>
  allPages<TimelineRow>(
    async (after) =>
      (await request(TimelineDocument, { filter, first: 100, ...(after && { after }) }, { signal })).timeline,
  );

const columns: readonly Column<TimelineRow>[] = [
  { name: 'key', value: (row) => row.key },
  { name: 'kind', value: (row) => kindOf(row.__typename) },
  { name: 'at', value: (row) => row.at },
  { name: 'date', value: (row) => row.date?.edtf },
  { name: 'earliest', value: (row) => row.date?.earliest },
  { name: 'latest', value: (row) => row.date?.latest },
  { name: 'summary', value: (row) => row.summary },
  {
    name: 'parties',
    value: (row) =>
      partiesOf(row)
        .map(({ name }) => name)
        .join('; '),
  },
  { name: 'disputed', value: (row) => String(row.disputed) },
  { name: 'sources', value: (row) => sourcesOf(row).join('; ') },
];
