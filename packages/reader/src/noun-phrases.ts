import type { TextDocument } from './document.ts';
import type { Language } from './languages/language.ts';
import type { Range } from './text-index.ts';
import { isPossessive, type Token } from './tokens.ts';

/** The tokens of a noun phrase, which names who speaks. */
export interface NounPhrase extends Range {
  readonly first: number;
  readonly last: number;
  /** The last token of its head: "spokesman" in "a spokesman for the campaign". */
  readonly head: number;
}

const maxPhraseTokens = 25;
const maxAppositionTokens = 45;

/** Returns the subject before a verb, past its adverbs and auxiliaries, or past an apposition or a relative clause. */
export function listSubjectsBefore(document: TextDocument, verb: number, start: number): NounPhrase[] {
  const { tokens } = document;
  const last = skipAuxiliaries(document, verb, start);
  const before = tokens[last - 1];
  if (last <= start || !before) return [];
  if (before.text === ',' || before.text === ')' || before.text === '—' || before.text === '–') {
    const opening = findApposition(document, last - 1, start);
    const outer = opening === undefined ? undefined : readPhraseBackwards(document, opening, start);
    const inner = before.text === ',' ? readPhraseBackwards(document, last - 1, start) : undefined;
    return [outer, inner].filter((phrase) => phrase !== undefined);
  }
  const phrase = readPhraseBackwards(document, last, start);
  if (!phrase) {
    // "… complimented Kazakhstan and said": the subject of an earlier verb of the sentence.
    return [];
  }
  return [phrase];
}

function skipAuxiliaries({ tokens, language }: TextDocument, verb: number, start: number): number {
  let last = findAuxiliary(tokens, language, verb, start) ?? verb;
  while (last > start) {
    const token = tokens[last - 1];
    if (
      !token ||
      !(
        language.adverbs.has(token.lower) ||
        language.auxiliaries.has(token.lower) ||
        (/ly$|ment$|mente$/.test(token.lower) && !token.isCapital)
      )
    )
      break;
    last -= 1;
  }
  return last;
}

/** The auxiliary of a participle, past what may come between them: "a de son côté dénoncé". */
export function findAuxiliary(
  tokens: readonly Token[],
  language: Language,
  verb: number,
  start: number,
): number | undefined {
  if (!language.participleForms.has(tokens[verb]?.lower ?? '')) return undefined;
  for (let at = verb - 1; at >= Math.max(start, verb - maxAuxiliaryGap); at -= 1) {
    if (language.auxiliaries.has(tokens[at]?.lower ?? '')) return at;
    if (tokens[at]?.kind === 'MARK') return undefined;
  }
  return undefined;
}
const maxAuxiliaryGap = 5;

/** Returns the position of the mark that begins the insertion which ends at a position. */
function findApposition({ tokens, language }: TextDocument, end: number, start: number): number | undefined {
  const isBracket = tokens[end]?.text === ')';
  const limit = Math.max(start, end - maxAppositionTokens);
  let found: number | undefined;
  for (let at = end - 1; at > limit; at -= 1) {
    const text = tokens[at]?.text ?? '';
    if (isBracket ? text === '(' : text === tokens[end]?.text) {
      found ??= at;
      if (isBracket) return at;
      // The first of several insertions follows the subject: "Caddell, a pollster, who …, said".
      const after = tokens[at + 1];
      if (language.is('INSERTION', after)) return at;
    }
    if (text === '"' || text === '”' || text === ';') break;
  }
  return found;
}

const isBoundary = (token: Token): boolean =>
  token.kind === 'MARK' && !['-', '’', "'", '&', '.', '$', '%', '#', '@', '/'].includes(token.text);

/** Reads the noun phrase that ends before a position. */
export function readPhraseBackwards(document: TextDocument, last: number, start: number): NounPhrase | undefined {
  const { tokens, language } = document;
  let first = last;
  let head = last - 1;
  while (first > start && last - first < maxPhraseTokens) {
    const token = tokens[first - 1];
    if (!token || isBoundary(token) || document.passageOfToken[first - 1] !== -1) break;
    const { lower } = token;
    if (token.text === '.' && (tokens[first - 2]?.text.length ?? 9) > 4) break;
    if (language.complementizers.has(lower) && first < last && lower !== 'how') break;
    if (
      language.relatives.has(lower) ||
      ((language.conjunctions.has(lower) || language.is('EXAMPLE', token)) && first === last)
    )
      break;
    if (isVerbAt(document, first - 1, first === last)) break;
    if (language.conjunctions.has(lower) && !joinsNames(document, first - 1)) break;
    if (language.weekdays.has(lower) && first < last) break;
    if (language.prepositions.has(lower)) {
      // "a spokesman for the campaign": the phrase goes on; "On Tuesday Trump": it does not.
      if (!isAttached(document, first - 1, start)) break;
      head = first - 2;
    }
    const isPronoun = isSubjectPronoun(document, token);
    if (isPronoun && first < last) break;
    first -= 1;
    if (isPronoun) break;
  }
  return createPhrase(document, first, last, head);
}

