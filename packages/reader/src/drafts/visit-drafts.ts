import type { VisitCue } from '../languages/types.ts';
import type { Range } from '../text-index.ts';
import { type Draft, type DraftCitation, roundConfidence, toAlternatives, type UnresolvedField } from './draft.ts';
import { type DraftContext, type DraftParty, missing } from './draft-context.ts';
import { groupReports } from './visit-groups.ts';
import { listReports, type Report } from './visit-reports.ts';

const statuses: Readonly<Record<VisitCue, string>> = {
  ...{ ARRIVED: 'UNDER_WAY', VISITING: 'UNDER_WAY', VISITED: 'COMPLETED', GOING: 'ANNOUNCED', LEFT: 'ANNOUNCED' },
  ...{ CANCELLED: 'CANCELLED', POSTPONED: 'POSTPONED' },
};

/** Proposes the visits of office holders to other countries. One visit for the same traveller, host and time. */
export function draftVisits(context: DraftContext): Draft[] {
  const reports = context.analysis.document.sentences.flatMap((sentence) => [...listReports(context, sentence)]);
  const groups = groupReports(context, reports);
  const trips = new Map<string, { key: string; first: Report; range: Range }>();
  for (const [report] of groups)
    if (report?.leg && report.trip && !trips.has(report.traveller.party.key))
      trips.set(report.traveller.party.key, { key: context.nextKey('T'), first: report, range: report.trip });
  const meetings = new Map<string, Meeting[]>();
  if (groups.length > 0)
    for (const meeting of listMeetings(context))
      for (const key of meeting.others)
        meetings.set(key, [...(meetings.get(key) ?? []), meeting].slice(0, maxMeetings));
  return groups.flatMap(
    (group) => draftVisit(context, meetings, group, trips.get(group[0]?.traveller.party.key ?? '')) ?? [],
  );
}

const strength: Readonly<Record<VisitCue, number>> = {
  CANCELLED: 6,
  POSTPONED: 5,
  ARRIVED: 4,
  VISITED: 3,
  VISITING: 2,
  GOING: 1,
  LEFT: 0,
};

function draftVisit(
  context: DraftContext,
  meetings: ReadonlyMap<string, readonly Meeting[]>,
  group: readonly Report[],
  trip: { key: string; first: Report; range: Range } | undefined,
): Draft | undefined {
  // The strongest report decides what is known; the others complete it.
  const main = group.toSorted((a, b) => strength[b.cue] - strength[a.cue] || a.sentence.index - b.sentence.index)[0];
  if (!main) return undefined;
  const { traveller, host, cue } = main;
  const dated = [main, ...group].find(({ date }) => date !== undefined) ?? main;
  const unresolved: UnresolvedField[] = [];
  const isFuture = cue === 'GOING' || cue === 'LEFT' || cue === 'CANCELLED' || cue === 'POSTPONED';
  const start = findStart(context, dated, isFuture, main.isNext ? trip : undefined);
  if (!start) unresolved.push(missing('start', undefined, 'The text has no date. Give the day of publication.'));
  const status = statuses[cue];
  const isTrip = trip !== undefined && (main.leg !== undefined || main.isNext);
  const type = group.find((report) => report.type)?.type;
  const place = group.find((report) => report.place)?.place;
  const received = group.flatMap((report) => (report.met ? [report.met] : []));
  const met = uniqueByParty([
    ...received,
    ...findMet(meetings.get(traveller.party.key) ?? [], traveller.party, host.party, isFuture),
  ]);
  const evidence = {
    start: Math.min(host.mention.start, main.cueRange.start, traveller.mention.start),
    end: Math.max(host.mention.end, main.cueRange.end),
  };
  const citations: DraftCitation[] = [
    context.cite('travellers', traveller.party.basis, [traveller.mention]),
    context.cite('host', host.party.basis, [
      { start: Math.min(main.cueRange.start, host.mention.start), end: Math.max(main.cueRange.end, host.mention.end) },
    ]),
    ...(place ? [context.cite('place', 'STATED', [place])] : []),
    ...(met.length > 0
      ? [
          context.cite(
            'met',
            'STATED',
            met.map(({ range }) => range),
          ),
        ]
      : []),
    ...(start ? [context.cite('start', start.basis, start.ranges)] : []),
    context.cite('status', 'INFERRED', [main.cueRange]),
    ...(type ? [context.cite('type', 'STATED', [type.range])] : []),
    context.cite('remarks', 'STATED', [evidence]),
    ...(isTrip && trip ? [context.cite('trip', main.leg ? 'STATED' : 'RESOLVED', [trip.range])] : []),
    ...(isTrip && main.leg ? [context.cite('leg', 'STATED', [main.leg])] : []),
    ...(isTrip && !main.leg && trip?.first.leg
      ? [context.cite('leg', 'RESOLVED', [trip.first.leg, main.cueRange])]
      : []),
  ];
  if (isTrip && trip) context.trip(trip.key);
  return {
    noun: 'visit',
    key: context.nextKey('V'),
    fields: {
      summary: summarize(traveller.party, host.party, cue),
      travellers: [
        {
          person: context.use(traveller.party),
          ...(traveller.party.term
            ? { term: traveller.party.term.key }
            : traveller.party.country !== undefined && { country: traveller.party.country }),
        },
      ],
      host: host.party.key,
      ...(place && { place: context.words(place) }),
      ...(met.length > 0 && { met: met.map(({ party }) => context.use(party)) }),
      ...(start && { start: start.value }),
      ...(type && { type: type.value }),
      status,
      remarks: context.words(evidence),
      ...(isTrip && trip && { trip: trip.key, leg: main.leg ? 1 : 2 }),
    },
    citations,
    rule: `visit/${cue.toLowerCase()}`,
    confidence: roundConfidence(
      (traveller.party.term ? 0.9 : 0.75) * (traveller.mention.kind === 'PRONOUN' ? 0.75 : 1),
    ),
    alternatives: [
      ...toAlternatives('travellers', traveller.party.others),
      ...toAlternatives('host', host.party.others),
    ],
    unresolved,
    requires: [],
  };
}

