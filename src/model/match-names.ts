import { editDistance } from './edit-distance.ts';
import { toNameForms, toWordForm } from './search-text.ts';

/** How a text matches a name: the same words; the beginning; some words or another order; another spelling. */
type NameMatchKind = 'EXACT' | 'PREFIX' | 'WORDS' | 'MISSPELLING';

interface NameMatch {
  /** From 0 to 1. */
  similarity: number;
  kind: NameMatchKind;
}

/** Words that say little about who is meant: titles, forms of government, particles. */
const commonWords = new Set(
  [
    'president prime minister foreign king queen emperor empress sultan emir amir sheikh shaikh prince princess pope chancellor premier chairman secretary general marshal',
    'mr mrs ms dr sir lord lady his her majesty highness excellency excellence jr sr i ii iii iv vi',
    'republic kingdom state states federation federal democratic people peoples s islamic socialist united union of the and de la le les du des da do dos el al bin ibn van von der den',
  ].flatMap((line) => line.split(' ')),
);
const commonWeight = 0.3;
/** Longer words do not count for more. */
const maxWeight = 8;

const abbreviations: Readonly<Record<string, string>> = {
  st: 'saint',
  ste: 'sainte',
  rep: 'republic',
  dem: 'democratic',
  fed: 'federation',
  is: 'islands',
  isl: 'islands',
  gov: 'government',
  pres: 'president',
  dr: 'democratic republic of the',
  n: 'north',
  s: 'south',
};

/**
 * Returns the forms under which a name that someone wrote is looked up: its own, with and without an article, then those of
 * rewritings: "Korea, South", "S. Korea", "U.S.A.", "Congo (Kinshasa)".
 */
