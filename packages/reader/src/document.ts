import type { Language } from './languages/language.ts';
import { splitParagraphs, splitSentences } from './layout.ts';
import { findQuotedPassages, type QuotedPassage } from './quotations.ts';
import { type Range, TextIndex } from './text-index.ts';
import { findToken, type Token, tokenize } from './tokens.ts';

export interface Sentence extends Range {
  readonly index: number;
  readonly paragraph: number;
  /** The first token, and the one after the last. */
  readonly first: number;
  readonly last: number;
}

const maxSentenceTokens = 300;

/** A text split into paragraphs, sentences, tokens and quoted passages. */
export class TextDocument {
  readonly index: TextIndex;
  readonly text: string;
  readonly language: Language;
  readonly paragraphs: readonly Range[];
  readonly sentences: readonly Sentence[];
  readonly tokens: readonly Token[];
  readonly passages: readonly QuotedPassage[];
  /** Paragraphs, or parts of them, whose quotation marks do not match. */
  readonly unbalanced: readonly Range[];
  /** The number of quoted passages that are not read, because the text has too many. */
  readonly omittedPassages: number;
  /** For each token, the index of the passage that it is in; -1 outside. */
  readonly passageOfToken: Int32Array;
  #surnames: Set<string> | undefined;

  constructor(text: string, language: Language) {
    this.index = new TextIndex(text);
    this.text = text;
    this.language = language;
    this.paragraphs = splitParagraphs(text);
    this.tokens = tokenize(text, language.wordRules);
    this.sentences = this.#splitSentences();
    const { passages, unbalanced, omitted } = findQuotedPassages(text, this.paragraphs, language.words.hasDialogue);
    this.passages = passages;
    this.unbalanced = unbalanced;
    this.omittedPassages = omitted;
    this.passageOfToken = new Int32Array(this.tokens.length).fill(-1);
    for (const [index, passage] of passages.entries()) {
      if (passage.isNested) continue;
      for (
        let at = findToken(this.tokens, passage.outer.start);
        (this.tokens[at]?.start ?? Infinity) < passage.outer.end;
        at += 1
      )
        this.passageOfToken[at] = index;
    }
  }

  /** Whether a word is the last of a name of several words: two words with a capital letter, or one after a title. */
  isSurname(lower: string): boolean {
    this.#surnames ??= this.#listSurnames();
    return this.#surnames.has(lower);
  }

  #listSurnames(): Set<string> {
    const surnames = new Set<string>();
    for (const [at, token] of this.tokens.entries()) {
      const previous = this.tokens[at - 1];
      const isName = token.isCapital && !this.language.isCommonNoun(token);
      if (isName && previous?.isCapital && token.start - previous.end === 1) surnames.add(token.lower);
    }
    return surnames;
  }

  token(at: number): Token | undefined {
    return this.tokens[at];
  }

  /** Returns the sentence that an offset is in, or the last one before it. */
  sentenceAt(offset: number): Sentence | undefined {
    let [low, high] = [0, this.sentences.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.sentences[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return this.sentences[low];
  }

  rangeOfTokens(first: number, last: number): Range {
    return { start: this.tokens[first]?.start ?? 0, end: this.tokens[last - 1]?.end ?? 0 };
  }

  wordsOf(range: Range): string {
    return this.index.slice(range);
  }

  #splitSentences(): Sentence[] {
    const sentences: Sentence[] = [];
    let token = 0;
    for (const [paragraph, range] of this.paragraphs.entries())
      for (const sentence of splitSentences(this.text, range, {
        abbreviations: this.language.abbreviations,
        hasOrdinalPoints: this.language.words.hasOrdinalPoints === true,
      })) {
        while ((this.tokens[token]?.start ?? Infinity) < sentence.start) token += 1;
        const first = token;
        while ((this.tokens[token]?.start ?? Infinity) < sentence.end) token += 1;
        // A list of names without a point is read in parts, so that no clause is sought in all of it.
        for (let from = first; from === first || from < token; from += maxSentenceTokens) {
          const last = Math.min(token, from + maxSentenceTokens);
          const start = from === first ? sentence.start : (this.tokens[from]?.start ?? sentence.start);
          const end = last === token ? sentence.end : (this.tokens[last]?.start ?? sentence.end);
          sentences.push({ start, end, index: sentences.length, paragraph, first: from, last });
        }
      }
    return sentences;
  }
}
