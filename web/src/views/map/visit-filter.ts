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

/** Visits that a country hosted, or that holders of its offices made. */
export type VisitDirection = 'incoming' | 'outgoing';

export const getVisitTypeLabel = (type: string): string =>
  type === 'UNSPECIFIED' ? 'unspecified' : humanizeEnum(type);
export const visitTypeOptions = visitTypes.map((value) => ({ value, label: getVisitTypeLabel(value) }));
export const visitStatusOptions = visitStatuses.map((value) => ({ value, label: humanizeEnum(value) }));

/** Builds the filter from the URL, without the selected country. Invalid values are sent as they are: the API rejects them. */
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

/** Limits a filter to the visits that a country hosted, or that holders of its offices made, optionally with one other country. */
export function narrowToCountry(
  filter: VisitFilter,
  direction: VisitDirection,
  code: string,
  other: string | undefined,
): VisitFilter {
  const [host, traveller] = direction === 'incoming' ? [code, other] : [other, code];
  return {
    ...filter,
    ...(host && { host: { code: { eq: host } } }),
    ...(traveller && { travellerCountry: { code: { eq: traveller } } }),
  };
}