export function listLookupForms(name: string): string[] {
  const [inverted, main, ...more] = name.split(',').map((part) => part.trim());
  const plain = toWordForm(name);
  const words = plain.split(' ');
  const rewritten = [
    inverted && main && more.length === 0 ? `${main} ${inverted}` : '',
    words.length > 1 && words.every((word) => word.length === 1) ? words.join('') : '',
    words
      .map((word, index) => (index === words.length - 1 && index > 0 ? word : (abbreviations[word] ?? word)))
      .join(' '),
    words.map((word) => (word.length > 1 ? (abbreviations[word] ?? word) : word)).join(' '),
    name.replaceAll('&', ' and '),
    name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '),
    name.replace(/['’`ʼ.]/g, ''),
  ];
  return [...new Set([...toNameForms(name), ...rewritten.flatMap(toNameForms)])];
}

/** A single word with a lower similarity, of which every fifth letter differs, may be another word. */
const vagueSimilarity = 0.8;
/** Less than a name of several words with the same word has. */
const maxVagueSimilarity = 0.7;

/** Compares two texts in word form. All words count the same if none is common by itself, as in the title of an office. */
export function matchNames(text: string, name: string, hasCommonWords = true): NameMatch {
  if (text === name) return { similarity: 1, kind: 'EXACT' };
  const [asked, named] = [toWords(text, hasCommonWords), toWords(name, hasCommonWords)];
  const pairs = pairWords(asked, named);
  const weigh = (words: readonly Word[]): number => words.reduce((sum, { weight }) => sum + weight, 0);
  const shared = (side: 'one' | 'other'): number =>
    pairs.reduce((sum, pair) => sum + pair[side].weight * pair.similarity, 0);
  const [coverage, reverseCoverage] = [shared('one') / weigh(asked), shared('other') / weigh(named)];
  const isSpelledAlike = pairs.every(({ similarity }) => similarity === 1);
  const kind = isSpelledAlike ? 'WORDS' : 'MISSPELLING';
  const isComplete = pairs.length === asked.length && pairs.length === named.length;
  if (isComplete) {
    const complete = 0.97 * Math.min(coverage, reverseCoverage);
    // A word of another spelling says less than the same word in a longer name: "Bashar" is no spelling of "Masar".
    const isVague = asked.length === 1 && complete < vagueSimilarity;
    return { similarity: isVague ? Math.min(complete, maxVagueSimilarity) : complete, kind };
  }
  const partial = 0.97 * (0.65 * coverage + 0.35 * reverseCoverage);
  const words = matchesEnds(asked, named, pairs)
    ? Math.max(partial, 0.88 * endSimilarity(pairs))
    : pairs.filter(({ one }) => one.weight > commonWeight).length < 2
      ? Math.min(partial, 0.75)
      : partial;
  const isBeginning = name.startsWith(text) && text.length >= 3;
  const beginning = isBeginning ? 0.5 + (0.3 * text.length) / name.length : 0;
  return beginning > words ? { similarity: beginning, kind: 'PREFIX' } : { similarity: words, kind };
}

/** Called by SQL: the similarity in four decimals, then the kind, so that the greatest text is the best match. */
export function formatNameMatch(text: string, name: string, hasCommonWords: number): string {
  const { similarity, kind } = matchNames(text, name, hasCommonWords !== 0);
  return `${Math.max(0, similarity).toFixed(4)}${kind}`;
}

interface Word {
  text: string;
  /** The letters as they sound, to compare transliterations. */
  sound: string;
  weight: number;
  index: number;
}
interface WordPair {
  one: Word;
  other: Word;
  similarity: number;
}

const cachedWords = new Map<string, Word[]>();
const maxCachedTexts = 5_000;

function toWords(text: string, hasCommonWords: boolean): Word[] {
  const key = hasCommonWords ? text : ` ${text}`;
  const cached = cachedWords.get(key);
  if (cached) return cached;
  const words = text.split(' ').map((word, index) => ({
    text: word,
    sound: toSound(word),
    weight: Math.min(word.length, maxWeight) * (hasCommonWords && commonWords.has(word) ? commonWeight : 1),
    index,
  }));
  if (cachedWords.size >= maxCachedTexts) cachedWords.clear();
  cachedWords.set(key, words);
  return words;
}

/** Pairs each word with the most similar one that is left, the most similar pairs first. */
function pairWords(asked: readonly Word[], named: readonly Word[]): WordPair[] {
  const all = asked
    .flatMap((one) => named.map((other) => ({ one, other, similarity: compareWords(one, other) })))
    .filter(({ similarity }) => similarity > 0)
    .toSorted((a, b) => b.similarity - a.similarity || b.one.weight - a.one.weight);
  const used = new Set<Word>();
  return all.filter(({ one, other }) => {
    if (used.has(one) || used.has(other)) return false;
    used.add(one).add(other);
    return true;
  });
}

function compareWords(one: Word, other: Word): number {
  if (one.text === other.text) return 1;
  const [short, long] = one.text.length <= other.text.length ? [one, other] : [other, one];
  if (short.text.length === 1) return long.text.startsWith(short.text) ? 0.85 : 0;
  if (short.sound.length >= 3 && one.sound === other.sound) return 0.96;
  const length = Math.max([...one.sound].length, [...other.sound].length);
  const limit = length <= 3 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3;
  const distance = limit === 0 ? Infinity : editDistance(one.sound, other.sound, limit);
  const bySpelling = Number.isFinite(distance) ? 1 - distance / length : 0;
  const skeleton = toSkeleton(one.sound);
  const bySkeleton = skeleton.length >= 3 && skeleton === toSkeleton(other.sound) ? 0.85 : 0;
  return Math.max(bySpelling >= 0.6 ? bySpelling : 0, bySkeleton);
}

const soundRules: readonly (readonly [RegExp, string])[] = [
  [/dzh|dj|zh/g, 'j'],
  [/tsch|tch|ch/g, 'c'],
  [/sch|sh/g, 's'],
  [/kh|ckh/g, 'h'],
  [/ph/g, 'f'],
  [/gh/g, 'g'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/tz|ts/g, 'z'],
  [/ou|oo/g, 'u'],
  [/ae|ä/g, 'e'],
  [/oe|ö|ø/g, 'o'],
  [/ue|ü/g, 'u'],
  [/ł/g, 'l'],
  [/ı/g, 'i'],
  [/đ/g, 'd'],
  [/(?<=[aeiou])y(?=[aeiou])/g, ''],
  [/[yj](?=[aeiou])/g, ''],
  [/i?y+|ij|ii+/g, 'i'],
  [/(?<=[aeo])ff?$/g, 'v'],
  [/(.)\1+/g, '$1'],
];

const toSound = (word: string): string =>
  soundRules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), word);

/** The consonants, after the first letter. */
const toSkeleton = (sound: string): string => sound.charAt(0) + sound.slice(1).replace(/[aeiouh]/g, '');

const isTelling = ({ weight, text }: Word): boolean => weight > commonWeight * text.length || text.length === 1;

/** Whether the first and the last telling word of both texts are pairs: given name and family name. */
function matchesEnds(asked: readonly Word[], named: readonly Word[], pairs: readonly WordPair[]): boolean {
  const [a, b] = [asked.filter(isTelling), named.filter(isTelling)];
  if (a.length < 2 || b.length < 2) return false;
  const isPair = (one: Word | undefined, other: Word | undefined): boolean =>
    pairs.some((pair) => pair.one === one && pair.other === other);
  return isPair(a[0], b[0]) && isPair(a.at(-1), b.at(-1));
}

const endSimilarity = (pairs: readonly WordPair[]): number =>
  pairs.reduce((least, { similarity }) => Math.min(least, similarity < 0.85 ? similarity : 1), 1);
