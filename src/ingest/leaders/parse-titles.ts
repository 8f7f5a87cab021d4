import type { termCapacities } from '../../model/vocabulary.ts';

/** The capacities in which a holder exercises the office. */
export const holdingCapacities: ReadonlySet<string> = new Set(['INCUMBENT', 'ACTING', 'CARETAKER']);

type Capacity = (typeof termCapacities)[number];

/** A parsed title. */
export interface Title {
  /** The normalized office: "President" for "Interim President of the Republic". Undefined if there is none. */
  office: string | undefined;
  capacity: Capacity;
}

/** Words that occur in titles. The first other word starts the name. */
const titleWords = new Set(
  `president prime minister premier king queen emperor emir amir sultan prince princess grand duke pope chancellor chairman chairperson chair
  chief executive governor general governor-general administrator commissioner lieutenant taoiseach head secretary captain captains regent mayor
  supreme leader overall taliban interim acting transition transitional caretaker provisional co-prince coprince french spanish vice co-vice state
  council presidency presidential sovereign leadership government republic of the and for to is confederation swiss islamic afghanistan federal
  cabinet ministers senior prefect lord mann co-chiefs co-chief foreign affairs political pontifical commission vatican city governorate spain
  interior high commander-in-chief commander in sudanese armed forces national security administration privy party communist central committee
  first speaker house representatives assembly supreme people's presidium military minister-in-attendance minister-president crown self-defense
  superior military transitional junta patriotic movement safeguard safeguarding homeland nonresident officer ulu o tokelau president-elect
  prime-minister-designate minister-designate designate elect malagasy refoundation pitcairn resident tuanku ruler monarch
  or equivalent territorial assembly island lieutenant-governor presidents`.split(/\s+/),
);
const joiningWords = new Set(['of', 'the', 'and', 'for', 'to', 'in', 'is', 'o', 'or', 'ulu']);
const titleAcronyms = new Set(['GNU', 'CNSP', 'SAC']);
/** Country names that occur in titles. */
const countriesInTitles = [
  'French Polynesia',
  'New Zealand',
  'China',
  'Pitcairn Island',
  'Commonwealth of Australia',
  'Australia',
];
const stripPunctuation = (word: string): string => word.replace(/[,;:&()]/g, '');

function isTitleWord(word: string): boolean {
  const plain = stripPunctuation(word);
  const lowerCase = plain.toLowerCase();
  // "To LAM" is a name, but a lower-case "to" is part of a title.
  if (joiningWords.has(lowerCase)) return plain === lowerCase || lowerCase === 'ulu';
  return titleWords.has(lowerCase) || titleAcronyms.has(plain);
}

const vicePresidentSource = String.raw`(?:co-|(?:first|second|third|executive|senior)\s+)?(?:vice|deputy)[- ]presidents?\b`;
/** The beginning of words about a vice president. */
export const vicePresidentTitleSource = String.raw`(?:(?:acting|interim|temporary)\s+)?${vicePresidentSource}`;
const vicePresidentBeginning = new RegExp(`^\\s*${vicePresidentTitleSource}(?:-elect)?`, 'i');

/** Returns the length of the title at the start of a text in code units, including trailing space. */
export function findTitleEnd(text: string): number {
  let end = vicePresidentBeginning.exec(text)?.[0].length ?? 0;
  for (const { 0: word, index } of text.matchAll(/\([^()]*\)|\S+/g)) {
    if (index < end) continue;
    const country = countriesInTitles.find((name) => text.startsWith(name, index));
    const inBrackets = word.startsWith('(');
    const isPartOfTitle = inBrackets
      ? end > 0 || word.split(' ').every(isTitleWord)
      : country !== undefined || word.split('/').every((part) => isTitleWord(part) || /^[&–-]$/.test(part));
    // Names are printed in capitals.
    const isUpperCaseName =
      !inBrackets && word.length > 3 && word === word.toUpperCase() && !titleAcronyms.has(stripPunctuation(word));
    if (!isPartOfTitle || isUpperCaseName) break;
    end = index + (country ?? word).length;
  }
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}

const capacityPatterns: readonly { pattern: RegExp; capacity: Capacity }[] = [
  { pattern: /\b(?:President|Minister|Premier|Chancellor)[- ](?:elect|designate)\b/i, capacity: 'ELECT' },
  { pattern: /\bcaretaker\b/i, capacity: 'CARETAKER' },
  { pattern: /\b(?:acting|interim|transition(?:al)?|provisional|temporary)\b/i, capacity: 'ACTING' },
];

