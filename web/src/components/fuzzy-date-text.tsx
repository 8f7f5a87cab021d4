import type { FuzzyDate as Value } from '@chancery/sdk';
import { formatDateBasis, formatFuzzyDate } from '../format/fuzzy-date.ts';

/** A date as it is known; how it is known stands beside, where no source simply states it. */
export function FuzzyDateText({ of, basis = false }: { of: Value | null; basis?: boolean }) {
  if (of === null) return <span class="unknown">date unknown</span>;
  const how = basis ? formatDateBasis(of) : undefined;
  return (
    <span class="date">
      {of.precision === 'DAY' ? (
        <time dateTime={of.edtf.replace(/[~?%]/g, '')}>{formatFuzzyDate(of)}</time>
      ) : (
        formatFuzzyDate(of)
      )}
      {how && <span class="minor"> ({how})</span>}
    </span>
  );
}
