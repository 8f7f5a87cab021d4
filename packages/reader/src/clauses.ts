import type { TextDocument } from './document.ts';
import type { MentionIndex } from './mention-index.ts';
import type { Mention } from './mentions.ts';
import { readPhraseBackwards } from './noun-phrases.ts';
import { isPossessive } from './tokens.ts';

/** The mentions that are the subject of a verb: "Kazakhstan and Uzbekistan, where Macron goes next, have refused". */
export function findSubjects(document: TextDocument, mentions: MentionIndex, verb: number, first: number): Mention[] {
  const { tokens, language } = document;
  let last = verb;
  while (
    last > first &&
    (language.auxiliaries.has(tokens[last - 1]?.lower ?? '') || language.adverbs.has(tokens[last - 1]?.lower ?? ''))
  )
    last -= 1;
  // "Joseph R. Biden Jr. visited"
  if (tokens[last - 1]?.text === '.' && language.abbreviations.has(tokens[last - 2]?.lower ?? '')) last -= 1;
  const before = tokens[last - 1];
  // "… and have pledged", "…, while calling": the subject of the sentence.
  if (!before || last <= first) return [];
  if (
    language.conjunctions.has(before.lower) ||
    language.subordinators.has(before.lower) ||
    (before.text === ',' && language.isParticiple(tokens[verb]))
  )
    return findSentenceSubjects(document, mentions, first, last - 1);
  if (before.text === ',') {
    const opening = findInsertion(document, last - 1, first);
    return opening === undefined ? [] : listCoordinated(document, mentions, opening, first);
  }
  return listCoordinated(document, mentions, last, first);
}

/** The first parties of a sentence, before its first verb. */
export function findSentenceSubjects(
  document: TextDocument,
  mentions: MentionIndex,
  first: number,
  last: number,
): Mention[] {
  const { tokens, language } = document;
  for (let at = first; at < last; at += 1) {
    const mention = mentions.at(at);
    if (!mention || mention.first !== at) continue;
    at = mention.last - 1;
    const isObject =
      language.prepositions.has(tokens[mention.first - 1]?.lower ?? '') ||
      (language.determiners.has(tokens[mention.first - 1]?.lower ?? '') &&
        language.prepositions.has(tokens[mention.first - 2]?.lower ?? ''));
    if (
      isObject ||
      isPossessive(tokens[mention.last]) ||
      mention.place?.form === 'DEMONYM' ||
      document.passageOfToken[mention.first] !== -1
    )
      continue;
    return [mention, ...listFollowing(document, mentions, mention)];
  }
  return [];
}

/** "and Uzbekistan" after a mention. */
function listFollowing(document: TextDocument, mentions: MentionIndex, mention: Mention): Mention[] {
  const found: Mention[] = [];
  let at = mention.last;
  const { language, tokens } = document;
  while (tokens[at]?.text === ',' || language.is('AND', tokens[at])) {
    const isLong = language.is('AND', tokens[at + 1]) || language.articles.has(tokens[at + 1]?.lower ?? '');
    const skip = isLong ? at + 2 : at + 1;
    const next = mentions.at(skip);
    if (
      !next ||
      next.first !== skip ||
      next.kind !== mention.kind ||
      next.place?.form === 'DEMONYM' ||
      isPossessive(document.tokens[next.last])
    )
      break;
    // A list ends with "and".
    found.push(next);
    at = next.last;
  }
  return found;
}

/** The coordinated mentions that end before a position. */
function listCoordinated(document: TextDocument, mentions: MentionIndex, last: number, first: number): Mention[] {
  const { tokens, language } = document;
  const own = mentions.at(last - 1);
  if (!own || own.last !== last || document.passageOfToken[own.first] !== -1) return [];
  if (own.place?.form === 'DEMONYM') return [];
  const found = [own];
  let start = own.first;
  while (start > first) {
    const skip = language.determiners.has(tokens[start - 1]?.lower ?? '') ? start - 2 : start - 1;
    if (tokens[skip]?.text !== ',' && !language.is('AND', tokens[skip])) break;
    const previous = mentions.at(skip - 1);
    if (!previous || previous.last !== skip || previous.kind !== own.kind || isPossessive(tokens[previous.last])) break;
    found.unshift(previous);
    start = previous.first;
  }
  const outer = found[0] ?? own;
  const before = tokens[outer.first - 1];
  // "a supporter of Kazakhstan said": the mention is a part of another phrase.
  if (before && language.prepositions.has(before.lower) && !language.is('JOINER', before) && outer.first > first) {
    const phrase = readPhraseBackwards(document, outer.first - 1, first);
    if (phrase && phrase.last === outer.first - 1 && !language.is('EXAMPLE', before)) return [];
  }
  return found;
}

function findInsertion({ tokens, language }: TextDocument, end: number, first: number): number | undefined {
  for (let at = end - 1; at > Math.max(first, end - 40); at -= 1)
    if (tokens[at]?.text === ',' && language.is('INSERTION', tokens[at + 1])) return at;
  return undefined;
}