const uniqueByParty = (met: readonly { party: DraftParty; range: Range }[]) => [
  ...new Map(met.map((one) => [one.party.key, one])).values(),
];

interface Start {
  value: unknown;
  basis: 'STATED' | 'RESOLVED' | 'INFERRED';
  ranges: Range[];
}

/** The first day: stated, after the first leg, or not after the day of the report. */
function findStart(
  context: DraftContext,
  { date }: Report,
  isFuture: boolean,
  trip: { first: Report } | undefined,
): Start | undefined {
  const resolved = date && context.resolve(date, isFuture ? 'FUTURE' : 'PAST');
  if (date && resolved)
    return {
      value: { edtf: resolved.edtf, basis: resolved.basis, verbatim: context.words(date) },
      basis: resolved.basis,
      ranges: resolved.basis === 'RESOLVED' ? context.dateRanges(date) : [date],
    };
  const day = context.dateline?.day;
  const firstDate = trip?.first.date;
  const earlier = firstDate && context.resolve(firstDate, 'PAST');
  if (earlier && /^\d{4}-\d\d-\d\d$/.test(earlier.edtf))
    return {
      value: { edtf: `[${earlier.edtf}..]`, basis: 'INFERRED' },
      basis: 'INFERRED',
      ranges: context.dateRanges(firstDate),
    };
  if (day === undefined) return undefined;
  return {
    value: { edtf: isFuture ? `[${day}..]` : `[..${day}]`, basis: 'INFERRED' },
    basis: 'INFERRED',
    ranges: context.dateline?.range ? [context.dateline.range] : [],
  };
}

/** Someone whom the text says to have been met, and who else its sentence names. */
interface Meeting {
  party: DraftParty;
  range: Range;
  others: ReadonlySet<string>;
}

/** "At a meeting with President Tokayev, Macron …" */
function listMeetings(context: DraftContext): Meeting[] {
  const { document, mentionIndex } = context.analysis;
  const meetings: Meeting[] = [];
  for (const sentence of document.sentences)
    for (let at = sentence.first; at < sentence.last; at += 1) {
      const match = document.language.meetingCues.match(document.tokens, at);
      if (!match || document.passageOfToken[at] !== -1) continue;
      const other = mentionIndex.at(at + match.length);
      const party = other && context.party(other, 'SPEAKER');
      if (party?.kind !== 'PERSON') continue;
      const named = context.mentionsBetween(
        Math.max(sentence.first, at - maxMeetingTokens),
        Math.min(sentence.last, at + maxMeetingTokens),
      );
      const others = new Set(named.flatMap((mention) => context.party(mention)?.key ?? []));
      meetings.push({ party, range: { start: document.token(at)?.start ?? 0, end: other?.end ?? 0 }, others });
    }
  return meetings;
}
const maxMeetingTokens = 60;
/** The meetings of one person that are compared. */
const maxMeetings = 50;

/** The office holders of the host that the traveller met. */
function findMet(meetings: readonly Meeting[], traveller: DraftParty, host: DraftParty, isFuture: boolean): Meeting[] {
  const found = new Map<string, Meeting>();
  for (const meeting of isFuture ? [] : meetings) {
    const { party, others } = meeting;
    // A title without a country belongs to the host, if the text has no other one.
    const isOfHost = party.country === host.key || (party.country === undefined && party.entity.office !== undefined);
    if (party.key !== traveller.key && isOfHost && others.has(traveller.key) && !found.has(party.key))
      found.set(party.key, meeting);
  }
  return [...found.values()];
}

function summarize(traveller: DraftParty, host: DraftParty, cue: VisitCue): string {
  const verbs: Readonly<Record<VisitCue, string>> = {
    ...{ ARRIVED: 'arrived in', VISITING: 'was visiting', VISITED: 'visited', GOING: 'was to visit', LEFT: 'left for' },
    ...{ CANCELLED: 'cancelled a visit to', POSTPONED: 'postponed a visit to' },
  };
  return `${traveller.name} ${verbs[cue]} ${host.name}.`;
}
