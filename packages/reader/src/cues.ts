import type { TextDocument } from './document.ts';
import type { Language } from './languages/language.ts';
import type { MentionIndex } from './mention-index.ts';
import {
  findAuxiliary,
  isPlainDeterminer,
  listSubjectsBefore,
  type NounPhrase,
  readPhraseAfter,
} from './noun-phrases.ts';
import { isPossessive, type Token } from './tokens.ts';

/** The subjects that a verb may have: its own, or for "saying" and "to say" that of the verb or the sentence before it. */
export function listCueSubjects(
  document: TextDocument,
  mentions: MentionIndex,
  verb: number,
  first: number,
): { phrase: NounPhrase; role: string }[] {
  if (!isNonFinite(document, verb))
    return listSubjectsBefore(document, verb, first).map((phrase, rank) => ({
      phrase,
      role: rank === 0 ? 'SUBJECT' : 'APPOSITION',
    }));
  for (let at = verb - 1; at > first; at -= 1) {
    if (
      !document.language.cues.has(document.tokens[at]?.lower ?? '') ||
      document.passageOfToken[at] !== -1 ||
      isNonFinite(document, at) ||
      !isVerb(document, at, first)
    )
      continue;
    const [phrase] = listSubjectsBefore(document, at, first);
    if (phrase) return [{ phrase, role: 'EARLIER_SUBJECT' }];
  }
  const subject = findFirstSubject(document, mentions, first, verb);
  return subject ? [{ phrase: subject, role: 'SENTENCE_SUBJECT' }] : [];
}

/** The first phrase that is neither the object of a preposition nor the owner of something. */
export function findFirstSubject(
  document: TextDocument,
  mentions: MentionIndex,
  first: number,
  last: number,
): NounPhrase | undefined {
  const { tokens, language } = document;
  for (let at = first; at < last; at += 1) {
    const mention = mentions.at(at);
    if (!mention || mention.first !== at || document.passageOfToken[at] !== -1) continue;
    at = mention.last - 1;
    const isObject = language.prepositions.has(tokens[mention.first - 1]?.lower ?? '');
    if (isObject || isPossessive(tokens[mention.last]) || language.weekdays.has(tokens[mention.first]?.lower ?? ''))
      continue;
    if (mention.kind === 'PLACE' && mention.place?.form === 'DEMONYM') continue;
    return { first: mention.first, last: mention.last, head: mention.last - 1, start: mention.start, end: mention.end };
  }
  return undefined;
}

/** Whether a verb has no subject of its own: "saying", "to say". */
export const isNonFinite = ({ tokens, language }: TextDocument, at: number): boolean =>
  (language.isParticiple(tokens[at]) &&
    !language.auxiliaries.has(tokens[at - 1]?.lower ?? '') &&
    !(language.adverbs.has(tokens[at - 1]?.lower ?? '') && language.auxiliaries.has(tokens[at - 2]?.lower ?? ''))) ||
  language.is('INFINITIVE', tokens[at - 1]);

/** "…, Macron told Tokayev": the object of a verb of telling. */
export function readAddressee(document: TextDocument, verb: number, end: number): NounPhrase | undefined {
  const { tokens, language } = document;
  const token = tokens[verb];
  if (!token || !language.tellVerbs.has(token.lower)) {
    // "said to reporters"
    if (!language.is('TO', tokens[verb + 1])) return undefined;
    const phrase = readPhraseAfter(document, verb + 2, end);
    return phrase && /^(?:work|do|make|the)$/.test(tokens[phrase.first]?.lower ?? '') ? undefined : phrase;
  }
  return readPhraseAfter(document, language.is('TO', tokens[verb + 1]) ? verb + 2 : verb + 1, end);
}

export const hasIntroduction = ({ tokens, language }: TextDocument, opening: number): boolean => {
  const token = tokens[opening - 1];
  return token !== undefined && (token.text === ',' || token.text === ':' || language.complementizers.has(token.lower));
};

/** Whether a word that may be a cue is used as a verb. */
export function isVerb({ tokens, language }: TextDocument, at: number, start: number): boolean {
  const [before, token, after] = [at > start ? tokens[at - 1] : undefined, tokens[at], tokens[at + 1]];
  if (!token || (token.isCapital && token.text !== token.text.toUpperCase())) return false;
  // "a swiftly called meeting"
  let subject = at - 1;
  while (subject > start && language.adverbs.has(tokens[subject]?.lower ?? '') && !isPossessive(tokens[subject]))
    subject -= 1;
  const previous = subject >= start ? tokens[subject] : undefined;
  if (isPossessive(previous) || isPlainDeterminer(language, previous))
    return previous !== undefined && language.complementizers.has(previous.lower);
  if (language.participleForms.has(token.lower)) return findAuxiliary(tokens, language, at, start) !== undefined;
  if (before && language.nounPrepositions.has(before.lower)) return false;
  if (language.nounForms.has(token.lower) && !canPrecedeNounForm(language, tokens, subject, start)) return false;
  if (language.is('OF', after) && !language.clauseVerbs.has(token.lower) && !isPast(language, token)) return false;
  return !language.baseVerbs.has(token.lower) || canPrecedeBase(language, before);
}

const isPast = ({ words, mannerVerbs }: Language, { lower }: Token): boolean =>
  (words.pastEnding !== undefined && lower.endsWith(words.pastEnding)) || mannerVerbs.has(lower);

/** "claims" is a verb after "Clinton", "she" and "the spokesman", and a noun after "late-night" and "these". */
function canPrecedeNounForm(language: Language, tokens: readonly Token[], at: number, start: number): boolean {
  const token = at >= start ? tokens[at] : undefined;
  if (!token) return false;
  if (language.conjunctions.has(token.lower)) {
    const earlier = tokens[at - 1];
    return earlier !== undefined && !(earlier.lower.endsWith('s') && !earlier.isCapital);
  }
  return (
    token.kind === 'MARK' ||
    (token.isCapital && language.places.match(tokens, at)?.value.form !== 'DEMONYM') ||
    Object.hasOwn(language.words.pronouns, token.lower) ||
    language.relatives.has(token.lower) ||
    language.auxiliaries.has(token.lower) ||
    (language.roles.has(token.lower) && !token.lower.endsWith('s'))
  );
}

/** Whether a word may come before the bare form of a verb: "they say", "critics say", "to say", "would say". */
const canPrecedeBase = (language: Language, before: Token | undefined): boolean =>
  before !== undefined &&
  (language.is('INFINITIVE', before) ||
    language.conjunctions.has(before.lower) ||
    language.relatives.has(before.lower) ||
    (Object.hasOwn(language.words.pronouns, before.lower) && !/^(?:he|she|it)$/.test(before.lower)) ||
    language.is('QUANTIFIER', before) ||
    (/s$/.test(before.lower) && before.kind === 'WORD') ||
    /^(?:people|men|women|police)$/.test(before.lower) ||
    language.auxiliaries.has(before.lower) ||
    language.adverbs.has(before.lower));

export const distance = (tokens: number): string =>
  tokens <= 1 ? 'ADJACENT' : tokens <= 4 ? 'NEAR' : tokens <= 10 ? 'MIDDLE' : 'FAR';
