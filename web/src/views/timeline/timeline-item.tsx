import { partiesIn } from '../../api/collect-party-names.ts';
import { FuzzyDate } from '../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../components/record-links.tsx';
import { dayText } from '../../format/fuzzy-date.ts';
import { counted, kindOf } from '../../format/labels.ts';
import { Shape } from './entry-kinds.tsx';
import type { TimelineRow } from './generated/operations.ts';
import { rowId } from './time-axis.tsx';

/** An entry of any kind in the list, with the number that it has on the axis. */
export function Row({ of: row, number }: { of: TimelineRow; number: number }) {
  const { __typename, key, summary, date, at, disputed } = row;
  const end = row.__typename === 'Visit' ? row.end : 'until' in row ? row.until : null;
  return (
    <li class="entry" id={rowId(row)} tabIndex={-1}>
      <p class="entry-head">
        <span class="number">{number}</span>
        <span>
          <FuzzyDate of={date} basis />
          {!date && <span class="minor"> (attested on {dayText(at)})</span>}
          {end && end.edtf !== date?.edtf && (
            <>
              , ended <FuzzyDate of={end} />
            </>
          )}
        </span>
        <span class="tag">
          <Shape of={__typename} /> {kindOf(__typename)}
        </span>
        {disputed && <span class="tag disputed">≠ disputed</span>}
      </p>
      <p>
        <EntryLink of={{ key, summary }} />
      </p>
      <p class="minor">
        <PartyLinks of={partiesOf(row)} /> · {counted(sourcesOf(row).length, 'source')} · <code>{key}</code>
      </p>
    </li>
  );
}

export const partiesOf = (row: TimelineRow): { key: string; name: string }[] =>
  [...partiesIn(row)].map(([key, name]) => ({ key, name }));

export const sourcesOf = ({ citations }: TimelineRow): string[] => [
  ...new Set(citations.map(({ source }) => source.key)),
];
