import type { termCapacities } from '../../model/vocabulary.ts';
import { findTitleEnd, parseTitle, type Title } from './parse-titles.ts';

type Field = 'chief of state' | 'head of government';
type Capacity = (typeof termCapacities)[number];
type Range = readonly [start: number, end: number];

/** The words between a name and its first day that say in what office or capacity the person acts. */
export interface Clause {
  /** Where the name ends and the clause begins. */
  start: number;
  capacity?: Capacity;
  /** The office that the clause names instead of a title before the name, with the position of its words. */
  title?: { title: Title; range: Range };
}

const clausePatterns: readonly { pattern: RegExp; capacity?: Capacity }[] = [
  { pattern: /\s+(?:serving as (?:a )?caretaker|(?:serving )?in caretaker status)\s*$/i, capacity: 'CARETAKER' },
  { pattern: /\s+serving as (?:acting|interim)\s*$/i, capacity: 'ACTING' },
  { pattern: /\s+-\s*(?:previously|formerly)\b.*$/i },
  { pattern: /\s+(?:resigned|stepped down)\b.*\bremains\b.*$/i },
];
const officePattern = /\s+(?:(?:was |is )?(?:elected|appointed)|serves as|serving as)\s+(?:the )?/gi;
/** Prose about a holder whose title comes before the name. */
const prosePattern = /\s+(?:serves as|is the)\s.*$/i;

/** Finds the clause after a name. */
export function findClause(
  head: string,
  { nameStart, hasTitle, field }: { nameStart: number; hasTitle: boolean; field: Field },
): Clause | undefined {
  for (const { pattern, capacity } of clausePatterns) {
    const match = pattern.exec(head.slice(nameStart));
    if (match) return { start: nameStart + match.index, ...(capacity && { capacity }) };
  }
  for (const { 0: words, index } of head.slice(nameStart).matchAll(officePattern)) {
    const [start, from] = [nameStart + index, nameStart + index + words.length];
    const titleWords = head.slice(from).trimEnd();
    const title = findTitleEnd(titleWords) === titleWords.length ? parseTitle(titleWords, field) : undefined;
    if (title?.office) return { start, title: { title, range: [from, from + titleWords.length] } };
  }
  const prose = hasTitle ? prosePattern.exec(head.slice(nameStart)) : null;
  return prose ? { start: nameStart + prose.index } : undefined;
}

/** Finds an office in brackets after a name without a title: "(Acting President since 2 May 2025)". */
export function findTitleInBrackets(words: string, field: Field): { title: Title; range: Range } | undefined {
  const titleWords = /^(.*?)\s+since\b/i.exec(words)?.[1];
  if (titleWords === undefined || findTitleEnd(titleWords) !== titleWords.length) return undefined;
  const title = parseTitle(titleWords, field);
  return title?.office ? { title, range: [0, titleWords.length] } : undefined;
}
