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

/** Marks the matches of a search by the rules of the API: whole words, "phrases" and prefixes*, ignoring accents and case. */
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

const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function buildTermPatterns(term: string, allowsPrefix: boolean): RegExp[] {
  const words = foldText(term).match(/[\p{L}\p{N}]+/gu);
  if (!words) return [];
  const end = allowsPrefix && term.endsWith('*') ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])';
  return [new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}${end}`, 'gu')];
}

/** Returns the folded text with the offset of each of its characters in the original. */
function foldWithOffsets(text: string): { folded: string; offsets: number[] } {
  let folded = '';
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    const part = foldText(character);
    for (let i = 0; i < part.length; i += 1) offsets.push(offset);
    folded += part;
    offset += character.length;
  }
  return { folded, offsets };
}
