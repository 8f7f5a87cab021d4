import { countWords } from './attribution-window.ts';
import type { TextDocument } from './document.ts';
import type { MentionIndex } from './mention-index.ts';
import type { QuotedPassage } from './quotations.ts';
import { type RankedCandidate, rankSpeakers, shippedWeights, type Weights } from './rank-speakers.ts';
import type { EarlierSpeaker } from './speaker-candidate.ts';
import { listSpeakerCandidates } from './speaker-candidates.ts';
import { findToken } from './tokens.ts';

/** A passage in quotation marks that someone said or wrote, with who that may be. */
export interface QuotedSpeech {
  readonly passage: QuotedPassage;
  /** The possible speakers, the most probable first. */
  readonly speakers: readonly RankedCandidate[];
  readonly words: number;
}

const longPassage = 5;
/** A passage with fewer words is speech only if a verb says so at least this probably. */
const minShortProbability = 0.12;

/** Finds the quoted passages that are speech, and leaves out titles, nicknames and words in scare quotes. */
export function findQuotedSpeech(
  document: TextDocument,
  mentions: MentionIndex,
  weights: Weights = shippedWeights,
): QuotedSpeech[] {
  const speeches: QuotedSpeech[] = [];
  let earlier: EarlierSpeaker | undefined;
  for (const passage of document.passages) {
    if (passage.isNested) continue;
    const words = countWords(document, passage);
    if (words === 0) continue;
    const speakers = rankSpeakers(listSpeakerCandidates(document, mentions, passage, earlier), weights);
    const [best] = speakers;
    if (!isSpeech(document, passage, words, speakers)) continue;
    speeches.push({ passage, speakers, words });
    if (best) earlier = { candidate: best.candidate, passage };
  }
  return speeches;
}

function isSpeech(
  document: TextDocument,
  passage: QuotedPassage,
  words: number,
  speakers: readonly RankedCandidate[],
): boolean {
  const [best] = speakers;
  if (passage.isContinued) return true;
  if (isTitle(document, passage, words) && !isIntroducedByVerb(best)) return false;
  if (words >= longPassage) return true;
  if (!best) return false;
  const { origin, features } = best.candidate;
  if (origin === 'LABEL' || origin === 'ACCORDING_TO' || origin === 'SIGNATURE') return true;
  if (endsLikeSpeech(document, passage) || features.includes('CARRIED_CLOSE')) return true;
  return speakers.some(
    ({ candidate, probability }) =>
      candidate.cue !== undefined &&
      (candidate.origin === 'AFTER' || candidate.origin === 'BEFORE') &&
      probability >= minShortProbability &&
      !candidate.features.includes('BEFORE_FAR'),
  );
}

/** Whether the passage ends with a comma or a sentence, as speech does: “Never,” he said. */
function endsLikeSpeech(document: TextDocument, { start, end, outer }: QuotedPassage): boolean {
  const last = document.text[end - 1] ?? '';
  const isSentence = /^\p{Lu}/u.test(document.text.slice(start, start + 2));
  const following = document.text[outer.end] ?? '';
  return isSentence && (/[!?…]/.test(last) || (/[,.]/.test(last) && following !== '.'));
}

/** “Crooked Hillary Clinton Lies,” he tweeted: a verb next to the passage, with a comma or a colon between them. */
const isIntroducedByVerb = (best: RankedCandidate | undefined): boolean => {
  const features = best?.candidate.features ?? [];
  const isSaid = features.includes('CUE_SAY') || features.includes('CUE_TELL');
  const isNext = features.includes('BEFORE_ADJACENT') || features.includes('BEFORE_NEAR');
  return isSaid && ((isNext && features.includes('INTRODUCED')) || features.includes('AFTER_COMMA'));
};

/** Whether most words have a capital letter, as in the title of a book. */
function isTitle(document: TextDocument, passage: QuotedPassage, words: number): boolean {
  if (words > 12) return false;
  let capitals = 0;
  let long = 0;
  for (
    let at = findToken(document.tokens, passage.start);
    (document.tokens[at]?.start ?? Infinity) < passage.end;
    at += 1
  ) {
    const token = document.tokens[at];
    if (token?.kind !== 'WORD' || token.text.length < 4) continue;
    long += 1;
    if (token.isCapital && token.text !== token.text.toUpperCase()) capitals += 1;
  }
  const last = document.text[passage.end - 1] ?? '';
  return long >= 2 && capitals === long && !/[!?]/.test(last);
}
