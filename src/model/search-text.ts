import { foldLetters, isAscii } from './fold-text.ts';

/**
 * The characters of scripts that are written without spaces between words, or, as Korean, with endings attached to them.
 * Without the ones that such a script shares with Latin, as the modifier apostrophe.
 */
const unspacedScripts = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]--[\0-\u0dff]`;
const firstUnspacedCharacter = 0x0e00;
const unspacedCharacter = new RegExp(`^[${unspacedScripts}]`, 'v');
const wordSegments = new RegExp(`[${unspacedScripts}]+|[^${unspacedScripts}]+`, 'gv');
const words = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** Whether the text begins in a script without spaces between words. */
export const isUnspaced = (text: string): boolean =>
  text.charCodeAt(0) >= firstUnspacedCharacter && unspacedCharacter.test(text);

/** Splits text into folded words. Text without spaces remains whole, separate from other scripts. */
export const splitWords = (text: string): string[] =>
  foldLetters(text)
    .match(words)
    ?.flatMap((word) => word.match(wordSegments) ?? []) ?? [];

/** The words of a text, separated by spaces: equal for names that differ in accents, case and punctuation only. */
export const toWordForm = (text: string): string => splitWords(text).join(' ');

/**
 * The text as the full-text table indexes it: words, and for text without spaces a term for each character with the next
 * one. A phrase of such terms finds any part of the text, and a prefix any single character.
 */
export function toIndexedText(text: string): string {
  // The tokenizer splits and folds ASCII by the same rules.
  if (isAscii(text)) return text;
  return splitWords(text)
    .flatMap((word) => (isUnspaced(word) ? splitPairs(word) : word))
    .join(' ');
}

/** Each character of the text with the next one, and the last one alone. */
const splitPairs = (text: string): string[] => {
  const characters = [...text];
  return characters.map((character, index) => character + (characters[index + 1] ?? ''));
};

/** Consecutive words that a search looks for; the last may be the beginning of a word. */
export interface SearchTerm {
  words: readonly string[];
  isPrefix: boolean;
}

/** A term of the full-text table: consecutive tokens, the last of which may be the beginning of a token. */
export interface IndexedTerm {
  tokens: readonly string[];
  isPrefix: boolean;
}

export function toIndexedTerm({ words: searched, isPrefix }: SearchTerm): IndexedTerm {
  const last = searched.at(-1) ?? '';
  const tokens = searched.slice(0, -1).flatMap((word) => (isUnspaced(word) ? splitPairs(word) : word));
  if (!isUnspaced(last)) return { tokens: [...tokens, last], isPrefix };
  const pairs = splitPairs(last);
  return pairs.length === 1
    ? { tokens: [...tokens, last], isPrefix: true }
    : { tokens: [...tokens, ...pairs.slice(0, -1)], isPrefix: false };
}

const leadingArticle = /^\s*(?:(?:the|le|la|les|el|los|las)\s+|l['’]\s*)/i;
const trailingArticle = /\s*\((?:the|le|la|les|el|los|las|l['’])\)\s*$/i;
/** The articles that may come with the name of a party other than a person. */
export const articles = ['the', 'le', 'la', 'les', 'l', 'el', 'los', 'las'];

/** The forms under which a name is found: with and without the article of "the Gambia" and "Bahamas (les)". */
export const toNameForms = (text: string): string[] =>
  [...new Set([text, text.replace(trailingArticle, '').replace(leadingArticle, '')].map(toWordForm))].filter(Boolean);

const shortestListedWord = 4;

/** Returns the forms of a name, and its longer words if it has several; each also backwards, to be found by its end. */
export function listNameForms(text: string): { form: string; reversed: string; isWord: boolean }[] {
  const forms = toNameForms(text);
  const parts = splitWords(text).filter((word) => [...word].length >= shortestListedWord && !isUnspaced(word));
  const distinctParts = [...new Set(parts)].filter((word) => !forms.includes(word));
  return [
    ...forms.map((form) => ({ form, reversed: reverse(form), isWord: false })),
    ...distinctParts.map((form) => ({ form, reversed: reverse(form), isWord: true })),
  ];
}

export const reverse = (text: string): string => [...text].reverse().join('');
