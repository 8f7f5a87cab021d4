import { type Day, daysBetween, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import type { Leader } from './identify-leaders.ts';
import { type Observation, officeId } from './observations.ts';
import type { SourceDate } from './parse-since.ts';

/** A first day, and the lines that tell it. */
export interface TermStart {
  date: SourceDate;
  /** In the order of their editions. */
  lines: Observation[];
}

export interface LeaderTerm {
  country: string;
  office: string;
  capacity: Observation['capacity'];
  leader: Leader;
  /** The first day that the record serves. */
  from: TermStart;
  /** Other first days that editions have, and the edition between the two that still names somebody else, if one does. */
  alternativeStarts: { start: TermStart; named?: { one: Observation; on: Day } }[];
  /** Lines that don't say since when. */
  undated: Observation[];
  until?: { told: SourceDate; by: Observation };
}

const holdingCapacities: ReadonlySet<string> = new Set(['INCUMBENT', 'ACTING', 'CARETAKER']);
/** Whether the two can't hold the office at once. */
const areRivals = (one: Observation, other: Observation): boolean =>
  one.capacity === 'REPRESENTATIVE' ? other.capacity === 'REPRESENTATIVE' : holdingCapacities.has(other.capacity);
const getEarliestDay = (told: SourceDate): Day => parseFuzzyDate(told.edtf).earliest ?? '';
const getFirstEditionDay = (lines: readonly Observation[]): Day =>
  lines.map(({ line }) => line.firstEdition).toSorted()[0] ?? '';
const getLastEditionDay = (lines: readonly Observation[]): Day =>
  lines
    .map(({ line }) => line.lastEdition)
    .toSorted()
    .at(-1) ?? '';
const getTermObservations = ({ from, alternativeStarts: otherwise, undated }: LeaderTerm): Observation[] => [
  ...from.lines,
  ...otherwise.flatMap(({ start }) => start.lines),
  ...undated,
];
/** The editions that are known to have a line: those between may have another. */
const getEditionDays = (lines: readonly Observation[]): Day[] =>
  lines.flatMap(({ line }) => [line.firstEdition, line.lastEdition]);

/** The terms that the lines tell of, and lines of which no term begins. */
export function buildTerms(
  leaders: ReadonlyMap<Observation, Leader>,
  shared: ReadonlySet<string>,
): { terms: LeaderTerm[]; undated: Observation[] } {
  const byOffice = Map.groupBy(leaders.keys(), officeId);
  const terms: LeaderTerm[] = [];
  const undated: Observation[] = [];
  for (const [name, observations] of byOffice) {
    const own: LeaderTerm[] = [];
    const held = Map.groupBy(observations, (one) => `${one.capacity}:${leaders.get(one)?.key}`);
    for (const lines of held.values()) {
      const [first] = lines as [Observation];
      const leader = leaders.get(first) as Leader;
      const others = shared.has(name)
        ? []
        : observations.filter((one) => areRivals(first, one) && leaders.get(one) !== leader);
      const made = buildPersonTerms(lines, leader, others);
      own.push(...made.terms);
      undated.push(...made.undated);
    }
    // Of an office that several hold, none takes another's place.
    for (const term of own) setTermEnd(term, shared.has(name) ? [] : own);
    terms.push(...own);
  }
  return { terms, undated };
}

/** One person's terms in one office and capacity. */
function buildPersonTerms(
  lines: readonly Observation[],
  leader: Leader,
  others: readonly Observation[],
): { terms: LeaderTerm[]; undated: Observation[] } {
  const starts = [
    ...Map.groupBy(
      lines.filter(({ from }) => from),
      ({ from }) => from?.edtf,
    ),
  ]
    .map(([, all]): TermStart => ({ date: all[0]?.from as SourceDate, lines: all.toSorted(compareByEdition) }))
    .toSorted((a, b) => compareByEdition(a.lines[0] as Observation, b.lines[0] as Observation));
  const groups: TermStart[][] = [];
  for (const start of starts) {
    const group = groups.find((each) => isSameTerm(each, start));
    if (group) group.push(start);
    else groups.push([start]);
  }
  const [any] = lines as [Observation];
  const terms = groups.map((group) => createTerm(any, leader, group, others));
  const undated = lines.filter(({ from }) => !from);
  const orphans = undated.filter((one) => {
    const own = terms.find((term) => !hasRivalBetween([...term.from.lines], [one], others));
    own?.undated.push(one);
    return own === undefined;
  });
  return { terms, undated: orphans };
}

const compareByEdition = (a: Observation, b: Observation): number =>
  a.line.firstEdition === b.line.firstEdition
    ? a.line.line - b.line.line
    : a.line.firstEdition < b.line.firstEdition
      ? -1
      : 1;

/** Two first days are one term's, told otherwise, unless the later may be a new beginning: after an edition that already has the holder. */
function isSameTerm(group: readonly TermStart[], { date: told }: TermStart): boolean {
  const reach = group.reduce((day, each) => maxDay(day, getEarliestDay(each.date), getLastEditionDay(each.lines)), '');
  return getEarliestDay(told) <= reach || group.some((each) => isRefinementOf(told, each.date));
}

const maxDay = (...days: Day[]): Day => days.toSorted().at(-1) ?? '';
/** Whether the one is a day of the other, which is a month or a year. */
const isRefinementOf = (one: SourceDate, other: SourceDate): boolean =>
  one.edtf !== other.edtf && one.edtf.startsWith(other.edtf);

/** Whether an edition between those of the one and of the other names somebody else. */
function hasRivalBetween(
  one: readonly Observation[],
  other: readonly Observation[],
  others: readonly Observation[],
): boolean {
  const [after, before] =
    getLastEditionDay(one) < getFirstEditionDay(other)
      ? [getLastEditionDay(one), getFirstEditionDay(other)]
      : [getLastEditionDay(other), getFirstEditionDay(one)];
  return getEditionDays(others).some((day) => after < day && day < before);
}

function createTerm(
  { country, office, capacity }: Observation,
  leader: Leader,
  group: readonly TermStart[],
  others: readonly Observation[],
): LeaderTerm {
  const exact = group.filter(({ date: told }) => !group.some((other) => isRefinementOf(other.date, told)));
  const ofState = (start: TermStart): number => Number(start.lines.some(({ line }) => line.field === 'chief of state'));
  const from = exact.reduce((a, b) => {
    const [one, other] = [getLastEditionDay(a.lines), getLastEditionDay(b.lines)];
    return other > one || (other === one && ofState(b) >= ofState(a)) ? b : a;
  });
  const otherwise = group
    .filter((start) => start !== from)
    .map((start) => {
      const named = isRefinementOf(from.date, start.date) ? undefined : findLateRival(start.date, from.date, others);
      return { start, ...(named && { named }) };
    });
  return { country, office, capacity, leader, from, alternativeStarts: otherwise, undated: [] };
}

/** An edition is at times late to have a new name; it is not by months. */
const maxEditionLagDays = 90;

/** The last edition between two first days that names somebody else, long after the earlier of them. */
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

/** A term ended by the first day of the next one, and not before the last edition that has its holder. */
function setTermEnd(term: LeaderTerm, all: readonly LeaderTerm[]): void {
  const [stated] = term.from.lines.filter(({ until }) => until);
  if (stated?.until) {
    term.until = { told: stated.until, by: stated };
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
  term.until = { told: { edtf: earliest === latest ? latest : `[${earliest}..${latest}]`, basis: 'INFERRED' }, by };
}

function canFollow(term: LeaderTerm, other: LeaderTerm): boolean {
  if (term.capacity === 'REPRESENTATIVE') return other.capacity === 'REPRESENTATIVE';
  if (term.capacity === 'ELECT') return other.leader === term.leader && other.capacity === 'INCUMBENT';
  return holdingCapacities.has(other.capacity);
}
