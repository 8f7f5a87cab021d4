import { type Day, daysBetween, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import type { Leader } from './identify-leaders.ts';
import { compareByEdition, getLastEditionDay, maxDay, type Observation, officeId } from './observations.ts';
import type { SourceDate } from './parse-since.ts';

/** A first day and the lines that give it. */
export interface TermStart {
  date: SourceDate;
  /** In order of edition. */
  lines: Observation[];
}

export interface LeaderTerm {
  country: string;
  office: string;
  capacity: Observation['capacity'];
  leader: Leader;
  /** The first day that is recorded. */
  from: TermStart;
  /** Other first days, each with a later edition that still names someone else, if there is one. */
  alternativeStarts: { start: TermStart; named?: { one: Observation; on: Day } }[];
  /** Lines without a first day. */
  undated: Observation[];
  until?: { date: SourceDate; by: Observation };
}

const holdingCapacities: ReadonlySet<string> = new Set(['INCUMBENT', 'ACTING', 'CARETAKER']);
/** Returns whether the two cannot hold the office at the same time. */
const areRivals = (one: Observation, other: Observation): boolean =>
  one.capacity === 'REPRESENTATIVE' ? other.capacity === 'REPRESENTATIVE' : holdingCapacities.has(other.capacity);
const getEarliestDay = (date: SourceDate): Day => parseFuzzyDate(date.edtf).earliest ?? '';
const getFirstEditionDay = (lines: readonly Observation[]): Day =>
  lines.map(({ line }) => line.firstEdition).toSorted()[0] ?? '';
const getTermObservations = ({ from, alternativeStarts, undated }: LeaderTerm): Observation[] => [
  ...from.lines,
  ...alternativeStarts.flatMap(({ start }) => start.lines),
  ...undated,
];
/** Returns the editions known to contain the lines. Editions in between may differ. */
const getEditionDays = (lines: readonly Observation[]): Day[] =>
  lines.flatMap(({ line }) => [line.firstEdition, line.lastEdition]);

/** Builds terms from observations. Also returns undated observations that belong to no term. */
export function buildTerms(
  leaders: ReadonlyMap<Observation, Leader>,
  shared: ReadonlySet<string>,
): { terms: LeaderTerm[]; undated: Observation[] } {
  const byOffice = Map.groupBy(leaders.keys(), officeId);
  const terms: LeaderTerm[] = [];
  const undated: Observation[] = [];
  for (const [name, observations] of byOffice) {
    const officeTerms: LeaderTerm[] = [];
    const byHolder = Map.groupBy(
      observations,
      (observation) => `${observation.capacity}:${leaders.get(observation)?.key}`,
    );
    for (const lines of byHolder.values()) {
      const [first] = lines as [Observation];
      const leader = leaders.get(first) as Leader;
      const others = shared.has(name)
        ? []
        : observations.filter((other) => areRivals(first, other) && leaders.get(other) !== leader);
      const personTerms = buildPersonTerms(lines, leader, others);
      officeTerms.push(...personTerms.terms);
      undated.push(...personTerms.undated);
    }
    // Holders of a shared office do not succeed each other.
    for (const term of officeTerms) setTermEnd(term, shared.has(name) ? [] : officeTerms);
    terms.push(...officeTerms);
  }
  return { terms, undated };
}

/** Builds one person's terms in one office and capacity. */
function buildPersonTerms(
  lines: readonly Observation[],
  leader: Leader,
  others: readonly Observation[],
): { terms: LeaderTerm[]; undated: Observation[] } {
  const dated = lines.filter(({ from }) => from).toSorted(compareByEdition);
  const starts = [...Map.groupBy(dated, ({ from }) => from?.edtf).values()].map(
    (all): TermStart => ({ date: all[0]?.from as SourceDate, lines: all }),
  );
  const groups: TermStart[][] = [];
  for (const start of starts) {
    const group = groups.find((candidate) => isSameTerm(candidate, start));
    if (group) group.push(start);
    else groups.push([start]);
  }
  const [first] = lines as [Observation];
  const terms = groups.map((group) => createTerm(first, leader, group, others));
  const undated = lines.filter(({ from }) => !from);
  const orphans = undated.filter((observation) => {
    const term = terms.find(({ from }) => !hasRivalBetween(from.lines, [observation], others));
    term?.undated.push(observation);
    return term === undefined;
  });
  return { terms, undated: orphans };
}

/**
 * Returns whether a first day belongs to the same term as the group. A day later than the last
 * edition that names the holder starts a new term, unless it refines an earlier date.
 */
function isSameTerm(group: readonly TermStart[], { date }: TermStart): boolean {
  const reach = group.reduce(
    (day, start) => maxDay(day, getEarliestDay(start.date), getLastEditionDay(start.lines)),
    '',
  );
  return getEarliestDay(date) <= reach || group.some((start) => isRefinementOf(date, start.date));
}

/** Returns whether `date` is a more precise form of `other`, such as a day in that month. */
const isRefinementOf = (date: SourceDate, other: SourceDate): boolean =>
  date.edtf !== other.edtf && date.edtf.startsWith(other.edtf);

/** Returns whether an edition between the two groups of lines names someone else. */
function hasRivalBetween(
  lines: readonly Observation[],
  otherLines: readonly Observation[],
  others: readonly Observation[],
): boolean {
  const [after, before] =
    getLastEditionDay(lines) < getFirstEditionDay(otherLines)
      ? [getLastEditionDay(lines), getFirstEditionDay(otherLines)]
      : [getLastEditionDay(otherLines), getFirstEditionDay(lines)];
  return getEditionDays(others).some((day) => after < day && day < before);
}

function createTerm(
  { country, office, capacity }: Observation,
  leader: Leader,
  group: readonly TermStart[],
  others: readonly Observation[],
): LeaderTerm {
  const exact = group.filter(({ date }) => !group.some((other) => isRefinementOf(other.date, date)));
  const countsAsHeadOfState = (start: TermStart): number =>
    Number(start.lines.some(({ line }) => line.field === 'chief of state'));
  const from = exact.reduce((a, b) => {
    const [lastOfA, lastOfB] = [getLastEditionDay(a.lines), getLastEditionDay(b.lines)];
    return lastOfB > lastOfA || (lastOfB === lastOfA && countsAsHeadOfState(b) >= countsAsHeadOfState(a)) ? b : a;
  });
  const alternativeStarts = group
    .filter((start) => start !== from)
    .map((start) => {
      const named = isRefinementOf(from.date, start.date) ? undefined : findLateRival(start.date, from.date, others);
      return { start, ...(named && { named }) };
    });
  return { country, office, capacity, leader, from, alternativeStarts, undated: [] };
}

/** How long an edition may still name a predecessor. */
const maxEditionLagDays = 90;

/** Finds the last edition before `later` that names someone else well after `earlier`. */
function findLateRival(
  earlier: SourceDate,
  later: SourceDate,
  others: readonly Observation[],
): { one: Observation; on: Day } | undefined {
  const named = others.flatMap((one) => getEditionDays([one]).map((on) => ({ one, on })));
  const between = named.filter(
    ({ on }) => on < getEarliestDay(later) && daysBetween(getEarliestDay(earlier), on) > maxEditionLagDays,
  );
  return between.reduce<(typeof named)[number] | undefined>((a, b) => (a && a.on >= b.on ? a : b), undefined);
}

/** Sets the end of a term: between the last edition that names its holder and the next term's first day. */
function setTermEnd(term: LeaderTerm, all: readonly LeaderTerm[]): void {
  const [stated] = term.from.lines.filter(({ until }) => until);
  if (stated?.until) {
    term.until = { date: stated.until, by: stated };
    return;
  }
  const start = getEarliestDay(term.from.date);
  const last = getLastEditionDay(getTermObservations(term));
  const isNext = (other: LeaderTerm): boolean =>
    other !== term &&
    getEarliestDay(other.from.date) > start &&
    getLastEditionDay(getTermObservations(other)) > last &&
    canFollow(term, other);
  const next = all
    .filter(isNext)
    .reduce<LeaderTerm | undefined>(
      (a, b) => (a && getEarliestDay(a.from.date) <= getEarliestDay(b.from.date) ? a : b),
      undefined,
    );
  if (!next) return;
  const { latest } = parseFuzzyDate(next.from.date.edtf);
  if (latest === null) return;
  const attested = getEditionDays(getTermObservations(term)).filter((day) => day <= latest);
  const earliest = maxDay(start, ...attested);
  const by = next.from.lines.at(-1) as Observation;
  term.until = { date: { edtf: earliest === latest ? latest : `[${earliest}..${latest}]`, basis: 'INFERRED' }, by };
}

function canFollow(term: LeaderTerm, other: LeaderTerm): boolean {
  if (term.capacity === 'REPRESENTATIVE') return other.capacity === 'REPRESENTATIVE';
  if (term.capacity === 'ELECT') return other.leader === term.leader && other.capacity === 'INCUMBENT';
  return holdingCapacities.has(other.capacity);
}
