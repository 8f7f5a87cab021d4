import { TextDocument } from './document.ts';
import { findIndirectSpeech, type IndirectSpeech } from './indirect-speech.ts';
import { getLanguage } from './languages/index.ts';
import { MentionIndex } from './mention-index.ts';
import { findMentions, findPlacePairs, type Mention } from './mentions.ts';
import { findQuotedSpeech, type QuotedSpeech } from './quoted-speech.ts';
import { shippedWeights, type Weights } from './rank-speakers.ts';

/** What a text says, before anyone is looked up. */
export interface TextAnalysis {
  readonly document: TextDocument;
  readonly mentions: readonly Mention[];
  readonly mentionIndex: MentionIndex;
  /** The places of words such as "China-Europe", by token. */
  readonly placePairs: ReadonlyMap<number, readonly [Mention, Mention]>;
  readonly quotedSpeech: readonly QuotedSpeech[];
  readonly indirectSpeech: readonly IndirectSpeech[];
}

/** Finds mentions, quoted speech and reported speech in a text. */
export function analyzeText(text: string, language: string, weights: Weights = shippedWeights): TextAnalysis {
  const document = new TextDocument(text, getLanguage(language));
  const mentions = findMentions(document);
  const mentionIndex = new MentionIndex(mentions, document.tokens.length);
  const quotedSpeech = findQuotedSpeech(document, mentionIndex, weights);
  const indirectSpeech = findIndirectSpeech(document, mentionIndex);
  return { document, mentions, mentionIndex, placePairs: findPlacePairs(document), quotedSpeech, indirectSpeech };
}