/** Offices whose wording varies or contains the title of another office. */
const officePatterns: readonly { pattern: RegExp; office: string }[] = [
  {
    pattern: /^(?:President of the Government or )?Prime Minister\b|\(Prime Minister(?:-equivalent)?\)$/i,
    office: 'Prime Minister',
  },
  { pattern: /^(?:King|Queen|Monarch)\b|^Lord of Mann\b/, office: 'Monarch' },
  { pattern: /^(?:French |Spanish )?Co-?prince\b/i, office: 'Co-prince' },
  {
    pattern: /^President of the (?:Republic|Islamic Republic of Afghanistan|Swiss Confederation)$/i,
    office: 'President',
  },
  {
    pattern: /^President of government,?$|^President President$|^President of China$|^Executive President$/,
    office: 'President',
  },
  { pattern: /^President of the Government\b/, office: 'President of the Government' },
  {
    pattern: /^(?:President|Chairman),? (?:of the )?Presidential Council,?$/,
    office: 'Chairman of the Presidential Council',
  },
  {
    pattern: /^President of (?:the )?National Council for (?:the )?Safeguard/,
    office: 'President of the National Council for the Safeguard of the Homeland',
  },
  { pattern: /^(?:Chairman|Chairperson) of the Presidency$/, office: 'Chair of the Presidency' },
  { pattern: /^co-chiefs? of state Captains? Regent$|^Captains?(?: Regent)?$/i, office: 'Captain Regent' },
  {
    pattern:
      /^(?:Chair(?:man|person),? (?:of the )?Presidential (?:Leadership )?Council|Presidential Leadership Council Chair(?:person|man))$/,
    office: 'Chairman of the Presidential Leadership Council',
  },
  { pattern: /^(?:overall )?(?:Supreme )?Taliban Leader$/i, office: 'Taliban Leader' },
  { pattern: /^Sovereign Council Chair(?:man)?\b/, office: 'Chairman of the Sovereign Council' },
];

/** Titles of heads of government, also as part of a combined title. */
const governmentHeadPattern =
  /^(?:Prime Minister|Premier|Chancellor|Taoiseach|Chief Minister|Head of Government|President of the Government)\b/i;

/** An incomplete title, which names no office. */
const incompleteTitlePattern = /^(?:Minister|Prime|President of|President of the|)$/;
/** Other offices, which the source names while the head's office is vacant. */
const otherOfficePattern = /^(?:Deputy Prime Minister|Commander in Chief)$/;
/** Titles of vice presidents, in the singular or plural, with what distinguishes their offices. */
const vicePresidentPattern = new RegExp(`^${vicePresidentSource}`, 'i');
/** Returns the office: "Vice President" for "Co-Vice Presidents". */
const normalizeVicePresidency = (words: string): string =>
  words
    .replace(/^co-/i, '')
    .replace(/s$/i, '')
    .split(/[\s-]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join(' ');

/** Parses a title; undefined if it is not that of a chief of state, a head of government or a vice president. */
export function parseTitle(words: string, field: 'chief of state' | 'head of government'): Title | undefined {
  const capacity = capacityPatterns.find(({ pattern }) => pattern.test(words))?.capacity ?? 'INCUMBENT';
  const plain = words
    .replace(/\b(?:acting|interim|transition(?:al)?|provisional|temporary|caretaker|first of)\b/gi, '')
    .replace(/[- ](?:elect|designate)\b/i, '')
    .replace(/\((?:acting|interim|nonresident)\)/gi, '')
    .replace(/^(?:GNU|CNSP)\b/, '')
    .replace(/\bPresidents\b/, 'President')
    .replace(/^\(([^()]*)\)$/, '$1')
    .replace(/[\s,]+(?:is)?$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = plain.split(
    /,? and (?=(?:the )?(?:Co-)?(?:President|Prime|Premier|Minister|Chairman|Vice|Mayor|Commander|First|Head|Crown|King)\b)|\/|, (?=Minister|Chairman|State)/,
  );
  const isSingleOffice = parts.some((part) => /^President of the Pontifical|^President of the Council of/.test(part));
  const main = isSingleOffice
    ? plain
    : ((field === 'head of government' ? parts.find((part) => governmentHeadPattern.test(part)) : undefined) ??
      parts[0] ??
      plain);
  if (otherOfficePattern.test(main)) return undefined;
  const vicePresident = vicePresidentPattern.exec(main)?.[0];
  if (vicePresident !== undefined) return { office: normalizeVicePresidency(vicePresident), capacity };
  if (incompleteTitlePattern.test(main)) return { office: undefined, capacity };
  const knownOffice = officePatterns.find(({ pattern }) => pattern.test(main))?.office;
  const office =
    knownOffice ?? main.replace(/^Chairperson\b/, 'Chairman').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return { office, capacity };
}

/** Returns whether an office is that of a vice president, who heads neither the state nor the government. */
export const isVicePresidency = (office: string | undefined): boolean =>
  office !== undefined && vicePresidentPattern.test(office);

/** Returns whether an office is that of head of government. */
export const isGovernmentHeadOffice = (office: string): boolean => governmentHeadPattern.test(office);
