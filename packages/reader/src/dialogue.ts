import type { QuotedPassage } from './quotations.ts';
import type { Range } from './text-index.ts';

const opening = /[—–-][^\S\n]+/y;
/** Where the words of the author begin: ", — сказал". */
const authorBegins = /[,.!?…]\s*[—–-]\s+(?=\p{Ll})/gu;
/** Where the speech goes on after them: ". — Мы". */
const speechResumes = /[,.:]\s*([—–-]\s+)(?=[\p{L}«„])/gu;

/** A paragraph that begins with a dash, up to the end. */
interface Speech {
  passages: QuotedPassage[];
  isAttributed: boolean;
}

/**
 * Finds speech that dashes mark: "— Мы готовы, — сказал Лунд. — Мы ждем." A line without the words of an author is speech
 * only after another one, since lists have dashes as well.
 */
export function findDialogue(text: string, paragraphs: readonly Range[]): QuotedPassage[] {
  const passages: QuotedPassage[] = [];
  let isDialogue = false;
  for (const [index, paragraph] of paragraphs.entries()) {
    const speech = readSpeech(text, paragraph, index);
    isDialogue = speech !== undefined && (speech.isAttributed || isDialogue);
    if (speech && isDialogue) passages.push(...speech.passages);
  }
  return passages;
}

function readSpeech(text: string, { start, end }: Range, paragraph: number): Speech | undefined {
  opening.lastIndex = start;
  const first = opening.exec(text);
  if (!first) return undefined;
  const passages: QuotedPassage[] = [];
  let [outer, from] = [start, start + first[0].length];
  for (;;) {
    authorBegins.lastIndex = from;
    const author = authorBegins.exec(text);
    const isLast = author === null || author.index >= end;
    const to = isLast ? end : author.index + 1;
    passages.push({
      ...{ start: from, end: to, outer: { start: outer, end: to }, paragraph },
      ...{ isContinued: false, isNested: false, isUnclosed: false },
    });
    if (isLast) return { passages, isAttributed: passages.length > 1 };
    speechResumes.lastIndex = author.index + author[0].length;
    const resumed = speechResumes.exec(text);
    if (resumed === null || resumed.index >= end) return { passages, isAttributed: true };
    from = resumed.index + resumed[0].length;
    outer = from - (resumed[1] ?? '').length;
  }
}
