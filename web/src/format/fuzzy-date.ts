import type { FuzzyDate } from '@chancery/sdk';

const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `2023-11-01` as 1 November 2023. Built by hand: a day here has no time zone, and years go back further than a Date prints well. */
export function formatDay(day: string): string {
  const [year = '', month, date] = day.split('-');
  const named = monthNames[Number(month) - 1];
  return [date && String(Number(date)), named, year.replace(/^0+(?=\d)/, '')].filter(Boolean).join(' ');
}

/** A date as far as it is known, and no further. */
export function formatFuzzyDate({ edtf, earliest, latest, precision }: FuzzyDate): string {
  const from = earliest && formatDay(earliest);
  const until = latest && formatDay(latest);
  switch (precision) {
    case 'DAY':
      return from ?? edtf;
    case 'MONTH':
      return earliest ? `in ${formatDay(earliest.slice(0, 7))}` : edtf;
    case 'YEAR':
      return earliest ? `in ${formatDay(earliest.slice(0, 4))}` : edtf;
    case 'ONE_OF':
      return earliest && latest ? `one day of ${formatDayRange(earliest, latest)}` : edtf;
    case 'RANGE':
      return earliest && latest ? formatDayRange(earliest, latest) : edtf;
    case 'OPEN':
      return from ? `on or after ${from}` : until ? `on or before ${until}` : edtf;
  }
}

/** `23 to 29 October 2023`: month and year once where they are the same. */
function formatDayRange(earliest: string, latest: string): string {
  const shared = earliest.slice(0, 7) === latest.slice(0, 7) ? 1 : earliest.slice(0, 4) === latest.slice(0, 4) ? 2 : 3;
  return `${formatDay(earliest).split(' ').slice(0, shared).join(' ')} to ${formatDay(latest)}`;
}

const dateBasisLabels = {
  STATED: undefined,
  RESOLVED: 'worked out from the source’s words and its day of publication',
  INFERRED: 'follows from what a source says',
  PUBLICATION: 'the day of publication stands in for it',
} as const;

/** How the date is known, where a source does not simply state it. */
export const formatDateBasis = ({ basis, verbatim }: FuzzyDate): string | undefined =>
  [verbatim && `The source says “${verbatim}”`, dateBasisLabels[basis]].filter(Boolean).join('; ') || undefined;
