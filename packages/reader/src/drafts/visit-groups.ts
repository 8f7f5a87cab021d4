import { addDays, type Day } from '../calendar.ts';
import type { DraftContext, DraftParty } from './draft-context.ts';
import type { Report } from './visit-reports.ts';

/** Groups the reports of the visits of office holders: one group for each traveller, host and time. */
export function groupReports(context: DraftContext, reports: readonly Report[]): Report[][] {
  const groups = new Map<string, Report[]>();
  for (const report of reports) {
    const { traveller, host, cue } = report;
    if (!canVisit(traveller.party, host)) continue;
    const month = findEarlierMonth(context, report);
    const isOver = month !== undefined && (cue === 'ARRIVED' || cue === 'VISITING');
    const key = `${traveller.party.key} ${host.party.key} ${month ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), isOver ? { ...report, cue: 'VISITED' } : report]);
  }
  return [...groups.values()];
}

/** Whether someone holds an office with which visits are made, and is abroad there. */
function canVisit(
  { isOfficeHolder, country, term, entity }: DraftParty,
  { party, mention: { place } }: Report['host'],
): boolean {
  if (!isOfficeHolder || country === party.key) return false;
  // A senator returns to the capital, and the text does not say of which country.
  const isCapital = place?.form === 'CAPITAL' || place?.form === 'METONYM';
  return country !== undefined || !isCapital || (term?.rank ?? entity.office?.rank) !== 'OTHER';
}

/** Reports of the same weeks are about one visit; older ones are about others. */
const recentDays = 60;

/** The month of a report about an earlier time than that of the text: "came to Washington in May 2009". */
function findEarlierMonth(context: DraftContext, { date, cue }: Report): string | undefined {
  const today = context.dateline?.day;
  const isPast = cue === 'ARRIVED' || cue === 'VISITING' || cue === 'VISITED';
  const resolved = date && isPast ? context.resolve(date, 'PAST') : undefined;
  if (!resolved || today === undefined) return undefined;
  const days = resolved.edtf.match(/\d{4}(?:-\d\d)?(?:-\d\d)?/g) ?? [];
  const last = days.at(-1);
  if (last === undefined || completeDay(last) >= addDays(today, -recentDays)) return undefined;
  return days[0]?.slice(0, 7);
}

/** The last day of a year or a month, or later: to compare days as text. */
const completeDay = (date: string): Day =>
  `${date}${'-12-31'.slice(date.length === 4 ? 0 : date.length === 7 ? 3 : 6)}`;
