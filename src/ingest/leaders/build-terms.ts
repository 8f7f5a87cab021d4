import { type Day, daysBetween, fuzzyDate } from '../../model/fuzzy-date.ts';
import type { Leader } from './identify-leaders.ts';
import { type Observation, officeName } from './observations.ts';
import type { Told } from './parse-since.ts';

/** A first day, and the lines that tell it. */
export interface Start {
  told: Told;
  /** In the order of their editions. */
  lines: Observation[];
}

export interface HeldTerm {
  country: string;
  office: string;
  capacity: Observation['capacity'];
  leader: Leader;
  /** The first day that the record serves. */
  from: Start;
  /** Other first days that editions have, and the edition between the two that still names somebody else, if one does. */
  otherwise: { start: Start; named?: { one: Observation; on: Day } }[];
  /** Lines that don't say since when. */
  undated: Observation[];
  until?: { told: Told; by: Observation };
}

const holding: ReadonlySet<string> = new Set(['INCUMBENT', 'ACTING', 'CARETAKER']);
/** Whether the two can't hold the office at once. */
const rivals = (one: Observation, other: Observation): boolean =>
  one.capacity === 'REPRESENTATIVE' ? other.capacity === 'REPRESENTATIVE' : holding.has(other.capacity);
const dayOf = (told: Told): Day => fuzzyDate(told.edtf).earliest ?? '';
const firstOf = (lines: readonly Observation[]): Day => lines.map(({ line }) => line.first).toSorted()[0] ?? '';
const lastOf = (lines: readonly Observation[]): Day =>
  lines
    .map(({ line }) => line.last)
    .toSorted()
    .at(-1) ?? '';
const linesOf = ({ from, otherwise, undated }: HeldTerm): Observation[] => [
  ...from.lines,
  ...otherwise.flatMap(({ start }) => start.lines),
  ...undated,
];
/** The editions that are known to have a line: those between may have another. */
const editionsOf = (lines: readonly Observation[]): Day[] => lines.flatMap(({ line }) => [line.first, line.last]);

/** The terms that the lines tell of, and lines of which no term begins. */
export function termsOf(
  leaders: ReadonlyMap<Observation, Leader>,
  shared: ReadonlySet<string>,
): { terms: HeldTerm[]; undated: Observation[] } {
  const byOffice = Map.groupBy(leaders.keys(), officeName);
  const terms: HeldTerm[] = [];
  const undated: Observation[] = [];
  for (const [name, observations] of byOffice) {
    const own: HeldTerm[] = [];
    const held = Map.groupBy(observations, (one) => `${one.capacity}:${leaders.get(one)?.key}`);
    for (const lines of held.values()) {
      const [first] = lines as [Observation];
      const leader = leaders.get(first) as Leader;
      const others = shared.has(name)
        ? []
        : observations.filter((one) => rivals(first, one) && leaders.get(one) !== leader);
      const made = termsOfOne(lines, leader, others);
      own.push(...made.terms);
      undated.push(...made.undated);
    }
    // Of an office that several hold, none takes another's place.
    for (const term of own) bound(term, shared.has(name) ? [] : own);
    terms.push(...own);
  }
  return { terms, undated };
}

/** One person's terms in one office and capacity. */
function termsOfOne(
  lines: readonly Observation[],
  leader: Leader,
  others: readonly Observation[],
): { terms: HeldTerm[]; undated: Observation[] } {
  const starts = [
    ...Map.groupBy(
      lines.filter(({ from }) => from),
      ({ from }) => from?.edtf,
    ),
  ]
    .map(([, all]): Start => ({ told: all[0]?.from as Told, lines: all.toSorted(byEdition) }))
    .toSorted((a, b) => byEdition(a.lines[0] as Observation, b.lines[0] as Observation));
  const groups: Start[][] = [];
  for (const start of starts) {
    const group = groups.find((each) => isSameTerm(each, start));
    if (group) group.push(start);
    else groups.push([start]);
  }
  const [any] = lines as [Observation];
  const terms = groups.map((group) => termOf(any, leader, group, others));
  const undated = lines.filter(({ from }) => !from);
  const orphans = undated.filter((one) => {
    const own = terms.find((term) => !hasBetween([...term.from.lines], [one], others));
    own?.undated.push(one);
    return own === undefined;
  });
  return { terms, undated: orphans };
}

