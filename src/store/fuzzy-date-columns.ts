import { badInput } from '../model/errors.ts';
import type { FuzzyDate } from '../model/fuzzy-date.ts';

interface FuzzyParts {
  Edtf: FuzzyDate['edtf'] | null;
  Earliest: FuzzyDate['earliest'];
  Latest: FuzzyDate['latest'];
  Precision: FuzzyDate['precision'] | null;
  Basis: FuzzyDate['basis'] | null;
  Verbatim: FuzzyDate['verbatim'];
}

type FuzzyRow<P extends string> = { [Part in keyof FuzzyParts as `${P}${Part}`]: FuzzyParts[Part] };

/** A fuzzy date as the six columns of `fuzzyColumns`. */
export const fuzzyRow = <P extends string>(property: P, date: FuzzyDate | undefined): FuzzyRow<P> =>
  ({
    [`${property}Edtf`]: date?.edtf ?? null,
    [`${property}Earliest`]: date?.earliest ?? null,
    [`${property}Latest`]: date?.latest ?? null,
    [`${property}Precision`]: date?.precision ?? null,
    [`${property}Basis`]: date?.basis ?? null,
    [`${property}Verbatim`]: date?.verbatim ?? null,
  }) as FuzzyRow<P>;

/** Refuses a period that ends before it can have begun. */
export function inOrder(from: FuzzyDate | undefined, until: FuzzyDate | undefined, field: string): void {
  if (from?.earliest && until?.latest && until.latest < from.earliest)
    throw badInput(`"${until.edtf}" ends before "${from.edtf}" begins.`, field);
}
