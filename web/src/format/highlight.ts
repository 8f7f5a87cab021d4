/** A part of a text, and whether it matches the search. */
export interface TextSegment {
  readonly text: string;
  readonly isHighlighted: boolean;
}

const htmlEntities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
};
const unescapeHtml = (text: string): string =>
  text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (entity) => htmlEntities[entity] ?? entity);

/** Parses a highlight of the API: escaped text with `<mark>` as its only tag. It is never inserted as HTML. */
export const parseHighlight = (highlight: string): TextSegment[] =>
  highlight
    .split(/<mark>(.*?)<\/mark>/s)
    .map((text, index) => ({ text: unescapeHtml(text), isHighlighted: index % 2 === 1 }))
    .filter(({ text }) => text !== '');

/**
 * Marks the matches of a search by the rules of the API: whole words, "phrases" and prefixes*, ignoring case and the accents
 * of Latin, Greek and Cyrillic letters; and any part of a text in a script without spaces between words.
 */
export function highlightMatches(text: string, search: string): TextSegment[] {
  const { folded, offsets } = foldWithOffsets(text);
  const patterns = [...search.matchAll(/"([^"]*)"|([^\s"]+)/g)].flatMap(([, phrase, plain]) =>
    buildTermPatterns(phrase ?? plain ?? '', phrase === undefined),
  );
  const isMatched = new Uint8Array(text.length);
  for (const pattern of patterns) {
    for (const { index, 0: match } of folded.matchAll(pattern)) {
      isMatched.fill(1, offsets[index], offsets[index + match.length] ?? text.length);
    }
  }
  const segments: { text: string; isHighlighted: boolean }[] = [];
  for (const [index, character] of text.split('').entries()) {
    const isHighlighted = isMatched[index] === 1;
    const last = segments.at(-1);
    if (last && last.isHighlighted === isHighlighted) last.text += character;
    else segments.push({ text: character, isHighlighted });
  }
  return segments;
}

const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Cf}+/gu, '')
    .replace(
      /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(\p{M}+)/gu,
      (_accented, letter: string, marks: string) =>
        /[Ии]/.test(letter) && marks.includes('\u0306') ? `${letter}\u0306` : letter,
    )
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ');

const unspacedScripts = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const isUnspaced = (word: string): boolean => new RegExp(`^[${unspacedScripts}]`, 'u').test(word);
const wordCharacter = String.raw`[\p{L}\p{N}\p{M}]`;
/** A character of a word that ends at a space. */
const spacedCharacter = `(?![${unspacedScripts}])${wordCharacter}`;

function buildTermPatterns(term: string, allowsPrefix: boolean): RegExp[] {
  const words = foldText(term)
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
    ?.flatMap((word) => word.match(new RegExp(`[${unspacedScripts}]+|[^${unspacedScripts}]+`, 'gu')) ?? []);
  const [first] = words ?? [];
  const last = words?.at(-1);
  if (!words || first === undefined || last === undefined) return [];
  const begin = isUnspaced(first) ? '' : `(?<!${spacedCharacter})`;
  const isPrefix = allowsPrefix && term.endsWith('*');
  const end = isUnspaced(last) ? '' : isPrefix ? `(?:${spacedCharacter})*` : `(?!${spacedCharacter})`;
  const pattern = words
    .map((word, index) => {
      const previous = words[index - 1];
      if (previous === undefined) return word;
      return `${isUnspaced(previous) === isUnspaced(word) ? `[^\\p{L}\\p{N}]+` : `[^\\p{L}\\p{N}]*`}${word}`;
    })
    .join('');
  return [new RegExp(`${begin}${pattern}${end}`, 'gu')];
}

/** Returns the folded text with the offset of each of its characters in the original. */
function foldWithOffsets(text: string): { folded: string; offsets: number[] } {
  let folded = '';
  const offsets: number[] = [];
  let offset = 0;
  for (const [cluster] of text.matchAll(
    /[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11a7]*[\u11a8-\u11ff]*\p{M}*|\P{M}\p{M}*|\p{M}+/gsu,
  )) {
    const part = foldText(cluster);
    for (let i = 0; i < part.length; i += 1) offsets.push(offset);
    folded += part;
    offset += cluster.length;
  }
  return { folded, offsets };
}
