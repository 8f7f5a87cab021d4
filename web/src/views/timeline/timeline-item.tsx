import { collectPartyNames } from '../../api/collect-party-names.ts';
import { FuzzyDateText } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { formatDay } from '../../format/date.ts';
import { formatCount, getTypeLabel } from '../../format/labels.ts';
import { EntryKindIcon } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { getEntryElementId } from './time-axis.tsx';

/** An entry in the list, with its number on the time axis. */
export function TimelineItem({ entry, number }: { entry: TimelineRow; number: number }) {
  const { __typename, key, summary, date, at, disputed } = entry;
  const end = 'end' in entry ? entry.end : null;
  return (
    <li className="entry" id={getEntryElementId(entry)} tabIndex={-1}>
      <p className="entry-head">
        <span className="number">{number}</span>
        <span>
          <FuzzyDateText date={date} showBasis />
          {!date && <span className="minor"> (attested on {formatDay(at)})</span>}
          {end && end.edtf !== date?.edtf && (
            <>
              , ended <FuzzyDateText date={end} />
            </>
          )}
        </span>
        <span className="tag">
          <EntryKindIcon typename={__typename} /> {getTypeLabel(__typename)}
        </span>
        {disputed && <span className="tag disputed">≠ disputed</span>}
      </p>
      <p>
        <EntryLink entry={{ key, summary }} />
      </p>
      <p className="minor">
        <PartyLinks parties={listParties(entry)} /> · {formatCount(listSourceKeys(entry).length, 'source')} ·{' '}
        <code>{key}</code>
      </p>
    </li>
  );
}

export const listParties = (entry: TimelineRow): { key: string; name: string }[] =>
  [...collectPartyNames(entry)].map(([key, name]) => ({ key, name }));

export const listSourceKeys = ({ citations }: TimelineRow): string[] => [
  ...new Set(citations.map(({ source }) => source.key)),
];
