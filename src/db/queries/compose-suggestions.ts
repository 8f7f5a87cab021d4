import { toWordForm } from '../../model/search-text.ts';
import { findMatches } from './highlights.ts';

export const maxSuggestions = 5;

/** The places of the whole text among its words: where it is also found, and where it is not. */
export const [knownText, wholeText] = [-1, 0];

interface SimilarName {
  place: number;
  text: string | null;
}

/** Puts similar names in place of the words that occur nowhere. Called by SQL, with JSON. */
export function composeSuggestions(wordsJson: string, unknownJson: string, similarJson: string): string {
  const words = JSON.parse(wordsJson) as string[];
  const unknown = (JSON.parse(unknownJson) as number[]).filter((place) => place > 0);
  const similar = (JSON.parse(similarJson) as SimilarName[]).flatMap(({ place, text }) =>
    text ? { place, text } : [],
  );
  const textsAt = (place: number): string[] => similar.filter((name) => name.place === place).map(({ text }) => text);
  const replaced = words.map((word, index) => (unknown.includes(index + 1) ? textsAt(index + 1)[0] : word));
  const texts = [
    ...textsAt(wholeText),
    ...(words.length === 1
      ? textsAt(1)
      : unknown.length > 0 && !replaced.includes(undefined)
        ? [replaced.join(' ')]
        : []),
    ...textsAt(knownText),
  ];
  const distinct = [...Map.groupBy(texts, toWordForm)]
    .filter(([form]) => form !== words.join(' '))
    .flatMap(([, [first]]) => first ?? []);
  return JSON.stringify(distinct.slice(0, maxSuggestions));
}

/** Returns the part of a name that has the form, as the name spells it. Called by SQL. */
export function spellForm(text: string, form: string): string | null {
  if (toWordForm(text) === form) return text.trim();
  const [match] = findMatches(text, [{ words: form.split(' '), isPrefix: false }]);
  return match ? text.slice(match.start, match.end) : null;
}