const isSubjectPronoun = ({ language }: TextDocument, { lower }: Token): boolean =>
  Object.hasOwn(language.words.pronouns, lower) && !language.determiners.has(lower);

/** "the", "this": a determiner that names nobody without a noun. */
export const isPlainDeterminer = (language: Language, token: Token | undefined): boolean =>
  token !== undefined && language.determiners.has(token.lower) && !language.is('QUANTIFIER', token);

/** Whether a word is a form of a verb that cannot be inside a noun phrase. */
function isVerbAt(document: TextDocument, at: number, isLast: boolean): boolean {
  const { tokens, language } = document;
  const token = tokens[at];
  if (!token || token.isCapital) return false;
  if (language.auxiliaries.has(token.lower)) return true;
  const cue = language.cues.get(token.lower);
  return (
    cue !== undefined &&
    !language.roles.has(token.lower) &&
    !isLast &&
    !language.determiners.has(tokens[at - 1]?.lower ?? '') &&
    !isPossessive(tokens[at - 1])
  );
}

const joinsNames = (document: TextDocument, at: number): boolean => {
  const [before, after] = [document.tokens[at - 1], document.tokens[at + 1]];
  return (
    before?.kind === 'WORD' && after?.kind === 'WORD' && (before.isCapital || document.language.roles.has(before.lower))
  );
};

/** Whether a preposition joins two parts of one noun phrase. */
function isAttached(document: TextDocument, at: number, start: number): boolean {
  const { tokens, language } = document;
  const before = tokens[at - 1];
  if (at <= start || before?.kind !== 'WORD' || language.prepositions.has(before.lower)) return false;
  if (language.is('OF', tokens[at])) return !language.weekdays.has(before.lower) && !isVerbAt(document, at - 1, false);
  return language.roles.has(before.lower) && !isVerbAt(document, at - 1, false);
}

/** Returns the noun phrase after a verb: "said the president of France". */
export function readPhraseAfter(document: TextDocument, from: number, end: number): NounPhrase | undefined {
  const { tokens, language } = document;
  let first = from;
  while (
    first < end &&
    (language.adverbs.has(tokens[first]?.lower ?? '') || language.weekdays.has(tokens[first]?.lower ?? ''))
  )
    first += 1;
  const start = tokens[first];
  if (
    !start ||
    start.kind === 'MARK' ||
    language.prepositions.has(start.lower) ||
    language.weekdays.has(start.lower) ||
    language.complementizers.has(start.lower)
  )
    return undefined;
  if (Object.hasOwn(language.words.pronouns, start.lower)) return createPhrase(document, first, first + 1, first);
  let last = first;
  let head: number | undefined;
  while (last < end && last - first < maxPhraseTokens) {
    const token = tokens[last];
    if (!token || isBoundary(token) || document.passageOfToken[last] !== -1) break;
    if (token.text === '.' && (tokens[last - 1]?.text.length ?? 9) > 4) break;
    if (language.relatives.has(token.lower) || language.weekdays.has(token.lower)) break;
    if (last > first && language.is('JOINER', token) && !language.is('AND', token)) break;
    if (
      last > first &&
      (isVerbAt(document, last, false) || (language.conjunctions.has(token.lower) && !joinsNames(document, last)))
    )
      break;
    if (language.prepositions.has(token.lower)) {
      if (!language.is('OF', token) && !language.roles.has(tokens[last - 1]?.lower ?? '')) break;
      head ??= last - 1;
    }
    last += 1;
  }
  return createPhrase(document, first, last, head ?? last - 1);
}

function createPhrase(document: TextDocument, first: number, last: number, head: number): NounPhrase | undefined {
  const { tokens, language } = document;
  let [from, to] = [first, last];
  while (
    from < to &&
    (tokens[from]?.kind === 'MARK' ||
      (language.adverbs.has(tokens[from]?.lower ?? '') && !language.determiners.has(tokens[from]?.lower ?? '')) ||
      language.conjunctions.has(tokens[from]?.lower ?? ''))
  )
    from += 1;
  while (to > from && tokens[to - 1]?.kind === 'MARK' && tokens[to - 1]?.text !== '.') to -= 1;
  if (to - from === 1 && tokens[from]?.kind !== 'WORD') return undefined;
  const [only] = to - from === 1 ? [tokens[from]] : [];
  if (only && (language.is('OBJECT_PRONOUN', only) || isPlainDeterminer(language, only))) return undefined;
  if (to <= from || isPossessive(tokens[to - 1])) return undefined;
  const range = document.rangeOfTokens(from, to);
  return { first: from, last: to, head: Math.min(Math.max(head, from), to - 1), ...range };
}
