import type { visitTypes } from '../../model/vocabulary.ts';
import { findPurposes, type VisitPurpose } from './purposes.ts';

type VisitType = (typeof visitTypes)[number];

interface ParsedRemarks {
  type: VisitType;
  purposes: VisitPurpose[];
}

/**
 * Parses the type and purposes of a visit from its remarks, clause by clause. Most rules match only
 * the start of a clause: "State visit; …" describes this visit, "made arrangements for President
 * Clinton's state visit" does not. Uncertain matches are omitted.
 */
export function parseRemarks(remarks: string): ParsedRemarks {
  const clauses = splitClauses(remarks);
  const types = new Set(clauses.flatMap((clause) => findVisitType(clause) ?? []));
  const [type] = types;
  return { type: type !== undefined && types.size === 1 ? type : 'UNSPECIFIED', purposes: findPurposes(clauses) };
}

const verbPattern = String.raw`(?:\w+ed|held|led|met|gave|laid|spoke|took|made)\b`;
// A full stop ends a sentence, but not after an initial ("U.S.", "Franklin D.") or a title.
const sentenceEnd = /(?<!\b(?:[A-Z]|US|Gen|St|Mr|Mrs|Ms|Dr|Sr|Jr|Adm|Lt|Col|Gov|Sen|Rep))\.\s+|;\s+/;
const nextVerb = new RegExp(String.raw`(?:,\s+and|,|\s+and)\s+(?=(?:also |then |later )?${verbPattern})`);

function splitClauses(remarks: string): string[] {
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
