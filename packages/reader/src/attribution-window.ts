import type { TextDocument } from './document.ts';
import type { QuotedPassage } from './quotations.ts';
import type { Range } from './text-index.ts';
import { findToken } from './tokens.ts';

const maxWindow = 60;

/** The tokens around a passage that may attribute it. */
export interface Window {
  first: number;
  last: number;
}

const isSentenceEnd = (document: TextDocument, at: number): boolean => {
  const { tokens } = document;
  const text = tokens[at]?.text ?? '';
  if (text === '!' || text === '?' || text === ';') return true;
  if (text !== '.') return false;
  const sentence = document.sentenceAt(tokens[at]?.start ?? 0);
  return (
    sentence === undefined ||
    at >= sentence.last - 1 ||
    (at === sentence.last - 2 && /^["”»’']$/.test(tokens[at + 1]?.text ?? ''))
  );
};

/** How a passage ends: with a comma or a sentence, before which its speaker may follow, or in the middle of one. */
export function describeEnding(
  document: TextDocument,
  { start, end, outer }: QuotedPassage,
): 'COMMA' | 'SENTENCE' | 'OPEN' {
  const last =
    document.text
      .slice(Math.max(0, end - 2), end)
      .replace(/["'”’»\s]+$/, '')
      .at(-1) ?? '';
  const next = document.text[outer.end] ?? '';
  if (last === ',' || next === ',') return 'COMMA';
  if (/[!?…—–-]/.test(last)) return 'COMMA';
  // « Nous sommes prêts » a déclaré le ministre: some traditions put no comma after what begins a sentence.
  if (
    last !== '.' &&
    document.sentenceAt(outer.start)?.start === outer.start &&
    countWordsUpTo(document, { start, end }, 3) >= 3
  )
    return 'COMMA';
  return last === '.' ? 'SENTENCE' : 'OPEN';
}

export function findWindowAfter(document: TextDocument, passage: QuotedPassage): Window {
  const { tokens } = document;
  const end = document.paragraphs[passage.paragraph]?.end ?? passage.outer.end;
  const first = findToken(tokens, passage.outer.end);
  let last = first;
  while (last - first < maxWindow && (tokens[last]?.start ?? Infinity) < end && !isSentenceEnd(document, last)) {
    const inside = document.passageOfToken[last] ?? -1;
    if (inside !== -1 && !isNickname(document, inside, first)) break;
    last += 1;
  }
  return { first, last };
}

/** "Marcia “Cia” Price": a short passage between capital words. */
function isNickname({ tokens, passages }: TextDocument, index: number, first: number): boolean {
  const passage = passages[index];
  if (!passage) return false;
  const opening = findToken(tokens, passage.outer.start);
  const closing = findToken(tokens, passage.outer.end);
  return (
    opening > first &&
    closing - opening <= 4 &&
    tokens[opening - 1]?.isCapital === true &&
    tokens[closing]?.isCapital === true
  );
}

export function findWindowBefore(document: TextDocument, passage: QuotedPassage): Window {
  const { tokens } = document;
  const start = findWindowStart(document, passage);
  const last = findToken(tokens, passage.outer.start);
  let first = last;
  while (
    last - first < maxWindow &&
    first > 0 &&
    (tokens[first - 1]?.start ?? -1) >= start &&
    !isSentenceEnd(document, first - 1)
  ) {
    // Over a scare quote of the same sentence, but not over a passage that ends one.
    const inside = document.passageOfToken[first - 1] ?? -1;
    if (
      inside !== -1 &&
      /[.!?,]["'”’]?$/.test(
        document.text.slice((document.passages[inside]?.end ?? 0) - 1, document.passages[inside]?.end ?? 0),
      )
    )
      break;
    first -= 1;
  }
  return { first, last };
}

/** Where the paragraph begins, or the one before it if it ends with a colon: "The minister said:". */
function findWindowStart({ paragraphs, text }: TextDocument, { paragraph, outer }: QuotedPassage): number {
  const own = paragraphs[paragraph]?.start ?? outer.start;
  const previous = paragraphs[paragraph - 1];
  return own === outer.start && previous && text[previous.end - 1] === ':' ? previous.start : own;
}

/** Whether a range has so many words, without counting more. */
function countWordsUpTo({ tokens }: TextDocument, { start, end }: Range, limit: number): number {
  let count = 0;
  for (let at = findToken(tokens, start); count < limit && (tokens[at]?.start ?? Infinity) < end; at += 1)
    if (tokens[at]?.kind === 'WORD') count += 1;
  return count;
}

export function countWords(document: TextDocument, { start, end }: Range): number {
  let count = 0;
  for (let at = findToken(document.tokens, start); (document.tokens[at]?.start ?? Infinity) < end; at += 1)
    if (document.tokens[at]?.kind !== 'MARK' && document.tokens[at]?.lower !== "'s") count += 1;
  return count;
}
