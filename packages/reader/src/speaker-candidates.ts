import { countWords, describeEnding, findWindowAfter, findWindowBefore, type Window } from './attribution-window.ts';
import { isVerb } from './cues.ts';
import type { TextDocument } from './document.ts';
import type { MentionIndex } from './mention-index.ts';
import type { Mention } from './mentions.ts';
import { type NounPhrase, readPhraseAfter } from './noun-phrases.ts';
import type { QuotedPassage } from './quotations.ts';
import type { Add, EarlierSpeaker, SpeakerCandidate } from './speaker-candidate.ts';
import { addCuesAfter, addCuesBefore, isInsideClause } from './speaker-cues.ts';
import { findToken } from './tokens.ts';

/** Lists the possible speakers of a passage. */
export function listSpeakerCandidates(
  document: TextDocument,
  mentions: MentionIndex,
  passage: QuotedPassage,
  earlier: EarlierSpeaker | undefined,
): SpeakerCandidate[] {
  const { tokens } = document;
  const candidates: SpeakerCandidate[] = [];
  const before = findWindowBefore(document, passage);
  const after = findWindowAfter(document, passage);
  const opening = before.last;
  const closing = after.first;
  const ending = describeEnding(document, passage);
  const words = countWords(document, passage);
  const shape = [
    words < 5 ? 'SHORT' : 'LONG',
    before.first === before.last &&
    tokens[opening] &&
    document.paragraphs[passage.paragraph]?.start === passage.outer.start
      ? 'OPENS_PARAGRAPH'
      : '',
  ];
  const add = (
    origin: SpeakerCandidate['origin'],
    phrase: NounPhrase,
    cue: number | undefined,
    features: readonly string[],
    addressee?: NounPhrase,
  ): void => {
    const mention = mentions.ofPhrase(phrase);
    const verb = cue === undefined ? undefined : tokens[cue];
    candidates.push({
      phrase: { start: phrase.start, end: phrase.end },
      mention,
      cue: verb && { start: verb.start, end: verb.end },
      origin,
      addressee,
      features: [
        origin,
        ...features,
        ...describePhrase(document, phrase, mention),
        ...shape.flatMap((name) => (name ? [`${origin}_${name}`] : [])),
      ],
    });
  };
  const isReported = addCuesBefore(document, mentions, before, opening, add);
  const isEmbedded = isReported && isInsideClause(document, passage, opening);
  addCuesAfter(
    document,
    mentions,
    after,
    closing,
    isEmbedded ? [`AFTER_${ending}`, 'AFTER_EMBEDDED'] : [`AFTER_${ending}`],
    add,
  );
  addAccordingTo(document, mentions, before, after, add);
  addLabels(document, passage, before, add);
  addSignature(document, passage, after, add);
  addSubjects(document, mentions, passage, before, add);
  if (earlier) candidates.push(carry(document, earlier, passage));
  return candidates;
}

function addAccordingTo(document: TextDocument, mentions: MentionIndex, before: Window, after: Window, add: Add): void {
  for (const [window, side] of [
    [before, 'BEFORE'],
    [after, 'AFTER'],
  ] as const)
    for (let at = window.first; at < window.last; at += 1) {
      const match = document.language.accordingTo.match(document.tokens, at);
      const phrase = match && readPhraseAfter(document, at + match.length, window.last);
      if (phrase) add('ACCORDING_TO', phrase, at, [`ACCORDING_TO_${side}`]);
      // "Pour Obama, « … »"
      if (side !== 'BEFORE' || !document.language.is('VIEWPOINT', document.tokens[at])) continue;
      const viewer = readPhraseAfter(document, at + 1, window.last);
      const isName = viewer && /^(?:PERSON|NAME)$/.test(mentions.ofPhrase(viewer)?.kind ?? '');
      const isNext = viewer?.last === window.last - 1;
      if (viewer && (isNext || isName) && document.tokens[viewer.last]?.text === ',')
        add('ACCORDING_TO', viewer, at, ['ACCORDING_TO_BEFORE']);
    }
}

/** "MACRON: “…”", and the same inside the marks. */
function addLabels(document: TextDocument, passage: QuotedPassage, { first, last }: Window, add: Add): void {
  const { tokens } = document;
  if (tokens[last - 1]?.text === ':' && last - first <= 8) {
    const head = last - 2;
    const hasCue = tokens
      .slice(first, last)
      .some(({ lower }, index) => document.language.cues.has(lower) && isVerb(document, first + index, first));
    if (head >= first && tokens[head]?.isCapital && !hasCue)
      add('LABEL', { first, last: last - 1, head, ...document.rangeOfTokens(first, last - 1) }, undefined, []);
  }
  const inside = findToken(tokens, passage.start);
  const label = readLabel(document, inside);
  if (label) add('LABEL', label, undefined, ['LABEL_INSIDE']);
}

const maxLabelTokens = 5;

