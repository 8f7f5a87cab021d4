import { formatFuzzyDate } from '../../format/fuzzy-date.ts';
import { humanizeEnum } from '../../format/labels.ts';
import type { HeldTerm } from './generated/operations.ts';

/** An office as it was held: in which capacity, from when until when. */
export function OfficeTerm({ of: { office, capacity, from, until } }: { of: HeldTerm }) {
  const span = [from && `from ${formatFuzzyDate(from)}`, until && `until ${formatFuzzyDate(until)}`]
    .filter(Boolean)
    .join(' ');
  return (
    <>
      {office.title}
      {capacity !== 'INCUMBENT' && ` (${humanizeEnum(capacity)})`}
      {span && <span class="minor"> ({span})</span>}
    </>
  );
}
