import { isVerb, readAddressee } from './cues.ts';
import type { TextDocument } from './document.ts';
import type { CueClass } from './languages/types.ts';
import type { MentionIndex } from './mention-index.ts';
import type { Mention } from './mentions.ts';
import { listSubjectsBefore, type NounPhrase, readPhraseAfter } from './noun-phrases.ts';
import type { Range } from './text-index.ts';

/** Speech that a text reports in its own words. */
export interface IndirectSpeech {
  readonly contents: readonly Range[];
  readonly speaker: { readonly phrase: NounPhrase; readonly mention: Mention | undefined };
  readonly cue: Range;
  readonly cueClass: CueClass;
  readonly addressee: NounPhrase | undefined;
  readonly pattern: 'THAT' | 'CLAUSE' | 'AFTER' | 'ACCORDING_TO';
}

const minContentWords = 4;

/** Finds reported speech: "X said that …", "X said …", "…, X said." and "according to X, …". Precise rather than complete. */
export function findIndirectSpeech(document: TextDocument, mentions: MentionIndex): IndirectSpeech[] {
  const found: IndirectSpeech[] = [];
  for (const { first, last } of document.sentences) {
    const speech = readAccordingTo(document, mentions, first, last) ?? readReport(document, mentions, first, last);
    if (speech) found.push(speech);
  }
  return found;
}

function readReport(
  document: TextDocument,
  mentions: MentionIndex,
  first: number,
  last: number,
): IndirectSpeech | undefined {
  const { tokens, language } = document;
  /** Found at most once in a sentence. */
  let subject: { found: SentenceSubject | undefined } | undefined;
  for (let at = first + 1; at < last; at += 1) {
    const token = tokens[at];
    const cueClass = language.cues.get(token?.lower ?? '');
    if (
      !token ||
      !cueClass ||
      cueClass === 'MANNER' ||
      cueClass === 'JUDGE' ||
      document.passageOfToken[at] !== -1 ||
      !isVerb(document, at, first)
    )
      continue;
    if (!hasTense(document, at, first)) continue;
    const phrase = findSubject(document, at, first, () => {
      subject ??= { found: findSentenceSubject(document, first, last) };
      return subject.found;
    });
    if (!phrase || !canSpeak(document, mentions, phrase)) continue;
    const addressee =
      cueClass === 'TELL' || language.tellVerbs.has(token.lower) ? readAddressee(document, at, last) : undefined;
    const content =
      readContent(document, at, addressee, last, cueClass) ?? readContentBefore(document, at, phrase, first, last);
    if (!content) continue;
    return {
      contents: [content.range],
      speaker: { phrase, mention: mentions.ofPhrase(phrase) },
      cue: { start: token.start, end: token.end },
      cueClass,
      addressee,
      pattern: content.pattern,
    };
  }
  return undefined;
}

/** Whether a verb has a tense of its own: not "to say", and not "saying". */
function hasTense({ tokens, language }: TextDocument, at: number, first: number): boolean {
  const token = tokens[at];
  let before = at - 1;
  while (before > first && language.adverbs.has(tokens[before]?.lower ?? '')) before -= 1;
  if (language.is('INFINITIVE', tokens[before]) || language.isParticiple(token)) return false;
  const auxiliary = tokens[before];
  return !(['DENIAL', 'POSSIBILITY', 'PASSIVE', 'FUTURE'] as const).some((name) => language.is(name, auxiliary));
}

function findSubject(
  document: TextDocument,
  verb: number,
  first: number,
  ofSentence: () => SentenceSubject | undefined,
): NounPhrase | undefined {
  const [phrase] = listSubjectsBefore(document, verb, first);
  if (phrase) return phrase;
  // "Macron complimented Kazakhstan … and said": the subject of the sentence's first verb.
  if (!document.language.conjunctions.has(document.tokens[verb - 1]?.lower ?? '')) return undefined;
  const subject = ofSentence();
  return subject && subject.verb < verb - 1 ? subject.phrase : undefined;
}

interface SentenceSubject {
  verb: number;
  phrase: NounPhrase;
}

/** The first verb of a sentence that has a subject. */
function findSentenceSubject(document: TextDocument, first: number, last: number): SentenceSubject | undefined {
  for (let at = first + 1; at < last; at += 1) {
    const token = document.tokens[at];
    if (!token || !document.language.cues.has(token.lower) || !isVerb(document, at, first)) continue;
    const [phrase] = listSubjectsBefore(document, at, first);
    if (phrase) return { verb: at, phrase };
  }
  return undefined;
}

function canSpeak(document: TextDocument, mentions: MentionIndex, phrase: NounPhrase): boolean {
  const mention = mentions.ofPhrase(phrase);
  if (mention?.pronoun) return mention.pronoun !== 'NEUTER';
  const head = document.tokens[phrase.head];
  return (
    (mention !== undefined && mention.last > phrase.head) ||
    head?.isCapital === true ||
    document.language.roles.has(head?.lower ?? '')
  );
}

interface Content {
  range: Range;
  pattern: IndirectSpeech['pattern'];
}

