import type { visitPurposes } from '../../model/vocabulary.ts';
import { isBilateral, isMultilateral } from './gatherings.ts';

const troops =
  /^(?:visited|addressed|met with|greeted|inspected|reviewed|spoke (?:to|with)|accompanied [^,]*? (?:on a visit to|to meetings? with))\b[^;]*?\b(?:U\.?S\.?|American|Allied|Coalition|NATO|UN)\b[^,;]*?\b(?:(?:military|Army|Navy|Air Force|Marine|armed forces) personnel|troops|servicemen|service ?members|soldiers|Marines|forces)\b/i;
const ceremony = [
  /^(?:attended|took part in|participated in|hosted|witnessed|addressed|accompanied [^,]*? to|joined [^,]*? in|led [^,]*? to|represented [^,]*? at)\b.*\b(?:funeral|memorial services?|inauguration|coronation|enthronement|wedding|ceremon(?:y|ies)|celebrations?|commemorat\w+|dedication|signing of|transfer of sovereignty|anniversary)\b/i,
  /^(?:dedicated|commemorated|inaugurated|laid (?:an? |the )?(?:wreath|cornerstone)|spoke at (?:the )?cornerstone laying)\b/i,
];
const transit =
  /^(?:overnight |refuell?ing )?(?:stop|stopover|stopped|refuell?ed|disembarked|re-?embarked)\b(?! (?:in|at)\b)|\bduring a refuell?ing stop\b/i;
const holiday = /^(?:fishing trip|vacation(?:ed)?)\b|\b(?:during|on) (?:an? |his |her )?(?:working )?vacation\b/i;
const accompanying = /^[Aa]cc?oo?mpanied (?!by\b)[A-Z]/;

export type VisitPurpose = (typeof visitPurposes)[number];

const rules: readonly { purpose: VisitPurpose; says(clause: string): boolean }[] = [
  { purpose: 'BILATERAL', says: isBilateral },
  { purpose: 'MULTILATERAL', says: isMultilateral },
  { purpose: 'CEREMONY', says: (clause) => ceremony.some((rule) => rule.test(clause)) },
  { purpose: 'TRANSIT', says: (clause) => transit.test(clause) },
  { purpose: 'TROOPS', says: (clause) => troops.test(clause) },
  { purpose: 'HOLIDAY', says: (clause) => holiday.test(clause) },
  { purpose: 'ACCOMPANYING', says: (clause) => accompanying.test(clause) },
];

/** The purposes that the clauses of a remark state. */
export const purposesOf = (clauses: readonly string[]): VisitPurpose[] =>
  rules.filter(({ says }) => clauses.some(says)).map(({ purpose }) => purpose);
