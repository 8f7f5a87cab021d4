import { type FuzzyDate, format } from '@chancery/sdk';
import { formatDay } from '../format/date.ts';

interface Term {
  readonly start: FuzzyDate | null;
  readonly end: FuzzyDate | null;
  readonly attestedUntil?: string | null;
}

/** Returns the period of a term in words. Without a last day, the last day on which a source names the holder. */
export const formatTermPeriod = ({ start, end, attestedUntil }: Term): string =>
  [
    start && `from ${format(start)}`,
    end ? `until ${format(end)}` : attestedUntil && `attested until ${formatDay(attestedUntil)}`,
  ]
    .filter(Boolean)
    .join(', ');
