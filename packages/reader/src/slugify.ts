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

/** Converts words to a part of a key: lower case, without diacritics, joined by hyphens. Empty if there is no letter or digit. */
export const toKeyPart = (words: string): string =>
  words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`ʻʼ]/g, '')
    .replace(/[øđðłæœßþı]/g, (letter) => letterReplacements[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** The key of a new record with this name. */
export const slugify = (words: string): string => toKeyPart(words).slice(0, 150).replace(/-$/, '') || 'unnamed';
