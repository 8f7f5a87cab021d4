import type { LeadersOnRecord, TermOnRecord } from '../../db/queries/existing-leaders.ts';
import { slugOf } from '../leaders/identify-leaders.ts';
import { normalCase } from '../leaders/person-names.ts';

const courtesy =
  /^(?:(?:H\.\s?E\.|His|Her|Their|Excellency|Royal|Highness|Majesty|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Sir|Dame)\s+)+/;

/** A name as it is shown: without courtesies, and not in capitals. */
export const shownName = (name: string): string => normalCase(name.replace(courtesy, ''));

/** The key of somebody of whom only the corpus tells. */
export const ownKey = (country: string, name: string): string => `ungdc:${country}:${slugOf(shownName(name))}`;

const ranks: readonly { post: RegExp; rank: string }[] = [
  {
    post: /^(?:President|King|Queen|Amir|Emir|Emperor|Sultan|Prince|Grand Duke|Head of State|Chair(?:man)? of the Presidency)$/i,
    rank: 'HEAD_OF_STATE',
  },
  { post: /^(?:Prime Minister|Premier|Chancellor|Head of Government)$/i, rank: 'HEAD_OF_GOVERNMENT' },
  { post: /^Minister (?:of|for) Foreign Affairs$|^Foreign Minister$/i, rank: 'FOREIGN_MINISTER' },
];

/** The term in which somebody spoke: the only one on record that fits the post, the country and the days. */
export function termOf(
  { terms }: Pick<LeadersOnRecord, 'terms'>,
  {
    person,
    country,
    post,
    from,
    until,
  }: { person: string; country: string; post: string; from: string; until: string },
): TermOnRecord | undefined {
  const rank = ranks.find((one) => one.post.test(post))?.rank;
  const fitting = terms.filter(
    (term) =>
      term.person === person &&
      term.country === country &&
      term.rank === rank &&
      ['INCUMBENT', 'ACTING', 'CARETAKER'].includes(term.capacity) &&
      (term.fromEarliest ?? '') <= until &&
      (term.untilLatest ?? '9999') >= from,
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}