/** "PENCE:", "Prime Minister Abe:" at the beginning of what is said. */
function readLabel(document: TextDocument, first: number): NounPhrase | undefined {
  const { tokens } = document;
  let last = first;
  while (
    last - first < maxLabelTokens &&
    tokens[last]?.kind === 'WORD' &&
    (tokens[last]?.isCapital || tokens[last + 1]?.isCapital)
  ) {
    last += 1;
    if (tokens[last]?.text === '.' && (tokens[last - 1]?.text.length ?? 9) <= 4) last += 1;
  }
  if (last === first || tokens[last]?.text !== ':' || tokens[last]?.start !== tokens[last - 1]?.end) return undefined;
  return { first, last, head: last - 1, ...document.rangeOfTokens(first, last) };
}

/** "— Emmanuel Macron" after the passage. */
function addSignature(document: TextDocument, passage: QuotedPassage, after: Window, add: Add): void {
  const { tokens } = document;
  let at = after.first;
  // On a line of its own, it is the next paragraph.
  if (at >= after.last && document.paragraphs[passage.paragraph + 1]?.start !== tokens[at]?.start) return;
  while (tokens[at] && /^[—–\-―]$/.test(tokens[at]?.text ?? '') && at - after.first < 2) at += 1;
  if (at === after.first || !tokens[at]?.isCapital) return;
  const phrase = readPhraseAfter(document, at, at + 8);
  if (phrase) add('SIGNATURE', phrase, undefined, []);
}

/** The first phrases of the sentence and of the ones before it. */
function addSubjects(
  document: TextDocument,
  mentions: MentionIndex,
  passage: QuotedPassage,
  before: Window,
  add: Add,
): void {
  const addFirst = (first: number, last: number, origin: 'SENTENCE' | 'EARLIER', features: readonly string[]): void => {
    let found = 0;
    for (const mention of mentions.between(first, last)) {
      const at = mention.first;
      if (document.passageOfToken[at] !== -1 || mention.kind === 'PLACE') continue;
      const isObject = document.language.prepositions.has(document.tokens[at - 1]?.lower ?? '');
      const isOwner = document.tokens[mention.last]?.lower === "'s";
      const phrase = { first: at, last: mention.last, head: mention.last - 1, start: mention.start, end: mention.end };
      add(
        origin,
        phrase,
        undefined,
        [
          ...features,
          `${origin}_${found === 0 ? 'FIRST' : 'LATER'}`,
          isObject ? 'OBJECT' : '',
          isOwner ? 'OWNER' : '',
        ].filter(Boolean),
      );
      found += 1;
      if (found === 3) return;
    }
  };
  addFirst(before.first, before.last, 'SENTENCE', []);
  const sentence = document.sentenceAt(passage.outer.start);
  for (const [back, name] of [
    [1, 'ONE_BACK'],
    [2, 'TWO_BACK'],
  ] as const) {
    const previous = document.sentences[(sentence?.index ?? 0) - back];
    if (!previous || !sentence) continue;
    const isSame = previous.paragraph === sentence.paragraph;
    const endsWithColon = document.tokens[previous.last - 1]?.text === ':';
    addFirst(
      previous.first,
      previous.last,
      'EARLIER',
      [`EARLIER_${name}`, isSame ? 'SAME_PARAGRAPH' : 'OTHER_PARAGRAPH', endsWithColon ? 'COLON' : ''].filter(Boolean),
    );
  }
}

function carry(
  document: TextDocument,
  { candidate, passage: earlier }: EarlierSpeaker,
  passage: QuotedPassage,
): SpeakerCandidate {
  const gap = passage.paragraph - earlier.paragraph;
  const between = countWords(document, { start: earlier.outer.end, end: passage.outer.start });
  const features = [
    'CARRIED',
    passage.isContinued ? 'CARRIED_OPEN' : gap === 0 ? 'CARRIED_SAME' : gap === 1 ? 'CARRIED_NEXT' : 'CARRIED_FAR',
    gap === 0 && between < 12 ? 'CARRIED_CLOSE' : '',
    document.paragraphs[passage.paragraph]?.start === passage.outer.start ? 'CARRIED_OPENS_PARAGRAPH' : '',
    candidate.origin === 'CARRIED' ? 'CARRIED_TWICE' : '',
  ];
  return { ...candidate, cue: candidate.cue, origin: 'CARRIED', features: features.filter(Boolean) };
}

function describePhrase(document: TextDocument, phrase: NounPhrase, mention: Mention | undefined): string[] {
  const { tokens, language } = document;
  const head = tokens[phrase.head];
  const isRole = head !== undefined && language.roles.has(head.lower);
  const kind =
    mention && phrase.head < mention.last && phrase.head >= mention.first
      ? `IS_${mention.kind}`
      : isRole
        ? 'IS_ROLE_WORD'
        : head?.isCapital
          ? 'IS_CAPITAL'
          : 'IS_PHRASE';
  return [
    kind,
    mention?.pronoun ? `PRONOUN_${mention.pronoun}` : '',
    document.passageOfToken[phrase.first] === -1 ? '' : 'IN_QUOTATION',
    phrase.last - phrase.first > 12 ? 'IS_LONG' : '',
  ].filter(Boolean);
}
