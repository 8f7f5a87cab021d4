import { addDays, type Day, daysBetween, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import type { Seat, SeatLine } from './group-lines-by-country.ts';
import {
  canFollow,
  getTermLines,
  type LeaderTerm,
  maxEditionLagDays,
  type TermEnd,
  type TermStart,
} from './leader-term.ts';
import type { Departure } from './parse-departures.ts';
import { isVicePresidency } from './parse-titles.ts';
import { type Observation, officeId } from './read-lines.ts';

type Field = SeatLine['line']['field'];

/** A reason why a term has ended: the days on which it can have happened. */
interface Ending {
  earliest: Day;
  latest: Day;
  /** Whether the holder is not attested later, so that the term has ended. */
  isFinal: boolean;
  end: Omit<TermEnd, 'date'>;
  /** The stated last day. */
  stated?: string;
}

/**
 * Sets until when each term of a country is attested, and its end. A term ends with its successor's first day, a vacancy,
 * a removal, or between the last edition that names the holder and the next one.
 */
export function endTerms(
  terms: readonly LeaderTerm[],
  { seat, shared, finalDay }: { seat: Seat; shared: ReadonlySet<string>; finalDay: Day },
): void {
  for (const term of terms) {
    const last = getLastEdition(term);
    const endings = [
      // Vice presidents who hold an office together do not succeed each other.
      ...(isVicePresidency(term.office) && shared.has(officeId(term)) ? [] : findSuccessors(term, terms)),
      ...findVacancies(term, seat),
      ...findDepartures(term, seat),
      ...findDisappearance(term, seat),
    ];
    const [stated] = getTermLines(term).filter(({ until }) => until);
    // On the first day of a successor the term is no longer certain, on its own last day it is.
    const lastDays = [last, finalDay, ...endings.map(({ earliest }) => addDays(earliest, -1))];
    if (stated?.until) {
      const correction = stated.correction?.by.end ? stated.correction.by : undefined;
      term.until = { date: stated.until, line: stated.line, range: stated.wordRanges.since, correction };
      lastDays.push(toDays(stated.until.edtf).earliest);
    } else
      setEnd(
        term,
        endings.filter(({ isFinal }) => isFinal),
      );
    const attested = lastDays.toSorted()[0] ?? '';
    if (attested >= getStart(term)) term.attestedUntil = attested;
  }
}

const getStart = ({ from }: LeaderTerm): Day => parseFuzzyDate(from.date.edtf).earliest ?? '';
const getEditions = (term: LeaderTerm): Day[] =>
  getTermLines(term)
    .flatMap(({ line }) => [line.firstEdition, line.lastEdition])
    .toSorted();
const getLastEdition = (term: LeaderTerm): Day => getEditions(term).at(-1) ?? '';
const isHeadOfState = (term: LeaderTerm): boolean =>
  getTermLines(term).some(({ line }) => line.field === 'chief of state');
const getPrimaryField = (term: LeaderTerm): Field => (isHeadOfState(term) ? 'chief of state' : 'head of government');

function toDays(edtf: string): { earliest: Day; latest: Day } {
  const { earliest, latest } = parseFuzzyDate(edtf);
  return { earliest: earliest ?? '', latest: latest ?? '9999-12-31' };
}

/** Sets the end: a stated last day, or the range between the last edition that names the holder and the first ending. */
function setEnd(term: LeaderTerm, endings: readonly Ending[]): void {
  // Of two reasons with the same day, the one that states it counts.
  const isBefore = (a: Ending, b: Ending): boolean =>
    a.latest < b.latest || (a.latest === b.latest && (a.stated !== undefined || b.stated === undefined));
  const first = endings.reduce<Ending | undefined>((a, b) => (a && isBefore(a, b) ? a : b), undefined);
  if (!first) return;
  if (first.stated !== undefined) {
    term.until = { date: { edtf: first.stated, basis: 'STATED' }, ...first.end };
    return;
  }
  // An edition after the ending that still names the holder attests the office until then.
  const isNamedLater = getLastEdition(term) >= first.latest;
  const attested = getEditions(term).filter((day) => day <= first.latest);
  const days = [getStart(term), ...attested, ...(isNamedLater ? [addDays(first.earliest, -1)] : [])];
  const earliest = days.toSorted().at(-1) ?? '';
  const edtf = earliest === first.latest ? first.latest : `[${earliest}..${first.latest}]`;
  term.until = { date: { edtf, basis: 'INFERRED' }, ...first.end };
}

/** Finds the first days of other holders of the office, or of the same function, after the first day of the term. */
function findSuccessors(term: LeaderTerm, terms: readonly LeaderTerm[]): Ending[] {
  const [start, last, field] = [getStart(term), getLastEdition(term), getPrimaryField(term)];
  const lines = new Set(getTermLines(term).map(({ line }) => line));
  return terms.flatMap((other): Ending[] => {
    const isSameOffice = other.office === term.office;
    // Those named together do not succeed each other.
    const isRival =
      other !== term &&
      canFollow(term, other) &&
      (isSameOffice || haveSameFunction(term, other, field)) &&
      !getTermLines(other).some(({ line }) => lines.has(line));
    if (!isRival) return [];
    const findNext = (starts: readonly TermStart[]) =>
      starts
        .map((found) => ({ found, days: toDays(found.date.edtf) }))
        .filter(({ days }) => days.earliest > start)
        .toSorted((a, b) => (a.days.earliest < b.days.earliest ? -1 : 1))[0];
    const toEnding = ({ found, days }: NonNullable<ReturnType<typeof findNext>>, isFinal: boolean): Ending => {
      const { line, wordRanges } = found.lines.at(-1) ?? (getTermLines(other)[0] as Observation);
      return { ...days, isFinal, end: { line, range: wordRanges.since } };
    };
    const credible = findNext([
      other.from,
      ...other.alternativeStarts.filter(({ named }) => !named).map((found) => found.start),
    ]);
    // Even a first day that is not believed contradicts the term.
    const stated = findNext([other.from, ...other.alternativeStarts.map((found) => found.start)]);
    // Who takes over a function can have held another office for some time.
    const isTransfer = !isSameOffice && credible !== undefined && credible.days.latest < last;
    const isFinal = getLastEdition(other) > last && !isTransfer;
    return [...(stated ? [toEnding(stated, false)] : []), ...(credible && isFinal ? [toEnding(credible, true)] : [])];
  });
}

/** Returns whether the other is named for the function of the term. Vice presidents have none of these. */
const haveSameFunction = (term: LeaderTerm, other: LeaderTerm, field: Field): boolean =>
  !isVicePresidency(term.office) &&
  !isVicePresidency(other.office) &&
  getTermLines(other).some(({ line }) => line.field === field);

/** Finds vacancies of the seat after the first day of the term. */
function findVacancies(term: LeaderTerm, seat: Seat): Ending[] {
  if (term.capacity === 'REPRESENTATIVE' || term.capacity === 'ELECT' || isVicePresidency(term.office)) return [];
  const [start, editions] = [getStart(term), getEditions(term)];
  return seat.lines.flatMap(({ line, vacancy }): Ending[] => {
    if (!vacancy || line.field !== getPrimaryField(term)) return [];
    const days = vacancy.from ? toDays(vacancy.from.edtf) : { earliest: line.firstEdition, latest: line.firstEdition };
    if (days.earliest <= start || (!vacancy.from && days.earliest < (editions[0] ?? ''))) return [];
    return [{ ...days, isFinal: line.lastEdition > (editions.at(-1) ?? ''), end: { line, range: vacancy.range } }];
  });
}

/** Finds statements that the holder left, was removed, or that someone else took office. */
function findDepartures(term: LeaderTerm, seat: Seat): Ending[] {
  // A president who left was often vice president before.
  if (term.capacity === 'REPRESENTATIVE' || isVicePresidency(term.office)) return [];
  const [start, last] = [getStart(term), getLastEdition(term)];
  return seat.lines.flatMap(({ line, departures }) =>
    departures.flatMap((departure): Ending[] => {
      const days = toDays(departure.date.edtf);
      const isAbout = concerns(departure, term, line.field);
      if (!isAbout || days.earliest <= start) return [];
      // Someone who is still named long afterwards withdrew the resignation, or is a namesake.
      const isNamedLater = daysBetween(days.earliest, last) > maxEditionLagDays;
      if (isNamedLater && departure.kind === 'LEFT') return [];
      const isExact = days.earliest === days.latest && departure.kind !== 'SUCCEEDED';
      const isFinal = !isNamedLater && departure.kind !== 'SUCCEEDED';
      return [
        { ...days, isFinal, end: { line, range: departure.range }, ...(isExact && { stated: departure.date.edtf }) },
      ];
    }),
  );
}

function concerns({ name, kind }: Departure, term: LeaderTerm, field: Field): boolean {
  const isNamed = term.leader.spellings.some(({ printed }) =>
    printed.split(/[\s,]+/).some((word) => word === name || word.endsWith(`-${name}`)),
  );
  if (kind !== 'SUCCEEDED') return isNamed;
  return !isNamed && field === getPrimaryField(term);
}

/**
 * Finds the first edition after the last one with the holder that names others, or none, for the same function.
 * Most editions do not name the vice presidents, and say nothing about them.
 */
function findDisappearance(term: LeaderTerm, seat: Seat): Ending[] {
  const [last, field] = [getLastEdition(term), getPrimaryField(term)];
  const [first] = seat.lines
    .filter((candidate) =>
      isVicePresidency(term.office)
        ? candidate.namesVicePresidents
        : candidate.line.field === field && candidate.isReadable,
    )
    .filter(({ line }) => line.lastEdition > last)
    .filter(({ leaders }) => !leaders.has(term.leader.key))
    .toSorted((a, b) => (a.line.firstEdition < b.line.firstEdition ? -1 : 1));
  if (!first) return [];
  const { line } = first;
  const range = isVicePresidency(term.office) ? first.vicePresidentRange : first.range;
  // The line may be older than the last edition with the holder, if that edition interrupts it.
  const day = line.firstEdition > last ? line.firstEdition : line.lastEdition;
  return [{ earliest: day, latest: day, isFinal: true, end: { line, range } }];
}
