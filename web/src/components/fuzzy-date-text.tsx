import { type FuzzyDate, format } from '@chancery/sdk';

/** A fuzzy date. With `showBasis`, also how it is known, unless a source simply states it. */
export function FuzzyDateText({ date, showBasis = false }: { date: FuzzyDate | null; showBasis?: boolean }) {
  if (date === null) return <span className="unknown">date unknown</span>;
  const basis = showBasis ? describeBasis(date) : '';
  return (
    <span className="date">
      {date.precision === 'DAY' && date.earliest !== null ? (
        <time dateTime={date.earliest}>{format(date)}</time>
      ) : (
        format(date)
      )}
      {basis && <span className="minor"> ({basis})</span>}
    </span>
  );
}

const basisLabels: Readonly<Record<FuzzyDate['basis'], string | undefined>> = {
  STATED: undefined,
  RESOLVED: 'worked out from the source’s words and its day of publication',
  INFERRED: 'follows from what a source says',
  PUBLICATION: 'the day of publication is used instead',
};

const describeBasis = ({ basis, verbatim }: FuzzyDate): string =>
  [verbatim && `The source says “${verbatim}”`, basisLabels[basis]].filter(Boolean).join('; ');
