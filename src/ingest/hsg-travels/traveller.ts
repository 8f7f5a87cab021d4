import type { Leg } from './leg.ts';
import { electTermKey, findNextTerm, findTermOn, type Role, type Term } from './terms.ts';

/** The office that the traveller held on the first day of a leg. */
export interface HeldTerm {
  key: string;
  title: string;
  /** The term that a president-elect or secretary-designate had not yet begun. */
  futureTerm?: Term;
}

const roleTitles: Record<Role, { held: string; elect: string }> = {
  president: { held: 'President', elect: 'President-elect' },
  secretary: { held: 'Secretary of State', elect: 'Secretary of State-designate' },
};

// A bracketed note gives the traveller's own office; a president-elect in the text is someone else.
const asElectPattern =
  /\[[^\]]*\bmade as (?:the )?(?:President|Secretary(?: of State)?)[- ](?:elect|designate)\b[^\]]*\]/i;

export function findHeldTerm(terms: readonly Term[], { role, personId, start, fields }: Leg): HeldTerm | undefined {
  const term = findTermOn(terms, role, personId, start);
  if (term) return { key: term.key, title: roleTitles[role].held };
  const elect = asElectPattern.test(fields.remarks.text) ? findNextTerm(terms, role, personId, start) : undefined;
  return elect && { key: electTermKey(elect), title: roleTitles[role].elect, futureTerm: elect };
}
