import type { CuratedAliases } from '../curated-aliases.ts';
import { slugify } from '../slugify.ts';
import type { LeaderLine } from './leaders-file.ts';
import type { Holder } from './parse-holder-piece.ts';
import { isVicePresidency } from './parse-titles.ts';
import type { Observation } from './read-lines.ts';

/** A holder whose line names no office, or only a part of one. */
export interface UntitledHolder {
  line: LeaderLine;
  country: string;
  holder: Holder;
}

/**
 * Finds the office of a holder without a title: the only one of the field, else the one that completes the printed words,
 * else the one that the same person holds since the same day in another line. If the source names no office
 * for the field at all, the field is the office.
 */
export function findUntitledOffice(
  { line, country, holder }: UntitledHolder,
  titled: readonly Observation[],
  curated: CuratedAliases,
): { office: string } | { reason: string } {
  const inField = titled.filter(
    (other) =>
      other.country === country &&
      other.line.field === line.field &&
      other.capacity !== 'REPRESENTATIVE' &&
      !isVicePresidency(other.office),
  );
  const offices = new Set(inField.map(({ office }) => office));
  const words = holder.wordRanges.title ? line.text.slice(...holder.wordRanges.title) : '';
  if (offices.size === 0 && words === '' && holder.from)
    return { office: line.field === 'chief of state' ? 'Chief of State' : 'Head of Government' };
  const identify = (name: string): string => curated.findPerson(country, name)?.key ?? slugify(name);
  const person = identify(holder.name);
  const own = inField.filter(({ name, from }) => from && from.edtf === holder.from?.edtf && identify(name) === person);
  const completed = words === '' ? [] : [...offices].filter((office) => office.split(' ').includes(words));
  const office = getOnly(offices) ?? getOnly(completed) ?? getOnly(new Set(own.map((other) => other.office)));
  if (office !== undefined) return { office };
  const latest = own
    .filter((other) => other.line.lastEdition <= line.firstEdition)
    .toSorted((a, b) => (a.line.lastEdition < b.line.lastEdition ? -1 : 1))
    .at(-1);
  return latest
    ? { office: latest.office }
    : {
        reason: `"${holder.name}" has no office, and the source has ${offices.size === 0 ? 'none' : [...offices].join(', ')} for the ${line.field}.`,
      };
}

const getOnly = (offices: Iterable<string>): string | undefined => {
  const [first, ...others] = offices;
  return others.length === 0 ? first : undefined;
};
