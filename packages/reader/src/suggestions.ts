import type { Draft } from './drafts/draft.ts';
import type { DraftContext } from './drafts/draft-context.ts';
import { draftStatement } from './drafts/statement-drafts.ts';
import { coverRanges, type Range } from './text-index.ts';
import { findToken } from './tokens.ts';

/** A quotation that someone else than the rules found, such as a language model, in the words of the text. */
export interface Suggestion {
  words: string;
  /** The words that name who speaks. */
  speaker?: string | undefined;
}

export interface SuggestionCounts {
  given: number;
  /** The rules found the same words. */
  merged: number;
  added: number;
  /** The text does not have these words. */
  dropped: number;
}

/** How far from a quotation its speaker may be named. */
const maxSpeakerDistance = 1_500;
const suggestedProbability = 0.5;

/**
 * Adds suggestions to the drafts. Offsets come from an exact search, so a suggestion whose words the text does not have is
 * dropped. One that overlaps a draft of the rules only marks it.
 */
export function addSuggestions(context: DraftContext, suggestions: readonly Suggestion[]): SuggestionCounts {
  const counts = { given: suggestions.length, merged: 0, added: 0, dropped: 0 };
  const taken: Range[] = [];
  for (const { words, speaker } of suggestions) {
    const range = locate(context, words, taken);
    if (!range) {
      counts.dropped += 1;
      continue;
    }
    taken.push(range);
    const known = context.drafts.findIndex((draft) => draft.noun === 'statement' && overlaps(context, draft, range));
    const draft = known === -1 ? draftSuggestion(context, range, speaker) : undefined;
    if (draft) context.drafts.push({ ...draft, key: context.nextKey('S'), origin: 'SUGGESTED' });
    const before = context.drafts[known];
    if (before && before.origin !== 'SUGGESTED') context.drafts[known] = { ...before, origin: 'BOTH' };
    counts[known === -1 ? 'added' : 'merged'] += 1;
  }
  return counts;
}

/** The first place with these words that no other suggestion has. */
function locate({ analysis: { document } }: DraftContext, words: string, taken: readonly Range[]): Range | undefined {
  const wanted = words.trim();
  if (wanted === '') return undefined;
  const isTaken = coverRanges(taken);
  for (
    let start = document.text.indexOf(wanted);
    start >= 0;
    start = document.text.indexOf(wanted, start + wanted.length)
  ) {
    const range = { start, end: start + wanted.length };
    if (!isTaken(range)) return range;
  }
  return undefined;
}

function overlaps({ analysis }: DraftContext, { citations }: Draft, range: Range): boolean {
  const { index } = analysis.document;
  const [start, end] = [index.toCodePoint(range.start), index.toCodePoint(range.end)];
  return citations.some(
    ({ field, spans }) =>
      (field === 'mode' || field === 'text') && spans.some((span) => span.start < end && span.end > start),
  );
}

function draftSuggestion(context: DraftContext, range: Range, speaker: string | undefined): Draft | undefined {
  const phrase = speaker === undefined ? undefined : findSpeaker(context, range, speaker.trim());
  const { document, mentionIndex } = context.analysis;
  const first = phrase ? findToken(document.tokens, phrase.start) : 0;
  const last = phrase ? findToken(document.tokens, phrase.end) : 0;
  const mention = phrase && context.mentionsBetween(first, last).find(({ kind }) => kind !== 'PLACE');
  return draftStatement(context, {
    ...{ mode: 'DIRECT', texts: [range], quoted: [range], probability: suggestedProbability, others: [] },
    candidate: phrase && {
      ...{ phrase, mention: mention ?? mentionIndex.at(first), cue: undefined },
      ...{ features: [], origin: 'SENTENCE' as const },
    },
    addressee: undefined,
    rule: 'suggested/quotation',
  });
}

/** The place of these words that is nearest to the quotation. */
function findSpeaker(
  { analysis: { document } }: DraftContext,
  { start, end }: Range,
  words: string,
): Range | undefined {
  if (words === '') return undefined;
  const { text } = document;
  const before = text.lastIndexOf(words, Math.max(0, start - words.length));
  const after = text.indexOf(words, end);
  const gaps = [
    { at: before, gap: before < 0 ? Infinity : start - before },
    { at: after, gap: after < 0 ? Infinity : after - end },
  ].sort((a, b) => a.gap - b.gap);
  const [nearest] = gaps;
  return nearest && nearest.gap <= maxSpeakerDistance
    ? { start: nearest.at, end: nearest.at + words.length }
    : undefined;
}
