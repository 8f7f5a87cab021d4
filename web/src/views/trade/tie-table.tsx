import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { Link } from '../../components/link.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatDay } from '../../format/date.ts';
import { useUrlState } from '../../url-state.ts';
import type { TieParty, TieRow } from './generated/operations.ts';
import { buildMeasuredFlowsUrl } from './trade-filter.ts';
import { formatGoods, getTieKindLabel, getTieStatusLabel } from './trade-labels.ts';
import { TradeSourceLink, uniqueSources } from './trade-sources.tsx';

/** The trade links of the diagram as a table. */
export const TieTable = ({ ties }: { ties: readonly TieRow[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable content must be reachable by keyboard.
  <section className="scrollable" tabIndex={0} aria-label="Table of trade links">
    <table className="table-ties">
      <thead>
        <tr>
          {['Trade link', 'Kind and status', 'Parties', 'Commodities', 'Period', 'Sources', 'Measured flows'].map(
            (title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {ties.map((tie) => (
          <TieTableRow key={tie.key} tie={tie} />
        ))}
      </tbody>
    </table>
  </section>
);

function TieTableRow({ tie }: { tie: TieRow }) {
  const { params } = useUrlState();
  const flowsUrl = buildMeasuredFlowsUrl(tie, params);
  return (
    <tr data-key={tie.key}>
      <td>
        <EntryLink entry={tie} />
      </td>
      <td>
        {getTieKindLabel(tie.kind)}, {getTieStatusLabel(tie.status)}{' '}
        {tie.disputed && <span className="tag disputed">disputed</span>}
      </td>
      <td>
        <ul>
          {listRoles(tie).map(([role, parties]) => (
            <li key={role}>
              {role}: <PartyLinks parties={parties} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {tie.commodities.length === 0 && <span className="unknown">commodity not stated</span>}
        <ul>
          {tie.commodities.map((commodity) => (
            <li key={commodity.key}>{formatGoods(commodity)}</li>
          ))}
        </ul>
        {tie.commodityVerbatim && <span className="minor">as stated: “{tie.commodityVerbatim}”</span>}
      </td>
      <td>
        {tie.start ? (
          <>
            since <FuzzyDateText date={tie.start} showBasis />
          </>
        ) : (
          <span className="unknown">start not stated; attested on {formatDay(tie.at)}</span>
        )}
        {tie.end && (
          <>
            , until <FuzzyDateText date={tie.end} showBasis />
          </>
        )}
      </td>
      <td>
        <ul>
          {uniqueSources(tie.citations.map(({ source }) => source)).map((source) => (
            <li key={source.key}>
              <TradeSourceLink source={source} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {flowsUrl ? (
          <Link href={flowsUrl} aria-label={`Measured flows: ${tie.summary}`}>
            measured flows
          </Link>
        ) : (
          <span className="unknown">none</span>
        )}
      </td>
    </tr>
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
