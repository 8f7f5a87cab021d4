import { addDays, type Day, daysBetween, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { endTerms } from './end-terms.ts';
import type { Seat } from './group-lines-by-country.ts';
import type { Leader } from './identify-leaders.ts';
import { type AlternativeStart, type LeaderTerm, maxEditionLagDays, type TermStart } from './leader-term.ts';
import type { SourceDate } from './parse-since.ts';
import { holdingCapacities, isVicePresidency } from './parse-titles.ts';
import { compareByEdition, getLastEditionDay, maxDay, type Observation, officeId } from './read-lines.ts';

/** Returns whether the two cannot hold the office at the same time. */
const areRivals = (one: Observation, other: Observation): boolean =>
  one.capacity === 'REPRESENTATIVE' ? other.capacity === 'REPRESENTATIVE' : holdingCapacities.has(other.capacity);
const getEarliestDay = (date: SourceDate): Day => parseFuzzyDate(date.edtf).earliest ?? '';
const getFirstEditionDay = (lines: readonly Observation[]): Day =>
  lines.map(({ line }) => line.firstEdition).toSorted()[0] ?? '';
/** Returns the editions known to contain the lines. Editions in between may differ. */
const getEditionDays = (lines: readonly Observation[]): Day[] =>
  lines.flatMap(({ line }) => [line.firstEdition, line.lastEdition]);

/** Builds terms from observations. Also returns undated observations that belong to no term. */
export function buildTerms(
  leaders: ReadonlyMap<Observation, Leader>,
  shared: ReadonlySet<string>,
  seats: ReadonlyMap<string, Seat>,
  finalDay: Day,
): { terms: LeaderTerm[]; undated: Observation[] } {
  const byOffice = Map.groupBy(leaders.keys(), officeId);
  const terms: LeaderTerm[] = [];
  const orphans: { lines: Observation[]; leader: Leader }[] = [];
  for (const [name, observations] of byOffice) {
    const byHolder = Map.groupBy(observations, (observation) => {
      const capacity = holdingCapacities.has(observation.capacity) ? 'HOLDING' : observation.capacity;
      return `${capacity}:${leaders.get(observation)?.key}`;
    });
    for (const lines of byHolder.values()) {
      const [first] = lines as [Observation];
      const leader = leaders.get(first) as Leader;
      const others = shared.has(name)
        ? []
        : observations.filter((other) => areRivals(first, other) && leaders.get(other) !== leader);
      const personTerms = buildPersonTerms(lines, leader, others);
      terms.push(...personTerms.terms);
      orphans.push(...(personTerms.undated.length > 0 ? [{ lines: personTerms.undated, leader }] : []));
    }
  }
  const undated: Observation[] = [];
  for (const orphan of orphans) {
    const term = createUndatedTerm(orphan, leaders);
    if (term) terms.push(term);
    else undated.push(...orphan.lines);
  }
  for (const [country, countryTerms] of Map.groupBy(terms, (term) => term.country))
    endTerms(countryTerms, { seat: seats.get(country) ?? { lines: [] }, shared, finalDay });
  return { terms, undated };
}

/**
 * Creates a term that began between the last edition that names someone else for the office or function and the first one that
 * names the holder. Returns undefined if there is no such edition, or if one interrupts the holder.
 */
function createUndatedTerm(
  { lines, leader }: { lines: Observation[]; leader: Leader },
  leaders: ReadonlyMap<Observation, Leader>,
): LeaderTerm | undefined {
  const [first, ...others] = lines.toSorted(compareByEdition) as [Observation, ...Observation[]];
  const { country, office, capacity } = first;
  const rivalDays = getEditionDays(
    [...leaders].flatMap(([other, { key }]) =>
      other.country === country && key !== leader.key && areForSameSeat(first, other) ? [other] : [],
    ),
  );
  const [begin, end] = [getFirstEditionDay(lines), getLastEditionDay(lines)];
  const after = maxDay(...rivalDays.filter((day) => day < begin));
  if (after === '' || rivalDays.some((day) => begin < day && day < end)) return undefined;
  const from: TermStart = { date: { edtf: `[${addDays(after, 1)}..${begin}]`, basis: 'INFERRED' }, lines: [first] };
  return { country, office, capacity, leader, from, alternativeStarts: [], undated: others };
}

/** Returns whether the two hold the same office, or are named for the same function. */
const areForSameSeat = (one: Observation, other: Observation): boolean =>
  holdingCapacities.has(other.capacity) &&
  (one.office === other.office ||
    (one.line.field === other.line.field && !isVicePresidency(one.office) && !isVicePresidency(other.office)));

/** Builds one person's terms in one office. */
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
    const group = groups.find((candidate) => isSameTerm(candidate, start) && canShareTerm(candidate, start));
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

/** How far the first days of one term can be apart if its capacity differs too. */
const maxCapacityDifferenceDays = 31;

/** Returns whether a first day has the capacity of the group, or is about the same. An acting holder who takes office starts a new term. */
const canShareTerm = (group: readonly TermStart[], start: TermStart): boolean => {
  const capacities = new Set(start.lines.map(({ capacity }) => capacity));
  return group.some(
    (other) =>
      other.lines.some(({ capacity }) => capacities.has(capacity)) ||
      Math.abs(daysBetween(getEarliestDay(other.date), getEarliestDay(start.date))) <= maxCapacityDifferenceDays,
  );
};

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
  { country, office }: Observation,
  leader: Leader,
  group: readonly TermStart[],
  others: readonly Observation[],
): LeaderTerm {
  const exact = group.filter(({ date }) => !group.some((other) => isRefinementOf(other.date, date)));
  const earlyHolders = new Map(exact.map((start) => [start, findEarlyHolder(start.date, group)]));
  const credible = exact.filter((start) => !earlyHolders.get(start));
  const countsAsHeadOfState = (start: TermStart): number =>
    Number(start.lines.some(({ line }) => line.field === 'chief of state'));
  const from = (credible.length > 0 ? credible : exact).reduce((a, b) => {
    const [lastOfA, lastOfB] = [getLastEditionDay(a.lines), getLastEditionDay(b.lines)];
    return lastOfB > lastOfA || (lastOfB === lastOfA && countsAsHeadOfState(b) >= countsAsHeadOfState(a)) ? b : a;
  });
  const alternativeStarts = group
    .filter((start) => start !== from)
    .map((start) => {
      const named = isRefinementOf(from.date, start.date)
        ? undefined
        : (findLateRival(start.date, from.date, others) ?? findEarlyHolder(start.date, group));
      return { start, ...(named && { named }) };
    });
  const lines = group.flatMap((start) => start.lines);
  const latest = lines.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
  const { capacity } = latest;
  for (const line of lines) if (line.capacity !== capacity) line.printedCapacity = line.capacity;
  return { country, office, capacity, leader, from, alternativeStarts, undated: [] };
}

/** Finds the first edition before a first day that already names the holder. */
function findEarlyHolder(date: SourceDate, group: readonly TermStart[]): AlternativeStart['named'] {
  const [one] = group
    .filter((start) => getEarliestDay(start.date) < getEarliestDay(date))
    .flatMap(({ lines }) => lines)
    .toSorted(compareByEdition);
  const on = one?.line.firstEdition;
  return one && on && on < getEarliestDay(date) ? { one, on, isHolder: true } : undefined;
}

/** Finds the last edition before `later` that names someone else well after `earlier`. */
function findLateRival(
  earlier: SourceDate,
  later: SourceDate,
  others: readonly Observation[],
): AlternativeStart['named'] {
  const named = others.flatMap((one) => getEditionDays([one]).map((on) => ({ one, on })));
  const between = named.filter(
    ({ on }) => on < getEarliestDay(later) && daysBetween(getEarliestDay(earlier), on) > maxEditionLagDays,
  );
  return between.reduce<(typeof named)[number] | undefined>((a, b) => (a && a.on >= b.on ? a : b), undefined);
}
