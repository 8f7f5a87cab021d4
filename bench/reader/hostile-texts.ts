const megabyte = 1_000_000;
const repeat = (piece: string) => (): string => piece.repeat(Math.ceil(megabyte / piece.length));

/** Texts of a megabyte or more that are hard to read, by what they consist of. */
export const hostileTexts: Readonly<Record<string, () => string>> = {
  'nested marks': repeat('“‘'),
  'unbalanced marks': repeat('“He said ‘that “it” is” so, '),
  '100,000 names': () => Array.from({ length: 100_000 }, (_, index) => `Ada${index.toString(36)} Lund, `).join(''),
  'no spaces': repeat('a'),
  'mixed directions': repeat('Lund said אבג \u202e '),
  'one long sentence': repeat('said he was visiting and '),
};
