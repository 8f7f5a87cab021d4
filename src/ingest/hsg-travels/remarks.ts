import type { visitPurposes, visitTypes } from '../../model/vocabulary.ts';
import { isBilateral } from './bilateral.ts';
import type { HostWords } from './host-words.ts';
import { isMultilateral } from './multilateral.ts';

type VisitType = (typeof visitTypes)[number];
type VisitPurpose = (typeof visitPurposes)[number];

/**
 * Parses the type and purposes of a visit from its remarks, clause by clause. Most rules match only
 * the start of a clause: "State visit; …" describes this visit, "made arrangements for President
 * Clinton's state visit" does not. Uncertain matches are omitted.
 */
export function parseRemarks(remarks: string, host: HostWords): { type: VisitType; purposes: VisitPurpose[] } {
  const types = new Set(splitClauses(remarks).flatMap((clause) => findVisitType(clause) ?? []));
  const [type] = types;
  return {
    type: type !== undefined && types.size === 1 ? type : 'UNSPECIFIED',
    purposes: findPurposes(remarks, types, host),
  };
}

const verbPattern = String.raw`(?:\w+ed|held|led|[Mm]et|gave|laid|spoke|took|made)\b`;
// A full stop ends a sentence, but not after an initial ("U.S.", "Franklin D.") or a title.
const sentenceEnd = /(?<!\b(?:[A-Z]|US|Gen|St|Mr|Mrs|Ms|Dr|Sr|Jr|Adm|Lt|Col|Gov|Sen|Rep))\.\s+|;\s+/;
const nextVerb = new RegExp(String.raw`(?:,\s+and|,|\s+and)\s+(?=(?:also |then |later )?${verbPattern})`);

/** Splits remarks into sentences, and these where another verb begins. */
export function splitClauses(remarks: string): string[] {
  return remarks
    .replace(/\[[^\]]*\]/g, '')
    .split(sentenceEnd)
    .flatMap((sentence) => sentence.split(nextVerb))
    .map((clause) => clause.replace(/^(?:and|also|then|later)\s+/i, '').replace(/[\s.]+$/, ''))
    .filter((clause) => clause !== '');
}

const visitTypeByWord: Readonly<Record<string, VisitType>> = {
  state: 'STATE',
  official: 'OFFICIAL',
  'official working': 'OFFICIAL_WORKING',
  working: 'WORKING',
  informal: 'INFORMAL',
  private: 'PRIVATE',
  unofficial: 'PRIVATE',
};
const visitTypeWords = 'official working|unofficial|official|state|working|informal|private';
const visitTypePatterns = [
  new RegExp(`^(${visitTypeWords}) visit(?! (?:by|of|from) )`, 'i'),
  /^(informal) meeting with /i,
  new RegExp(
    `^(?:the )?first (${visitTypeWords}) visit (?:by|of) an? (?:u\\.s\\.|american) (?:president|secretary)`,
    'i',
  ),
  new RegExp(`(?:^|, )followed by (?:an? )?(${visitTypeWords}) visit$`, 'i'),
  new RegExp(
    `\\b(?:during|as part of|in the course of) (?:an? |the |his |her |their )?(${visitTypeWords}) (?:\\([^)]*\\) )?visit$`,
    'i',
  ),
];
/** Describes someone else's visit, or a visit that did not take place. */
const otherVisitPattern =
  /^(?:accompanied|joined|briefed|discussed|reviewed|prepared|planned|arranged|announced|returned|repaid)\b|cancel|postpon|\b[\w.]+['’]s? (?:state|official|working|informal|private) /i;

function findVisitType(clause: string): VisitType | undefined {
  if (otherVisitPattern.test(clause)) return undefined;
  for (const rule of visitTypePatterns) {
    const [, kind] = rule.exec(clause) ?? [];
    if (kind) return visitTypeByWord[kind.toLowerCase()];
  }
  return undefined;
}

const troopsPattern =
  /^(?:visited|addressed|met with|greeted|inspected|reviewed|spoke (?:to|with)|accompanied [^,]*? (?:on a visit to|to meetings? with))\b[^;]*?\b(?:U\.?S\.?|American|Allied|Coalition|NATO|UN)\b[^,;]*?\b(?:(?:military|Army|Navy|Air Force|Marine|armed forces) personnel|troops|servicemen|service ?members|soldiers|Marines|forces)\b/i;
const ceremonyPatterns = [
  /^(?:attended|took part in|participated in|hosted|witnessed|addressed|accompanied [^,]*? to|joined [^,]*? in|led [^,]*? to|represented [^,]*? at)\b.*\b(?:funeral|memorial services?|inauguration|coronation|enthronement|wedding|ceremon(?:y|ies)|celebrations?|commemorat\w+|dedication|signing of|transfer of sovereignty|anniversary(?! summit))\b/i,
  /^(?:dedicated|commemorated|inaugurated|laid (?:an? |the )?(?:wreath|cornerstone)|spoke at (?:the )?cornerstone laying)\b/i,
];
const transitPattern =
  /^(?:overnight |refuell?ing )?(?:stop|stopover|stopped|refuell?ed|disembarked|re-?embarked)\b(?! (?:in|at)\b)|\bduring a refuell?ing stop\b/i;
const holidayPattern =
  /^(?:fishing trip|vacation(?:ed)?)\b|\b(?:during|on) (?:an? |his |her )?(?:working )?vacation\b/i;
const accompanyingPattern = /^[Aa]cc?oo?mpanied (?!by\b)[A-Z]/;

/** Types of visits to the government of the host. */
const typesOfTalks: readonly VisitType[] = ['STATE', 'OFFICIAL', 'OFFICIAL_WORKING', 'WORKING'];

const purposeRules: readonly { purpose: VisitPurpose; matches(clause: string, host: HostWords): boolean }[] = [
  { purpose: 'BILATERAL', matches: isBilateral },
  { purpose: 'MULTILATERAL', matches: isMultilateral },
  { purpose: 'CEREMONY', matches: (clause) => ceremonyPatterns.some((rule) => rule.test(clause)) },
  { purpose: 'TRANSIT', matches: (clause) => transitPattern.test(clause) },
  { purpose: 'TROOPS', matches: (clause) => troopsPattern.test(clause) },
  { purpose: 'HOLIDAY', matches: (clause) => holidayPattern.test(clause) },
  { purpose: 'ACCOMPANYING', matches: (clause) => accompanyingPattern.test(clause) },
];

/** Returns the purposes stated in the clauses of a remark, or implied by the types of visits in them. */
export function findPurposes(remarks: string, types: ReadonlySet<VisitType>, host: HostWords): VisitPurpose[] {
  const clauses = splitClauses(remarks);
  return purposeRules
    .filter(
      ({ purpose, matches }) =>
        clauses.some((clause) => matches(clause, host)) ||
        (purpose === 'BILATERAL' && typesOfTalks.some((type) => types.has(type))),
    )
    .map(({ purpose }) => purpose);
}
