import type { visitTypes } from '../../model/vocabulary.ts';
import { purposesOf, type VisitPurpose } from './purposes.ts';

type VisitType = (typeof visitTypes)[number];

interface Reading {
  type: VisitType;
  purposes: VisitPurpose[];
}

/**
 * What the remarks say of this visit, clause by clause. The rules hold on to how a clause begins: "State visit; …" is this visit,
 * "made arrangements for President Clinton's state visit" is not. What is only likely is left out.
 */
export function readRemarks(remarks: string): Reading {
  const clauses = clausesOf(remarks);
  const types = new Set(clauses.flatMap((clause) => typeOf(clause) ?? []));
  const [type] = types;
  return { type: type !== undefined && types.size === 1 ? type : 'UNSPECIFIED', purposes: purposesOf(clauses) };
}

const verb = String.raw`(?:\w+ed|held|led|met|gave|laid|spoke|took|made)\b`;
// A full stop ends a sentence, but not after an initial ("U.S.", "Franklin D.") or a title.
const sentenceEnd = /(?<!\b(?:[A-Z]|US|Gen|St|Mr|Mrs|Ms|Dr|Sr|Jr|Adm|Lt|Col|Gov|Sen|Rep))\.\s+|;\s+/;
const nextVerb = new RegExp(String.raw`(?:,\s+and|,|\s+and)\s+(?=(?:also |then |later )?${verb})`);

function clausesOf(remarks: string): string[] {
  return remarks
    .replace(/\[[^\]]*\]/g, '')
    .split(sentenceEnd)
    .flatMap((sentence) => sentence.split(nextVerb))
    .map((clause) => clause.replace(/^(?:and|also|then|later)\s+/i, '').replace(/[\s.]+$/, ''))
    .filter((clause) => clause !== '');
}

const typeNames: Readonly<Record<string, VisitType>> = {
  state: 'STATE',
  official: 'OFFICIAL',
  'official working': 'OFFICIAL_WORKING',
  working: 'WORKING',
  informal: 'INFORMAL',
  private: 'PRIVATE',
  unofficial: 'PRIVATE',
};
const kinds = 'official working|unofficial|official|state|working|informal|private';
const typeRules = [
  new RegExp(`^(${kinds}) visit(?! (?:by|of|from) )`, 'i'),
  /^(informal) meeting with /i,
  new RegExp(`^(?:the )?first (${kinds}) visit (?:by|of) an? (?:u\\.s\\.|american) (?:president|secretary)`, 'i'),
  new RegExp(`(?:^|, )followed by (?:an? )?(${kinds}) visit$`, 'i'),
  new RegExp(
    `\\b(?:during|as part of|in the course of) (?:an? |the |his |her |their )?(${kinds}) (?:\\([^)]*\\) )?visit$`,
    'i',
  ),
];
/** Another's visit, or one that did not come to pass. */
const notThisVisit =
  /^(?:accompanied|joined|briefed|discussed|reviewed|prepared|planned|arranged|announced|returned|repaid)\b|cancel|postpon|\b[\w.]+['’]s? (?:state|official|working|informal|private) /i;

function typeOf(clause: string): VisitType | undefined {
  if (notThisVisit.test(clause)) return undefined;
  for (const rule of typeRules) {
    const [, kind] = rule.exec(clause) ?? [];
    if (kind) return typeNames[kind.toLowerCase()];
  }
  return undefined;
}
