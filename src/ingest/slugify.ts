/** Letters that Unicode normalization does not decompose. */
const letterReplacements: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ı: 'i',
};

/** Converts words to a part of a key: lower case, without diacritics, joined by hyphens. */
export const slugify = (words: string): string =>
  words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`ʻ]/g, '')
    .replace(/[øđðłæœßþı]/g, (letter) => letterReplacements[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
