import { format } from '@chancery/sdk';
import { humanizeEnum } from '../../format/labels.ts';
import type { HeldTerm } from './generated/operations.ts';

/** An office as a person held it, with the capacity and the period. */
export function OfficeTerm({ term: { office, capacity, start, end } }: { term: HeldTerm }) {
  const period = [start && `from ${format(start)}`, end && `until ${format(end)}`].filter(Boolean).join(' ');
  return (
    <>
      {office.title}
      {capacity !== 'INCUMBENT' && ` (${humanizeEnum(capacity)})`}
      {period && <span className="minor"> ({period})</span>}
    </>
  );
}
