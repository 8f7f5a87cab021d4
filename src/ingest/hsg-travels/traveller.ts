import type { Leg } from './leg.ts';
import { electKey, nextTerm, type Role, type Term, termOn } from './terms.ts';

/** What the traveller was on the first day of a leg. */
export interface HeldTerm {
  key: string;
  title: string;
  /** The term that had not begun, of a traveller who was elected or named to it. */
  elect?: Term;
}

const titles: Record<Role, { held: string; elect: string }> = {
  president: { held: 'President', elect: 'President-elect' },
  secretary: { held: 'Secretary of State', elect: 'Secretary of State-designate' },
};

// The traveller's own standing is a note in brackets; a president-elect in the text is somebody whom the traveller met.
const madeAsElect =
  /\[[^\]]*\bmade as (?:the )?(?:President|Secretary(?: of State)?)[- ](?:elect|designate)\b[^\]]*\]/i;

export function heldOn(terms: readonly Term[], { role, who, start, fields }: Leg): HeldTerm | undefined {
  const term = termOn(terms, role, who, start);
  if (term) return { key: term.key, title: titles[role].held };
  const elect = madeAsElect.test(fields.remarks.text) ? nextTerm(terms, role, who, start) : undefined;
  return elect && { key: electKey(elect), title: titles[role].elect, elect };
}
