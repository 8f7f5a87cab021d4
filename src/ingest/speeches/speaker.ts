import type { ExistingLeaders, ExistingTerm } from '../../db/queries/existing-leaders.ts';
import { normalizeNameCase } from '../person-names.ts';
import { slugify } from '../slugify.ts';

const courtesyPattern =
  /^(?:(?:H\.\s?E\.|His|Her|Their|Excellency|Royal|Highness|Majesty|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame)\s+)+/;

/** Formats a name for display: without courtesy titles and in mixed case. */
export const formatSpeakerName = (name: string): string => normalizeNameCase(name.replace(courtesyPattern, ''));

/** Returns the key of a person who is known only from the corpus. */
export const speakerKey = (country: string, name: string): string =>
  `ungdc:${country}:${slugify(formatSpeakerName(name))}`;

const rankByPost: readonly { post: RegExp; rank: string }[] = [
  {
    post: /^(?:President|King|Queen|Amir|Emir|Emperor|Sultan|Prince|Grand Duke|Head of State|Chair(?:man)? of the Presidency)$/i,
    rank: 'HEAD_OF_STATE',
  },
  { post: /^(?:Prime Minister|Premier|Chancellor|Head of Government)$/i, rank: 'HEAD_OF_GOVERNMENT' },
  { post: /^Minister (?:of|for) Foreign Affairs$|^Foreign Minister$/i, rank: 'FOREIGN_MINISTER' },
];

/** Finds the term of a speaker: the only one that matches the post, the country and the period. */
export function findSpeakerTerm(
  { terms }: Pick<ExistingLeaders, 'terms'>,
  { person, country, post, start, end }: { person: string; country: string; post: string; start: string; end: string },
): ExistingTerm | undefined {
  const rank = rankByPost.find((entry) => entry.post.test(post))?.rank;
  const matches = terms.filter(
    (term) =>
      term.person === person &&
      term.country === country &&
      term.rank === rank &&
      ['INCUMBENT', 'ACTING', 'CARETAKER'].includes(term.capacity) &&
      (term.startEarliest ?? '') <= end &&
      (term.endLatest ?? '9999') >= start,
  );
  return matches.length === 1 ? matches[0] : undefined;
}
