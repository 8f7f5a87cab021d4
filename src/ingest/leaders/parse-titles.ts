import type { termCapacities } from '../../model/vocabulary.ts';

type Capacity = (typeof termCapacities)[number];

/** An office as a title names it. */
export interface Title {
  /** Its name, the same for every wording of it: "President" for "Interim President of the Republic". Nothing where the words name none. */
  office: string | undefined;
  capacity: Capacity;
}

/** The words that titles are made of: a name begins where they end. */
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
  or equivalent territorial assembly island lieutenant-governor`.split(/\s+/),
);
const joiningWords = new Set(['of', 'the', 'and', 'for', 'to', 'in', 'is', 'o', 'or', 'ulu']);
const titleAcronyms = new Set(['GNU', 'CNSP', 'SAC']);
/** Countries inside titles. */
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
  const small = plain.toLowerCase();
  // "To LAM" is a name; "to" joins a title.
  if (joiningWords.has(small)) return plain === small || small === 'ulu';
  return titleWords.has(small) || titleAcronyms.has(plain);
}

/** How many units of the text its title takes, with the space after it. */
export function findTitleEnd(text: string): number {
  let end = 0;
  for (const { 0: word, index } of text.matchAll(/\([^()]*\)|\S+/g)) {
    if (index < end) continue;
    const country = countriesInTitles.find((name) => text.startsWith(name, index));
    const inBrackets = word.startsWith('(');
    const isOne = inBrackets
      ? end > 0 || word.split(' ').every(isTitleWord)
      : country !== undefined || word.split('/').every((part) => isTitleWord(part) || /^[&–-]$/.test(part));
    // A name stands in capitals.
    const isShouted =
      !inBrackets && word.length > 3 && word === word.toUpperCase() && !titleAcronyms.has(stripPunctuation(word));
    if (!isOne || isShouted) break;
    end = index + (country ?? word).length;
  }
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}

const capacityPatterns: readonly { says: RegExp; capacity: Capacity }[] = [
  { says: /\b(?:President|Minister|Premier|Chancellor)[- ](?:elect|designate)\b/i, capacity: 'ELECT' },
  { says: /\bcaretaker\b/i, capacity: 'CARETAKER' },
  { says: /\b(?:acting|interim|transition(?:al)?|provisional)\b/i, capacity: 'ACTING' },
];

/** Offices whose wording varies, or which hold another's title in a longer one. */
const officePatterns: readonly { says: RegExp; office: string }[] = [
  { says: /^Prime Minister\b|\(Prime Minister(?:-equivalent)?\)$/i, office: 'Prime Minister' },
  { says: /^(?:King|Queen|Monarch)\b|^Lord of Mann\b/, office: 'Monarch' },
  { says: /^(?:French |Spanish )?Co-?prince\b/i, office: 'Co-prince' },
  { says: /^President of the (?:Republic|Islamic Republic of Afghanistan|Swiss Confederation)$/i, office: 'President' },
  {
    says: /^President of government,?$|^President President$|^President of China$|^Executive President$/,
    office: 'President',
  },
  { says: /^President of the Government\b/, office: 'President of the Government' },
  {
    says: /^(?:President|Chairman),? (?:of the )?Presidential Council,?$/,
    office: 'Chairman of the Presidential Council',
  },
  {
    says: /^President of (?:the )?National Council for (?:the )?Safeguard/,
    office: 'President of the National Council for the Safeguard of the Homeland',
  },
  { says: /^(?:Chairman|Chairperson) of the Presidency$/, office: 'Chair of the Presidency' },
  { says: /^co-chiefs? of state Captains? Regent$|^Captains?(?: Regent)?$/i, office: 'Captain Regent' },
  {
    says: /^(?:Chair(?:man|person),? (?:of the )?Presidential (?:Leadership )?Council|Presidential Leadership Council Chair(?:person|man))$/,
    office: 'Chairman of the Presidential Leadership Council',
  },
  { says: /^(?:overall )?(?:Supreme )?Taliban Leader$/i, office: 'Taliban Leader' },
  { says: /^Sovereign Council Chair(?:man)?\b/, office: 'Chairman of the Sovereign Council' },
];

/** Titles of the chief of government, in a longer one that joins several. */
const governmentHeadPattern =
  /^(?:Prime Minister|Premier|Chancellor|Taoiseach|Chief Minister|Head of Government|President of the Government)\b/i;

/** Half a title, which names no office. */
const incompleteTitlePattern = /^(?:Minister|Prime|President of|President of the|)$/;
/** Offices of others, named where nobody holds that of the head. */
const otherOfficePattern = /^(?:Vice President|Deputy Prime Minister|Commander in Chief)$/;

/** What a title says, as the chief of state's or the head of government's; nothing where it is neither's. */
export function parseTitle(words: string, field: 'chief of state' | 'head of government'): Title | undefined {
  const capacity = capacityPatterns.find(({ says }) => says.test(words))?.capacity ?? 'INCUMBENT';
  const plain = words
    .replace(/\b(?:acting|interim|transition(?:al)?|provisional|caretaker|first of)\b/gi, '')
    .replace(/[- ](?:elect|designate)\b/i, '')
    .replace(/\((?:acting|interim|nonresident)\)/gi, '')
    .replace(/^(?:GNU|CNSP)\b/, '')
    .replace(/^\(([^()]*)\)$/, '$1')
    .replace(/[\s,]+(?:is)?$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = plain.split(
    /,? and (?=(?:the )?(?:Co-)?(?:President|Prime|Premier|Minister|Chairman|Vice|Mayor|Commander|First|Head|Crown|King)\b)|\/|, (?=Minister|Chairman|State)/,
  );
  const isPartOfOne = parts.some((part) => /^President of the Pontifical|^President of the Council of/.test(part));
  const main = isPartOfOne
    ? plain
    : ((field === 'head of government' ? parts.find((part) => governmentHeadPattern.test(part)) : undefined) ??
      parts[0] ??
      plain);
  if (otherOfficePattern.test(main)) return undefined;
  if (incompleteTitlePattern.test(main)) return { office: undefined, capacity };
  const known = officePatterns.find(({ says }) => says.test(main))?.office;
  const office =
    known ?? main.replace(/^Chairperson\b/, 'Chairman').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return { office, capacity };
}

/** Whether the office is one of heading the government, whoever heads the state. */
export const isGovernmentHeadOffice = (office: string): boolean => governmentHeadPattern.test(office);