const byEdition = (a: Observation, b: Observation): number =>
  a.line.first === b.line.first ? a.line.line - b.line.line : a.line.first < b.line.first ? -1 : 1;

/** Two first days are one term's, told otherwise, unless the later may be a new beginning: after an edition that already has the holder. */
function isSameTerm(group: readonly Start[], { told }: Start): boolean {
  const reach = group.reduce((day, each) => latestOf(day, dayOf(each.told), lastOf(each.lines)), '');
  return dayOf(told) <= reach || group.some((each) => isWithin(told, each.told));
}

const latestOf = (...days: Day[]): Day => days.toSorted().at(-1) ?? '';
/** Whether the one is a day of the other, which is a month or a year. */
const isWithin = (one: Told, other: Told): boolean => one.edtf !== other.edtf && one.edtf.startsWith(other.edtf);

/** Whether an edition between those of the one and of the other names somebody else. */
function hasBetween(
  one: readonly Observation[],
  other: readonly Observation[],
  others: readonly Observation[],
): boolean {
  const [after, before] = lastOf(one) < firstOf(other) ? [lastOf(one), firstOf(other)] : [lastOf(other), firstOf(one)];
  return editionsOf(others).some((day) => after < day && day < before);
}

function termOf(
  { country, office, capacity }: Observation,
  leader: Leader,
  group: readonly Start[],
  others: readonly Observation[],
): HeldTerm {
  const exact = group.filter(({ told }) => !group.some((other) => isWithin(other.told, told)));
  const ofState = (start: Start): number => Number(start.lines.some(({ line }) => line.field === 'chief of state'));
  const from = exact.reduce((a, b) => {
    const [one, other] = [lastOf(a.lines), lastOf(b.lines)];
    return other > one || (other === one && ofState(b) >= ofState(a)) ? b : a;
  });
  const otherwise = group
    .filter((start) => start !== from)
    .map((start) => {
      const named = isWithin(from.told, start.told) ? undefined : stillNamed(start.told, from.told, others);
      return { start, ...(named && { named }) };
    });
  return { country, office, capacity, leader, from, otherwise, undated: [] };
}

/** An edition is at times late to have a new name; it is not by months. */
const late = 90;

/** The last edition between two first days that names somebody else, long after the earlier of them. */
function stillNamed(
  earlier: Told,
  later: Told,
  others: readonly Observation[],
): { one: Observation; on: Day } | undefined {
  const named = others.flatMap((one) => editionsOf([one]).map((on) => ({ one, on })));
  const between = named.filter(({ on }) => on < dayOf(later) && daysBetween(dayOf(earlier), on) > late);
  return between.reduce<(typeof named)[number] | undefined>((a, b) => (a && a.on >= b.on ? a : b), undefined);
}

/** A term ended by the first day of the next one, and not before the last edition that has its holder. */
function bound(term: HeldTerm, all: readonly HeldTerm[]): void {
  const [stated] = term.from.lines.filter(({ until }) => until);
  if (stated?.until) {
    term.until = { told: stated.until, by: stated };
    return;
  }
  const start = dayOf(term.from.told);
  const last = lastOf(linesOf(term));
  const isNext = (other: HeldTerm): boolean =>
    other !== term && dayOf(other.from.told) > start && lastOf(linesOf(other)) > last && follows(term, other);
  const next = all
    .filter(isNext)
    .reduce<HeldTerm | undefined>((a, b) => (a && dayOf(a.from.told) <= dayOf(b.from.told) ? a : b), undefined);
  if (!next) return;
  const { latest } = fuzzyDate(next.from.told.edtf);
  if (latest === null) return;
  const attested = editionsOf(linesOf(term)).filter((day) => day <= latest);
  const earliest = latestOf(start, ...attested);
  const by = next.from.lines.at(-1) as Observation;
  term.until = { told: { edtf: earliest === latest ? latest : `[${earliest}..${latest}]`, basis: 'INFERRED' }, by };
}

function follows(term: HeldTerm, other: HeldTerm): boolean {
  if (term.capacity === 'REPRESENTATIVE') return other.capacity === 'REPRESENTATIVE';
  if (term.capacity === 'ELECT') return other.leader === term.leader && other.capacity === 'INCUMBENT';
  return holding.has(other.capacity);
}
