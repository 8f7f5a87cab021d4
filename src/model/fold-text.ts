const nonAscii = /[^\0-\x7f]/;
export const isAscii = (text: string): boolean => !nonAscii.test(text);
const accentedLetter = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(\p{M}+)/gu;
const breve = '\u0306';

// Marks follow the letter that they belong to, which may be ASCII.
const nonAsciiRuns = /[\0-\x7f]?[^\0-\x7f]+/g;

interface FoldedRun {
  folded: string;
  /** Whether every letter is where it was. */
  isAligned: boolean;
}

/** Short runs, such as an accented letter or a dash, recur. */
const cachedRuns = new Map<string, FoldedRun>();
const maxCachedLength = 16;
const maxCachedRuns = 10_000;

function foldRun(run: string): FoldedRun {
  const cached = cachedRuns.get(run);
  if (cached) return cached;
  const composed = run.normalize('NFC');
  const folded = run
    .normalize('NFD')
    .replace(/\p{Cf}+/gu, '')
    .replace(accentedLetter, (_accented, letter: string, marks: string) =>
      /[Ии]/.test(letter) && marks.includes(breve) ? letter + breve : letter,
    )
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ς', 'σ');
  // Folding composed text shortens it, if it moves anything.
  const result = { folded, isAligned: composed === run && folded.length === run.length };
  if (run.length > maxCachedLength) return result;
  if (cachedRuns.size >= maxCachedRuns) cachedRuns.clear();
  cachedRuns.set(run, result);
  return result;
}

/**
 * Folds letters for comparison: removes case, invisible characters, and the accents of Latin, Greek and Cyrillic letters.
 * ё equals е, but й is a letter of its own. The marks of other scripts are letters too: टोगो is Togo, and टोंगा Tonga.
 */
export const foldLetters = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : text.replace(nonAsciiRuns, (run) => foldRun(run).folded).toLowerCase();

const quotes: Record<string, string> = { '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"' };

/** Folds text for comparison: folds its letters, curly quotes and repeated spaces. */
export const foldText = (text: string): string =>
  foldLetters(text)
    .replace(/[‘’ʼ“”]/g, (quote) => quotes[quote] ?? quote)
    .replace(/\s+/g, ' ')
    .trim();

interface FoldedText {
  folded: string;
  /** The offset in the original text of each offset in the folded one; undefined if they are equal. */
  offsets?: readonly number[];
}

// Characters that may be composed with the one before.
const clusters = /[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11a7]*[\u11a8-\u11ff]*\p{M}*|\P{M}\p{M}*|\p{M}+/gsu;

/** Folds letters, and locates them in the original text. */
export function foldWithOffsets(text: string): FoldedText {
  if (isAscii(text)) return { folded: text.toLowerCase() };
  let isAligned = true;
  const folded = text
    .replace(nonAsciiRuns, (run) => {
      const result = foldRun(run);
      isAligned &&= result.isAligned;
      return result.folded;
    })
    .toLowerCase();
  if (isAligned) return { folded };
  const offsets: number[] = [];
  let joined = '';
  for (const { 0: cluster, index } of text.matchAll(clusters)) {
    const part = foldLetters(cluster);
    for (let position = 0; position < part.length; position += 1) offsets.push(index);
    joined += part;
  }
  offsets.push(text.length);
  return { folded: joined, offsets };
}
