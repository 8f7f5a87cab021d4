const asciiText = /^[\0-\x7f]*$/;
const accentedLetter = /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])(\p{M}+)/gu;
const breve = '\u0306';

/**
 * Folds letters for comparison: removes case, invisible characters, and the accents of Latin, Greek and Cyrillic letters.
 * ё equals е, but й is a letter of its own. The marks of other scripts are letters too: टोगो is Togo, and टोंगा Tonga.
 */
export const foldLetters = (text: string): string =>
  asciiText.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{Cf}+/gu, '')
        .replace(accentedLetter, (_accented, letter: string, marks: string) =>
          /[Ии]/.test(letter) && marks.includes(breve) ? letter + breve : letter,
        )
        .normalize('NFC')
        .toLowerCase()
        .replaceAll('ς', 'σ');

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
const clusters = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gsu;

/** Folds letters, and locates them in the original text. */
export function foldWithOffsets(text: string): FoldedText {
  const folded = foldLetters(text);
  // Folding composed text shortens it, if it moves anything.
  if (folded.length === text.length && text.normalize('NFC') === text) return { folded };
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
