import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatDay } from '../../format/fuzzy-date.ts';
import { useUrlState } from '../../url-state.ts';
import type { TieParty, TieRow } from './generated/operations.ts';
import { SourceLink, uniqueSources } from './source-link.tsx';
import { buildMeasuredFlowsUrl } from './trade-filter.ts';
import { formatGoods, getTieKindLabel, getTieStatusLabel } from './trade-labels.ts';

/** What the diagram shows, to be read. */
export const TieTable = ({ ties }: { ties: readonly TieRow[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
  <section class="scrolls" tabIndex={0} aria-label="Table of the ties">
    <table class="table-ties">
      <thead>
        <tr>
          {['Tie', 'Kind and status', 'Parties', 'Goods', 'Time', 'Sources', 'Measured'].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ties.map((tie) => (
          <TieTableRow key={tie.key} of={tie} />
        ))}
      </tbody>
    </table>
  </section>
);

function TieTableRow({ of: tie }: { of: TieRow }) {
  const { params } = useUrlState();
  const measured = buildMeasuredFlowsUrl(tie, params);
  return (
    <tr data-key={tie.key}>
      <td>
        <EntryLink of={tie} />
      </td>
      <td>
        {getTieKindLabel(tie.kind)}, {getTieStatusLabel(tie.status)}{' '}
        {tie.disputed && <span class="tag disputed">disputed</span>}
      </td>
      <td>
        <ul>
          {listRoles(tie).map(([role, parties]) => (
            <li key={role}>
              {role}: <PartyLinks of={parties} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {tie.commodities.length === 0 && <span class="unknown">commodity not stated</span>}
        <ul>
          {tie.commodities.map((of) => (
            <li key={of.key}>{formatGoods(of)}</li>
          ))}
        </ul>
        {tie.commodityVerbatim && <span class="minor">the source says “{tie.commodityVerbatim}”</span>}
      </td>
      <td>
        {tie.since ? (
          <>
            since <FuzzyDateText of={tie.since} basis />
          </>
        ) : (
          <span class="unknown">beginning not stated; attested {formatDay(tie.at)}</span>
        )}
        {tie.until && (
          <>
            , until <FuzzyDateText of={tie.until} basis />
          </>
        )}
      </td>
      <td>
        <ul>
          {uniqueSources(tie.citations.map(({ source }) => source)).map((source) => (
            <li key={source.key}>
              <SourceLink of={source} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {measured ? (
          <a href={measured} aria-label={`Measured flows of: ${tie.summary}`}>
            measured flows
          </a>
        ) : (
          <span class="unknown">none on record</span>
        )}
      </td>
    </tr>
  );
}

const listRoles = (tie: TieRow): [role: string, parties: readonly TieParty[]][] =>
  (
    [
      ['supplier', tie.suppliers],
      ['buyer', tie.buyers],
      ['partners', tie.partners],
      ['between', tie.endpoints],
      ['through', tie.via],
      ['around', tie.bypassed],
      ['in place of', tie.replaced],
    ] satisfies [string, readonly TieParty[]][]
  ).filter(([, parties]) => parties.length > 0);
