import { lower } from '../../format/labels.ts';
import type { VisitFilter, VisitStatus, VisitType } from './generated/operations.ts';

const types: readonly VisitType[] = [
  'STATE',
  'OFFICIAL',
  'OFFICIAL_WORKING',
  'WORKING',
  'INFORMAL',
  'PRIVATE',
  'UNSPECIFIED',
];
const statuses: readonly VisitStatus[] = ['ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'];

export const typeText = (type: string): string => (type === 'UNSPECIFIED' ? 'no source says' : lower(type));
export const typeOptions = types.map((value) => ({ value, text: typeText(value) }));
export const statusOptions = statuses.map((value) => ({ value, text: lower(value) }));

/** What the address asks of visits, whichever country is chosen. What it names is sent as it is: the API says what is wrong with it. */
export function filterOf(params: URLSearchParams): VisitFilter {
  const value = (name: string): string | undefined => params.get(name)?.trim() || undefined;
  const [from, until, type, status, traveller] = ['from', 'until', 'type', 'status', 'traveller'].map(value);
  const certainty = value('dates') === 'possible' ? 'POSSIBLE' : 'CERTAIN';
  return {
    ...((from || until) && {
      start: { certainty, ...(from && { onOrAfter: from }), ...(until && { onOrBefore: until }) },
    }),
    ...(type && { type: [type as VisitType] }),
    ...(status && { status: [status as VisitStatus] }),
    ...(traveller && { traveller: { key: { eq: traveller } } }),
  };
}

/** Which visits of a country: those that it hosted, or that holders of its offices made; only those with another country, if one is named. */
export function filterOfCountry(
  filter: VisitFilter,
  list: 'came' | 'went',
  code: string,
  other: string | undefined,
): VisitFilter {
  const [host, traveller] = list === 'came' ? [code, other] : [other, code];
  return {
    ...filter,
    ...(host && { host: { code: { eq: host } } }),
    ...(traveller && { travellerCountry: { code: { eq: traveller } } }),
  };
}
