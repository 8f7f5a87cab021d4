import type { TextDocument } from '../document.ts';
import type { Range } from '../text-index.ts';

const maxTokens = 14;

/** The noun phrase from a token on: up to a verb, a mark, or a preposition other than "of". */
export function readNounPhrase(
  document: TextDocument,
  from: number,
  end: number,
): (Range & { last: number }) | undefined {
  const { tokens, language } = document;
  let first = from;
  while (first < end && language.determiners.has(tokens[first]?.lower ?? '')) first += 1;
  let last = first;
  while (last < end && last - first < maxTokens) {
    const token = tokens[last];
    if (!token || (token.kind === 'MARK' && token.text !== '-') || document.passageOfToken[last] !== -1) break;
    if (
      language.auxiliaries.has(token.lower) ||
      language.relatives.has(token.lower) ||
      language.complementizers.has(token.lower) ||
      language.subordinators.has(token.lower)
    )
      break;
    if (language.prepositions.has(token.lower) && !language.is('OF', token)) break;
    if (last > first && language.conjunctions.has(token.lower)) break;
    last += 1;
  }
  while (
    last > first &&
    (language.prepositions.has(tokens[last - 1]?.lower ?? '') ||
      language.determiners.has(tokens[last - 1]?.lower ?? ''))
  )
    last -= 1;
  return last === first ? undefined : { last, ...document.rangeOfTokens(first, last) };
}
