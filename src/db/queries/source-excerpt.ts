import { SourceText } from '../../model/source-text.ts';
import { countCharacters } from '../../model/text-limits.ts';

/** Words of a source in their context. */
interface SourceExcerpt {
  /** Null if the text is not stored. */
  before: string | null;
  words: string;
  after: string | null;
  start: number | null;
  end: number | null;
  url: string | null;
}

/**
 * Returns the words with up to `context` code points on each side as JSON. If the text is not stored, returns the words
 * with a link to them at the publisher. Null if the text does not have the words, or if there is neither text nor URL.
 */
export function createSourceExcerpt(
  text: string | null,
  words: string | null,
  start: number | null,
  context: number,
  url: string | null,
): string | null {
  const excerpt =
    text === null
      ? linkWords(words, start, url)
      : words === null && (start ?? 0) === 0
        ? { before: '', words: text, after: '', start: 0, end: countCharacters(text), url }
        : findWords(new SourceText(text), words, start, context, url);
  return excerpt && JSON.stringify(excerpt);
}

function linkWords(words: string | null, start: number | null, url: string | null): SourceExcerpt | null {
  if (words === null || url === null) return null;
  const end = start === null ? null : start + countCharacters(words);
  return { before: null, words, after: null, start, end, url: toTextFragmentUrl(url, words) };
}

function findWords(
  text: SourceText,
  words: string | null,
  start: number | null,
  context: number,
  url: string | null,
): SourceExcerpt | null {
  const found = words ?? text.text;
  const from = start ?? text.findOffsets(found, 1)[0];
  if (from === undefined) return null;
  const end = from + countCharacters(found);
  if (text.slice(from, end) !== found) return null;
  return {
    before: text.slice(Math.max(0, from - context), from),
    words: found,
    after: text.slice(end, end + context),
    start: from,
    end,
    url: url === null || words === null ? url : toTextFragmentUrl(url, words),
  };
}

/** Longer quotations are linked by their first and last words, which browsers allow. */
const maxFragmentWords = 10;
const endWords = 4;

/** Returns a URL that scrolls to the words and highlights them. */
function toTextFragmentUrl(url: string, words: string): string {
  const parts = words.split(/\s+/).filter(Boolean);
  const fragment =
    parts.length <= maxFragmentWords
      ? encodeFragment(parts.join(' '))
      : `${encodeFragment(parts.slice(0, endWords).join(' '))},${encodeFragment(parts.slice(-endWords).join(' '))}`;
  const [page = '', anchor] = url.split('#');
  return `${page}#${anchor?.replace(/:~:.*$/, '') ?? ''}:~:text=${fragment}`;
}

/** Encodes what separates the parts of a text fragment too. */
const encodeFragment = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D');
