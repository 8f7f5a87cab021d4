import type { Window } from './attribution-window.ts';
import {
  distance,
  findFirstSubject,
  hasIntroduction,
  isNonFinite,
  isVerb,
  listCueSubjects,
  readAddressee,
} from './cues.ts';
import type { TextDocument } from './document.ts';
import type { MentionIndex } from './mention-index.ts';
import { type NounPhrase, readPhraseAfter } from './noun-phrases.ts';
import type { QuotedPassage } from './quotations.ts';
import type { Add } from './speaker-candidate.ts';

export function addCuesAfter(
  document: TextDocument,
  mentions: MentionIndex,
  { first, last }: Window,
  closing: number,
  shape: readonly string[],
  add: Add,
): void {
  let seen = 0;
  for (let at = first; at < last && seen < 3; at += 1) {
    const cue = document.language.cues.get(document.tokens[at]?.lower ?? '');
    if (!cue || document.passageOfToken[at] !== -1 || !isVerb(document, at, first)) continue;
    const features = [
      `CUE_${cue}`,
      `AFTER_${distance(at - closing)}`,
      seen === 0 ? 'FIRST_CUE' : 'LATER_CUE',
      ...shape,
    ];
    const joined = (to: number): string[] => (hasJoiner(document, closing, to) ? ['AFTER_JOINED'] : []);
    const object = readAddressee(document, at, last);
    for (const { phrase, role } of listCueSubjects(document, mentions, at, first))
      add('AFTER', phrase, at, [...features, role, ...joined(phrase.first)], object);
    const isInverted = at - first <= 2 && cue !== 'JUDGE' && cue !== 'THINK' && !isNonFinite(document, at);
    const phrase = isInverted ? readInverted(document, mentions, at, last) : undefined;
    if (phrase) add('AFTER', phrase, at, [...features, cue === 'TELL' ? 'INVERTED_TELL' : 'INVERTED', ...joined(at)]);
    seen += 1;
  }
}

/** "said the minister", "déclare à l’AFP le porte-parole": the subject after a verb, past whom it addresses. */
function readInverted(
  document: TextDocument,
  mentions: MentionIndex,
  verb: number,
  last: number,
): NounPhrase | undefined {
  const { tokens, language } = document;
  if (!language.is('TO', tokens[verb + 1])) return readPhraseAfter(document, verb + 1, last);
  const from = language.articles.has(tokens[verb + 2]?.lower ?? '') ? verb + 3 : verb + 2;
  const addressed = mentions.at(from) ?? mentions.at(verb + 2);
  return readPhraseAfter(document, addressed?.last ?? from + 1, last);
}

export function addCuesBefore(
  document: TextDocument,
  mentions: MentionIndex,
  { first, last }: Window,
  opening: number,
  add: Add,
): boolean {
  let seen = 0;
  let isReported = false;
  // "Clinton says she knows that “…”": the first verb names whom the pronoun means.
  let isInnerPronoun = false;
  for (let at = last - 1; at >= first && seen < 4; at -= 1) {
    if (document.passageOfToken[at] !== -1) continue;
    const cue = document.language.cues.get(document.tokens[at]?.lower ?? '');
    if (!cue || !isVerb(document, at, first)) continue;
    const gap = opening - at - 1;
    const features = [
      `CUE_${cue}`,
      `BEFORE_${distance(gap)}`,
      seen === 0 ? 'FIRST_CUE' : 'LATER_CUE',
      hasIntroduction(document, opening) ? 'INTRODUCED' : 'UNINTRODUCED',
      ...(document.tokens[opening - 1]?.text === ':' ? ['BEFORE_COLON'] : []),
      ...(isInnerPronoun && (cue === 'SAY' || cue === 'TELL') ? ['OUTER_CUE'] : []),
    ];
    const object = readAddressee(document, at, last);
    const subjects = listCueSubjects(document, mentions, at, first);
    for (const { phrase, role } of subjects) {
      const outer = document.tokens[phrase.first - 1];
      const isWhat = document.language.is('WHAT', outer);
      const isPronoun = mentions.ofPhrase(phrase)?.kind === 'PRONOUN';
      const isObject = phrase.first > first && isPreposition(document, phrase.first - 1);
      add(
        'BEFORE',
        phrase,
        at,
        [
          ...features,
          role,
          isWhat ? (isPronoun ? 'WHAT_PRONOUN' : 'WHAT_CLAUSE') : '',
          isObject && role === 'SUBJECT' ? 'OBJECT_SUBJECT' : '',
        ].filter(Boolean),
        object,
      );
      // "Protesters marching through the streets chanted": the noun before the verb is an object.
      const subject =
        isObject || (isWhat && isPronoun) ? findFirstSubject(document, mentions, first, phrase.first) : undefined;
      if (subject) add('BEFORE', subject, at, [...features, 'OUTER_SUBJECT'], object);
      isReported ||= cue === 'SAY' || cue === 'TELL';
    }
    // "sagte Macron: „…“"
    const inverted =
      subjects.length === 0 && (document.language.words.hasInversion || isComparison(document, at))
        ? readPhraseAfter(document, at + 1, last)
        : undefined;
    if (inverted) {
      add('BEFORE', inverted, at, [...features, 'INVERTED']);
      isReported ||= cue === 'SAY' || cue === 'TELL';
    }
    isInnerPronoun ||= subjects.some(({ phrase }) => mentions.ofPhrase(phrase)?.kind === 'PRONOUN');
    seen += 1;
  }
  return isReported;
}

/** "comme le précise le ministre" */
const isComparison = ({ tokens, language }: TextDocument, verb: number): boolean =>
  language.is('EXAMPLE', tokens[verb - 1]) ||
  (language.is('EXAMPLE', tokens[verb - 2]) && language.adverbs.has(tokens[verb - 1]?.lower ?? ''));

/** Whether a word makes an object of the noun after it, rather than beginning another clause. */
const isPreposition = ({ tokens, language }: TextDocument, at: number): boolean =>
  language.prepositions.has(tokens[at]?.lower ?? '') &&
  !language.is('JOINER', tokens[at]) &&
  !language.is('EXAMPLE', tokens[at]);

/** Whether words of the same clause come before a passage that begins in lower case: it is a part of what they report. */
export const isInsideClause = ({ text, tokens }: TextDocument, { start }: QuotedPassage, opening: number): boolean =>
  tokens[opening - 1]?.kind === 'WORD' && /^\p{Ll}/u.test(text.slice(start, start + 2));

/** "“…” but she said": the verb is in another clause. */
function hasJoiner({ tokens, language }: TextDocument, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (language.is('JOINER', tokens[at])) return true;
  return false;
}
