import type { Mention } from './mentions.ts';
import type { NounPhrase } from './noun-phrases.ts';
import type { QuotedPassage } from './quotations.ts';
import type { Range } from './text-index.ts';

/** Words that may name the speaker of a passage, and what speaks for it. */
export interface SpeakerCandidate {
  readonly phrase: Range;
  readonly mention: Mention | undefined;
  /** The verb that says that it speaks. */
  readonly cue: Range | undefined;
  readonly features: readonly string[];
  /** Where it comes from; the reason that users see. */
  readonly origin: 'AFTER' | 'BEFORE' | 'ACCORDING_TO' | 'LABEL' | 'SIGNATURE' | 'SENTENCE' | 'EARLIER' | 'CARRIED';
  /** Who is addressed: "told reporters". */
  readonly addressee?: NounPhrase | undefined;
}

/** The speaker of an earlier passage. */
export interface EarlierSpeaker {
  candidate: SpeakerCandidate;
  passage: QuotedPassage;
}

/** Adds a candidate: where it comes from, the words, the verb, and what speaks for it. */
export type Add = (
  origin: SpeakerCandidate['origin'],
  phrase: NounPhrase,
  cue: number | undefined,
  features: readonly string[],
  addressee?: NounPhrase,
) => void;
