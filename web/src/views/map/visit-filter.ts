import type { VisitFilter, VisitStatus, VisitType } from '@chancery/sdk';
import { humanizeEnum } from '../../format/labels.ts';

const visitTypes: readonly VisitType[] = [
  'STATE',
  'OFFICIAL',
  'OFFICIAL_WORKING',
  'WORKING',
  'INFORMAL',
  'PRIVATE',
  'UNSPECIFIED',
];
const visitStatuses: readonly VisitStatus[] = ['ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'];

export const getVisitTypeLabel = (type: string): string =>
  type === 'UNSPECIFIED' ? 'no source says' : humanizeEnum(type);
export const visitTypeOptions = visitTypes.map((value) => ({ value, text: getVisitTypeLabel(value) }));
export const visitStatusOptions = visitStatuses.map((value) => ({ value, text: humanizeEnum(value) }));

/** What the address asks of visits, whichever country is chosen. What it names is sent as it is: the API says what is wrong with it. */
export function parseVisitFilter(params: URLSearchParams): VisitFilter {
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
export function narrowToCountry(
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
