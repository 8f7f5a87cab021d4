import { fuzzyText } from '../../format/fuzzy-date.ts';
import { lower } from '../../format/labels.ts';
import type { HeldTerm } from './generated/operations.ts';

/** An office as it was held: in which capacity, from when until when. */
export function Office({ of: { office, capacity, from, until } }: { of: HeldTerm }) {
  const span = [from && `from ${fuzzyText(from)}`, until && `until ${fuzzyText(until)}`].filter(Boolean).join(' ');
  return (
    <>
      {office.title}
      {capacity !== 'INCUMBENT' && ` (${lower(capacity)})`}
      {span && <span class="minor"> ({span})</span>}
    </>
  );
}
