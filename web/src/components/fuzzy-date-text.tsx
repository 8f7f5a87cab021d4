import type { FuzzyDate as Value } from '@chancery/sdk';
import { basisText, fuzzyText } from '../format/fuzzy-date.ts';

/** A date as it is known; how it is known stands beside, where no source simply states it. */
export function FuzzyDate({ of, basis = false }: { of: Value | null; basis?: boolean }) {
  if (of === null) return <span class="unknown">date unknown</span>;
  const how = basis ? basisText(of) : undefined;
  return (
    <span class="date">
      {of.precision === 'DAY' ? <time dateTime={of.edtf.replace(/[~?%]/g, '')}>{fuzzyText(of)}</time> : fuzzyText(of)}
      {how && <span class="minor"> ({how})</span>}
    </span>
  );
}
