import { DataTable, type TableColumn } from '../../components/data-table.tsx';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Link } from '../../components/link.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatDay } from '../../format/date.ts';
import { useUrlState } from '../../url-state.ts';
import type { TieParty, TieRow } from './generated/operations.ts';
import { buildMeasuredFlowsUrl } from './trade-filter.ts';
import { formatGoods, getTieKindLabel, getTieStatusLabel } from './trade-labels.ts';
import { TradeSourceLink, uniqueSources } from './trade-sources.tsx';

/** The trade links of the diagram as a table, on a phone as cards. */
export function TieTable({ ties }: { ties: readonly TieRow[] }) {
  const { params } = useUrlState();
  return (
    <DataTable
      caption="Table of trade links"
      columns={[...columns, { id: 'flows', label: 'Measured flows', render: (tie) => renderFlowsLink(tie, params) }]}
      rows={ties}
      getKey={({ key }) => key}
      isStacked
    />
  );
}

const columns: readonly TableColumn<TieRow>[] = [
  { id: 'link', label: 'Trade link', minWidth: '14rem', render: (tie) => <EntryLink entry={tie} /> },
  {
    id: 'type',
    label: 'Type and status',
    render: ({ kind, status, disputed }) => (
      <>
        {getTieKindLabel(kind)}, {getTieStatusLabel(status)}{' '}
        {disputed && <span className="tag disputed">disputed</span>}
      </>
    ),
  },
  {
    id: 'parties',
    label: 'Parties',
    render: (tie) => (
      <ul>
        {listRoles(tie).map(([role, parties]) => (
          <li key={role}>
            {role}: <PartyLinks parties={parties} />
          </li>
        ))}
      </ul>
    ),
  },
  {
    id: 'commodities',
    label: 'Commodities',
    render: ({ commodities, commodityVerbatim }) => (
      <>
        {commodities.length === 0 && <span className="unknown">commodity not stated</span>}
        <ul>
          {commodities.map((commodity) => (
            <li key={commodity.key}>{formatGoods(commodity)}</li>
          ))}
        </ul>
        {commodityVerbatim && <span className="minor">as stated: “{commodityVerbatim}”</span>}
      </>
    ),
  },
  {
    id: 'period',
    label: 'Period',
    render: ({ start, end, at }) => (
      <>
        {start ? (
          <>
            since <FuzzyDateText date={start} showBasis />
          </>
        ) : (
          <span className="unknown">start not stated; attested on {formatDay(at)}</span>
        )}
        {end && (
          <>
            , until <FuzzyDateText date={end} showBasis />
          </>
        )}
      </>
    ),
  },
  {
    id: 'sources',
    label: 'Sources',
    render: ({ citations }) => (
      <ul>
        {uniqueSources(citations.map(({ source }) => source)).map((source) => (
          <li key={source.key}>
            <TradeSourceLink source={source} />
          </li>
        ))}
      </ul>
    ),
  },
];

function renderFlowsLink(tie: TieRow, params: URLSearchParams) {
  const url = buildMeasuredFlowsUrl(tie, params);
  return url ? (
    <Link href={url} aria-label={`Measured flows: ${tie.summary}`}>
      measured flows
    </Link>
  ) : (
    <span className="unknown">none</span>
  );
}

const listRoles = (tie: TieRow): [role: string, parties: readonly TieParty[]][] =>
  (
    [
      ['suppliers', tie.suppliers],
      ['buyers', tie.buyers],
      ['partners', tie.partners],
      ['endpoints', tie.endpoints],
      ['via', tie.via],
      ['bypassed', tie.bypassed],
      ['replaced', tie.replaced],
    ] satisfies [string, readonly TieParty[]][]
  ).filter(([, parties]) => parties.length > 0);
