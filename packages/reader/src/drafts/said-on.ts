import type { SpeakerCandidate } from '../speaker-candidate.ts';
import type { Range } from '../text-index.ts';
import { findToken } from '../tokens.ts';
import type { DraftContext } from './draft-context.ts';

export interface SaidOn {
  value: unknown;
  basis: string;
  ranges: Range[];
}

/** "said last week", or else the day of the report. */
export function findSaidOn(context: DraftContext, candidate: SpeakerCandidate | undefined): SaidOn | undefined {
  const { document } = context.analysis;
  const { dateline } = context;
  if (candidate?.cue) {
    const cue = findToken(document.tokens, candidate.cue.start);
    const sentence = document.sentenceAt(candidate.cue.start);
    const near = context
      .datesBetween(Math.max(sentence?.first ?? 0, cue - 8), Math.min(cue + 9, document.tokens.length))
      .filter(
        ({ first, last }) =>
          document.passageOfToken[first] === -1 &&
          (first > cue ? isDirectlyAfter(context, cue, first) : isBeforeSubject(context, last, candidate)),
      );
    const [date] = near;
    const resolved = date && context.resolve(date, 'PAST');
    if (date && resolved)
      return {
        value: { edtf: resolved.edtf, basis: resolved.basis, verbatim: context.words(date) },
        basis: resolved.basis,
        ranges: resolved.basis === 'RESOLVED' ? context.dateRanges(date) : [date],
      };
  }
  if (!dateline) return undefined;
  return {
    value: { edtf: dateline.day, basis: dateline.range ? 'INFERRED' : 'PUBLICATION' },
    basis: 'INFERRED',
    ranges: [],
  };
}

/** "said on Wednesday", "told reporters in Paris last week": the date belongs to the verb, not to what was said. */
function isDirectlyAfter({ analysis: { document } }: DraftContext, cue: number, date: number): boolean {
  for (let at = cue + 1; at < date; at += 1) {
    const token = document.token(at);
    if (
      !token ||
      token.kind === 'MARK' ||
      document.language.complementizers.has(token.lower) ||
      document.language.auxiliaries.has(token.lower)
    )
      return false;
  }
  return date - cue <= 6;
}

/** "On Wednesday, Macron said" */
function isBeforeSubject(
  { analysis: { document } }: DraftContext,
  last: number,
  { phrase }: SpeakerCandidate,
): boolean {
  const start = findToken(document.tokens, phrase.start);
  return last <= start && start - last <= 2;
}
