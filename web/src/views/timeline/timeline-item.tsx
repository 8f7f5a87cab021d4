import { collectPartyNames } from '../../api/collect-party-names.ts';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatDay } from '../../format/fuzzy-date.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { EntryKindIcon } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { getEntryElementId } from './time-axis.tsx';

/** An entry of any kind in the list, with the number that it has on the axis. */
export function TimelineItem({ of: row, number }: { of: TimelineRow; number: number }) {
  const { __typename, key, summary, date, at, disputed } = row;
  const end = row.__typename === 'Visit' ? row.end : 'until' in row ? row.until : null;
  return (
    <li class="entry" id={getEntryElementId(row)} tabIndex={-1}>
      <p class="entry-head">
        <span class="number">{number}</span>
        <span>
          <FuzzyDateText of={date} basis />
          {!date && <span class="minor"> (attested on {formatDay(at)})</span>}
          {end && end.edtf !== date?.edtf && (
            <>
              , ended <FuzzyDateText of={end} />
            </>
          )}
        </span>
        <span class="tag">
          <EntryKindIcon of={__typename} /> {getTypeLabel(__typename)}
        </span>
        {disputed && <span class="tag disputed">≠ disputed</span>}
      </p>
      <p>
        <EntryLink of={{ key, summary }} />
      </p>
      <p class="minor">
        <PartyLinks of={listParties(row)} /> · {formatCount(listSourceKeys(row).length, 'source')} · <code>{key}</code>
      </p>
    </li>
  );
}

export const listParties = (row: TimelineRow): { key: string; name: string }[] =>
  [...collectPartyNames(row)].map(([key, name]) => ({ key, name }));

export const listSourceKeys = ({ citations }: TimelineRow): string[] => [
  ...new Set(citations.map(({ source }) => source.key)),
];