function readContent(
  document: TextDocument,
  verb: number,
  addressee: NounPhrase | undefined,
  last: number,
  cueClass: CueClass,
): Content | undefined {
  const { tokens, language } = document;
  let at = addressee ? addressee.last : verb + 1;
  // "said last week", "said on Monday", "said in a statement": when and where, before what.
  at = skipCircumstances(document, at, last);
  // "заявил, что", "sagte, dass", "сообщил журналистам, что"
  const comma = language.words.hasGenitiveCase ? skipWords(document, at, maxDativeTokens) : at;
  if (tokens[comma]?.text === ',' && language.complementizers.has(tokens[comma + 1]?.lower ?? '')) at = comma + 1;
  const complementizer = language.complementizers.has(tokens[at]?.lower ?? '');
  if (!complementizer && cueClass === 'THINK') return undefined;
  if (!complementizer && !(language.clauseVerbs.has(tokens[verb]?.lower ?? '') && beginsClause(document, at, last)))
    return undefined;
  return createContent(document, at, endOfContent(document, last), complementizer ? 'THAT' : 'CLAUSE');
}

/** The words between a verb and what it reports, where a case marks whom it addresses. */
const maxDativeTokens = 5;

function skipWords({ tokens }: TextDocument, from: number, limit: number): number {
  let at = from;
  while (at - from < limit && tokens[at] && tokens[at]?.kind !== 'MARK') at += 1;
  return at;
}

function skipCircumstances(document: TextDocument, from: number, last: number): number {
  const { tokens, language } = document;
  let at = from;
  const isOn = language.is('ON', tokens[at]) && language.weekdays.has(tokens[at + 1]?.lower ?? '');
  if (language.weekdays.has(tokens[at]?.lower ?? '') || language.is('TIME_ADVERB', tokens[at])) at += 1;
  else if (language.is('PERIOD', tokens[at]) && language.is('PERIOD_UNIT', tokens[at + 1])) at += 2;
  else if (isOn) at += 2;
  else if (language.is('CIRCUMSTANCE', tokens[at])) {
    let next = at + 1;
    while (
      next < last &&
      next - at < 12 &&
      tokens[next]?.kind !== 'MARK' &&
      !language.complementizers.has(tokens[next]?.lower ?? '')
    )
      next += 1;
    if (language.complementizers.has(tokens[next]?.lower ?? '')) at = next;
  }
  return at === from || tokens[at]?.text !== ',' ? at : at + 1;
}

/** Whether a clause with its own subject begins: "the two countries signed …". */
function beginsClause(document: TextDocument, at: number, last: number): boolean {
  const { tokens, language } = document;
  const token = tokens[at];
  if (
    !token ||
    token.kind === 'MARK' ||
    language.prepositions.has(token.lower) ||
    language.adverbs.has(token.lower) ||
    document.passageOfToken[at] !== -1
  )
    return false;
  if (
    !(
      token.isCapital ||
      language.determiners.has(token.lower) ||
      Object.hasOwn(language.words.pronouns, token.lower) ||
      token.kind === 'NUMBER'
    )
  )
    return false;
  return last - at > minContentWords;
}

/** "…, Macron said": the clause before. */
function readContentBefore(
  document: TextDocument,
  verb: number,
  phrase: NounPhrase,
  first: number,
  last: number,
): Content | undefined {
  const { tokens } = document;
  const comma = tokens[phrase.first - 1];
  const following = tokens[verb + 1];
  const endsHere =
    verb + 1 >= last - 1 ||
    following?.text === '.' ||
    document.language.weekdays.has(following?.lower ?? '') ||
    document.language.is('CIRCUMSTANCE', following);
  if (comma?.text !== ',' || !endsHere || !document.language.clauseVerbs.has(tokens[verb]?.lower ?? ''))
    return undefined;
  if (document.passageOfToken[phrase.first - 2] !== -1) return undefined;
  return createContent(document, first, phrase.first - 1, 'AFTER');
}

function readAccordingTo(
  document: TextDocument,
  mentions: MentionIndex,
  first: number,
  last: number,
): IndirectSpeech | undefined {
  const { tokens, language } = document;
  for (let at = first; at < last; at += 1) {
    const match = language.accordingTo.match(tokens, at);
    if (!match || document.passageOfToken[at] !== -1) continue;
    const phrase = readPhraseAfter(document, at + match.length, last);
    if (!phrase) continue;
    const isFirst = at === first;
    const comma = isFirst ? findComma(document, phrase.last, last) : undefined;
    const content = isFirst
      ? comma !== undefined && createContent(document, comma + 1, endOfContent(document, last), 'ACCORDING_TO')
      : createContent(document, first, at, 'ACCORDING_TO');
    if (!content) continue;
    const cue = document.rangeOfTokens(at, at + match.length);
    return {
      contents: [content.range],
      speaker: { phrase, mention: mentions.ofPhrase(phrase) },
      cue,
      cueClass: 'SAY',
      addressee: undefined,
      pattern: 'ACCORDING_TO',
    };
  }
  return undefined;
}

function findComma({ tokens }: TextDocument, from: number, last: number): number | undefined {
  for (let at = from; at < Math.min(last, from + 25); at += 1) if (tokens[at]?.text === ',') return at;
  return undefined;
}

/** The content ends with its sentence. */
function endOfContent({ tokens }: TextDocument, last: number): number {
  let end = last;
  while (end > 0 && /^[.!?]$/.test(tokens[end - 1]?.text ?? '')) end -= 1;
  return end;
}

function createContent(
  document: TextDocument,
  from: number,
  to: number,
  pattern: IndirectSpeech['pattern'],
): Content | undefined {
  let [first, last] = [from, to];
  while (first < last && document.tokens[first]?.kind === 'MARK') first += 1;
  while (last > first && /^[,;:]$/.test(document.tokens[last - 1]?.text ?? '')) last -= 1;
  if (last - first < minContentWords) return undefined;
  return { range: document.rangeOfTokens(first, last), pattern };
}
