/** A piece of a text, and whether it is what was searched for. */
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

/** The API's highlight, which is escaped text with `<mark>` in it: nothing else in it is a tag, and none of it is ever read as HTML. */
export const parseHighlight = (highlight: string): TextSegment[] =>
  highlight
    .split(/<mark>(.*?)<\/mark>/s)
    .map((text, index) => ({ text: unescapeHtml(text), isHighlighted: index % 2 === 1 }))
    .filter(({ text }) => text !== '');

/** What the words of a search match in a text, by the search's own rules: whole words, "phrases", beginnings*; without accents or case. */
export function highlightMatches(text: string, search: string): TextSegment[] {
  const { folded, origins } = foldWithOffsets(text);
  const patterns = [...search.matchAll(/"([^"]*)"|([^\s"]+)/g)].flatMap(([, phrase, plain]) =>
    buildTermPatterns(phrase ?? plain ?? '', phrase === undefined),
  );
  const marked = new Uint8Array(text.length);
  for (const pattern of patterns) {
    for (const { index, 0: found } of folded.matchAll(pattern)) {
      marked.fill(1, origins[index], origins[index + found.length] ?? text.length);
    }
  }
  const pieces: { text: string; isHighlighted: boolean }[] = [];
  for (const [at, character] of text.split('').entries()) {
    const last = pieces.at(-1);
    if (last && last.isHighlighted === (marked[at] === 1)) last.text += character;
    else pieces.push({ text: character, isHighlighted: marked[at] === 1 });
  }
  return pieces;
}

const foldText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function buildTermPatterns(term: string, mayBeBeginning: boolean): RegExp[] {
  const words = foldText(term).match(/[\p{L}\p{N}]+/gu);
  if (!words) return [];
  const end = mayBeBeginning && term.endsWith('*') ? '[\\p{L}\\p{N}]*' : '(?![\\p{L}\\p{N}])';
  return [new RegExp(`(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]+')}${end}`, 'gu')];
}

/** The folded text, and for each of its characters where in the text it comes from. */
function foldWithOffsets(text: string): { folded: string; origins: number[] } {
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    const part = foldText(character);
    for (let i = 0; i < part.length; i += 1) origins.push(at);
    folded += part;
    at += character.length;
  }
  return { folded, origins };
}
