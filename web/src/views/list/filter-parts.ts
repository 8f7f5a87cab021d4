import type { DateFilter } from '@chancery/sdk';
import type { SelectOption } from '../../components/filter-fields.tsx';
import { humanizeEnum } from '../../format/labels.ts';
import type { FilterDefinition } from './list-definition.ts';

/** The filters of a period, with the choice of how dates match that are not known to the day. */
export function buildDateFilters<Filter>(
  toFilter: (date: DateFilter) => Filter,
  { what }: { what: string },
): readonly FilterDefinition<Filter>[] {
  const withCertainty = (params: URLSearchParams): Pick<DateFilter, 'certainty'> =>
    params.get('dates') === 'possible' ? { certainty: 'POSSIBLE' } : {};
  return [
    {
      param: 'from',
      label: `${what} from`,
      kind: 'date',
      toFilter: (onOrAfter, params) => toFilter({ onOrAfter, ...withCertainty(params) }),
    },
    {
      param: 'until',
      label: `${what} until`,
      kind: 'date',
      toFilter: (onOrBefore, params) => toFilter({ onOrBefore, ...withCertainty(params) }),
    },
    {
      param: 'dates',
      label: 'Inexact dates',
      kind: 'options',
      isCounted: false,
      options: [{ value: 'possible', label: 'Possibly in the period' }],
      toFilter: () => ({}) as Filter,
    },
  ];
}

/** A year, as the days that it consists of. Other text is passed on as a day, which the API rejects. */
export const toYearFilter = (year: string): DateFilter =>
  /^\d{4}$/.test(year) ? { onOrAfter: `${year}-01-01`, onOrBefore: `${year}-12-31` } : { on: year };

/** Returns the values of an enum of the API as options. */
export const toOptions = <Value extends string>(
  values: readonly Value[],
  labels: Partial<Record<Value, string>> = {},
): readonly SelectOption<Value>[] => values.map((value) => ({ value, label: labels[value] ?? labelEnum(value) }));

/** Returns a value of an enum as a label: `UNDER_WAY` as Under way. No source states a value that is unspecified. */
export function labelEnum(value: string): string {
  if (value === 'UNSPECIFIED') return 'Not stated';
  const words = humanizeEnum(value);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
