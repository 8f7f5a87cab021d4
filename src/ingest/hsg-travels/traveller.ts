import type { Leg } from './leg.ts';
import { electTermKey, findNextTerm, findTermOn, type Role, type Term } from './terms.ts';

/** What the traveller was on the first day of a leg. */
export interface HeldTerm {
  key: string;
  title: string;
  /** The term that had not begun, of a traveller who was elected or named to it. */
  futureTerm?: Term;
}

const roleTitles: Record<Role, { held: string; elect: string }> = {
  president: { held: 'President', elect: 'President-elect' },
  secretary: { held: 'Secretary of State', elect: 'Secretary of State-designate' },
};

// The traveller's own standing is a note in brackets; a president-elect in the text is somebody whom the traveller met.
const asElectPattern =
  /\[[^\]]*\bmade as (?:the )?(?:President|Secretary(?: of State)?)[- ](?:elect|designate)\b[^\]]*\]/i;

export function findHeldTerm(
  terms: readonly Term[],
  { role, personId: who, start, fields }: Leg,
): HeldTerm | undefined {
  const term = findTermOn(terms, role, who, start);
  if (term) return { key: term.key, title: roleTitles[role].held };
  const elect = asElectPattern.test(fields.remarks.text) ? findNextTerm(terms, role, who, start) : undefined;
  return elect && { key: electTermKey(elect), title: roleTitles[role].elect, futureTerm: elect };
}
