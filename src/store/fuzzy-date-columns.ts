import { badInput } from '../model/errors.ts';
import type { FuzzyDate, RecordedDate } from '../model/fuzzy-date.ts';

interface FuzzyDateValues {
  Edtf: FuzzyDate['edtf'] | null;
  Earliest: FuzzyDate['earliest'];
  Latest: FuzzyDate['latest'];
  Precision: FuzzyDate['precision'] | null;
  Qualifier: FuzzyDate['qualifier'];
  Basis: FuzzyDate['basis'] | null;
  Verbatim: FuzzyDate['verbatim'];
}

export type FuzzyDateColumnValues<P extends string> = {
  [Part in keyof FuzzyDateValues as `${P}${Part}`]: FuzzyDateValues[Part];
};

/** Maps a fuzzy date to the columns of `fuzzyDateColumns`. */
export const toFuzzyDateColumns = <P extends string>(
  property: P,
  date: RecordedDate | undefined,
): FuzzyDateColumnValues<P> =>
  ({
    [`${property}Edtf`]: date?.edtf ?? null,
    [`${property}Earliest`]: date?.earliest ?? null,
    [`${property}Latest`]: date?.latest ?? null,
    [`${property}Precision`]: date?.precision ?? null,
    [`${property}Qualifier`]: date?.qualifier ?? null,
    [`${property}Basis`]: date?.basis ?? null,
    [`${property}Verbatim`]: date?.verbatim ?? null,
  }) as FuzzyDateColumnValues<P>;

/** Throws if a period certainly ends before it begins. */
export function assertPeriodOrder(start: RecordedDate | undefined, end: RecordedDate | undefined, field: string): void {
  if (start?.earliest && end?.latest && end.latest < start.earliest)
    throw badInput(`"${end.edtf}" ends before "${start.edtf}" begins.`, field);
}
