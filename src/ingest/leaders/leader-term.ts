import type { Day } from '../../model/fuzzy-date.ts';
import type { Correction } from './corrections.ts';
import type { Leader } from './identify-leaders.ts';
import type { LeaderLine } from './leaders-file.ts';
import type { SourceDate } from './parse-since.ts';
import { holdingCapacities } from './parse-titles.ts';
import type { Observation } from './read-lines.ts';

/** A first day and the lines that give it. */
export interface TermStart {
  date: SourceDate;
  /** In order of edition. */
  lines: Observation[];
}

/** A last day with the words that imply or state it. */
export interface TermEnd {
  date: SourceDate;
  line: LeaderLine;
  range?: readonly [start: number, end: number] | undefined;
  /** The correction that states it, instead of the line. */
  correction?: Correction | undefined;
}

/** A first day that is not recorded, with an edition that contradicts it, if there is one. */
export interface AlternativeStart {
  start: TermStart;
  /** An edition after that day that still names someone else, or one before it that already names the holder. */
  named?: { one: Observation; on: Day; isHolder?: true } | undefined;
}

export interface LeaderTerm {
  country: string;
  office: string;
  capacity: Observation['capacity'];
  leader: Leader;
  /** The first day that is recorded. */
  from: TermStart;
  /** Other first days. */
  alternativeStarts: AlternativeStart[];
  /** Lines without a first day. */
  undated: Observation[];
  until?: TermEnd;
  /** The last day on which the editions attest the holder, and none contradicts it. */
  attestedUntil?: Day;
}

/** How long an edition may still name a predecessor. */
export const maxEditionLagDays = 90;

export const getTermLines = ({ from, alternativeStarts, undated }: LeaderTerm): Observation[] => [
  ...from.lines,
  ...alternativeStarts.flatMap(({ start }) => start.lines),
  ...undated,
];

/** Returns whether `other` takes the place of the term's holder. */
export function canFollow(term: LeaderTerm, other: LeaderTerm): boolean {
  if (term.capacity === 'REPRESENTATIVE') return other.capacity === 'REPRESENTATIVE';
  if (term.capacity === 'ELECT') return other.leader === term.leader && other.capacity === 'INCUMBENT';
  return holdingCapacities.has(other.capacity);
}
