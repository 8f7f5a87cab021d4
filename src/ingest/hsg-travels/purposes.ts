import type { visitPurposes } from '../../model/vocabulary.ts';
import { isBilateral, isMultilateral } from './meeting-kinds.ts';

const troopsPattern =
  /^(?:visited|addressed|met with|greeted|inspected|reviewed|spoke (?:to|with)|accompanied [^,]*? (?:on a visit to|to meetings? with))\b[^;]*?\b(?:U\.?S\.?|American|Allied|Coalition|NATO|UN)\b[^,;]*?\b(?:(?:military|Army|Navy|Air Force|Marine|armed forces) personnel|troops|servicemen|service ?members|soldiers|Marines|forces)\b/i;
const ceremonyPatterns = [
  /^(?:attended|took part in|participated in|hosted|witnessed|addressed|accompanied [^,]*? to|joined [^,]*? in|led [^,]*? to|represented [^,]*? at)\b.*\b(?:funeral|memorial services?|inauguration|coronation|enthronement|wedding|ceremon(?:y|ies)|celebrations?|commemorat\w+|dedication|signing of|transfer of sovereignty|anniversary)\b/i,
  /^(?:dedicated|commemorated|inaugurated|laid (?:an? |the )?(?:wreath|cornerstone)|spoke at (?:the )?cornerstone laying)\b/i,
];
const transitPattern =
  /^(?:overnight |refuell?ing )?(?:stop|stopover|stopped|refuell?ed|disembarked|re-?embarked)\b(?! (?:in|at)\b)|\bduring a refuell?ing stop\b/i;
const holidayPattern =
  /^(?:fishing trip|vacation(?:ed)?)\b|\b(?:during|on) (?:an? |his |her )?(?:working )?vacation\b/i;
const accompanyingPattern = /^[Aa]cc?oo?mpanied (?!by\b)[A-Z]/;

export type VisitPurpose = (typeof visitPurposes)[number];

const purposeRules: readonly { purpose: VisitPurpose; matches(clause: string): boolean }[] = [
  { purpose: 'BILATERAL', matches: isBilateral },
  { purpose: 'MULTILATERAL', matches: isMultilateral },
  { purpose: 'CEREMONY', matches: (clause) => ceremonyPatterns.some((rule) => rule.test(clause)) },
  { purpose: 'TRANSIT', matches: (clause) => transitPattern.test(clause) },
  { purpose: 'TROOPS', matches: (clause) => troopsPattern.test(clause) },
  { purpose: 'HOLIDAY', matches: (clause) => holidayPattern.test(clause) },
  { purpose: 'ACCOMPANYING', matches: (clause) => accompanyingPattern.test(clause) },
];

/** Returns the purposes stated in the clauses of a remark. */
export const findPurposes = (clauses: readonly string[]): VisitPurpose[] =>
  purposeRules.filter(({ matches }) => clauses.some(matches)).map(({ purpose }) => purpose);
