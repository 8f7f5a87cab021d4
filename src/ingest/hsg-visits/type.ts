import type { RecordInputOf } from '../../model/records/index.ts';
import { splitClauses } from '../hsg-travels/remarks.ts';

type VisitType = NonNullable<RecordInputOf<'visit'>['type']>;

/** Words before "visit", longer ones first, with a misspelling. An "official select visit" is an official one. */
const typeByWords: Readonly<Record<string, VisitType>> = {
  'official working': 'OFFICIAL_WORKING',
  'official select': 'OFFICIAL',
  'official state': 'STATE',
  official: 'OFFICIAL',
  offical: 'OFFICIAL',
  state: 'STATE',
  working: 'WORKING',
  'informal working': 'WORKING',
  'private working': 'WORKING',
  'informal, unofficial': 'INFORMAL',
  informal: 'INFORMAL',
  private: 'PRIVATE',
  unofficial: 'PRIVATE',
};
const words = Object.keys(typeByWords).join('|');
const visitPattern = new RegExp(`^(?:included (?:an? )?)?(${words}) visit(?! (?:by|of|from) )`, 'i');
const duringVisitPattern = new RegExp(
  `\\b(?:during|as part of|in the course of) (?:an? |the |his |her )?(?:[\\w-]+, )?(${words}) visit\\b`,
  'i',
);
const meetingPatterns: readonly { pattern: RegExp; type: VisitType }[] = [
  { pattern: /^informal (?:meetings?|discussions|talks)\b|^met informally\b/i, type: 'INFORMAL' },
  { pattern: /^private meeting with\b|^unofficial courtesy call\b/i, type: 'PRIVATE' },
];
/** A visit to another place, after the one to Washington. */
const sideTrip =
  /\bafterwards?\b|^\w+ visit (?:after|from|until|to (?!(?:Washington|Camp David|the White House|the U\.S|the United States)\b))/i;
const otherVisit = /\b(?:cancel|postpon)\w*|^(?:returned|repaid|discussed|delivered|prepared|planned)\b/i;

/**
 * Finds the type of a visit in its description: that of the first clause that states one. Private visits to
 * other places afterwards are not this visit.
 */
export function findVisitType(description: string): VisitType {
  for (const [index, clause] of splitClauses(description).entries()) {
    const type = findTypeInClause(clause);
    if (type === undefined || (type === 'PRIVATE' && index > 0 && sideTrip.test(clause))) continue;
    return type;
  }
  return 'UNSPECIFIED';
}

function findTypeInClause(clause: string): VisitType | undefined {
  const [, during] = duringVisitPattern.exec(clause) ?? [];
  if (during !== undefined) return typeByWords[during.toLowerCase()];
  if (otherVisit.test(clause)) return undefined;
  const [, stated] = visitPattern.exec(clause) ?? [];
  if (stated !== undefined) return typeByWords[stated.toLowerCase()];
  return meetingPatterns.find(({ pattern }) => pattern.test(clause))?.type;
}
