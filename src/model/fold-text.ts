const quotes: Record<string, string> = { '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"' };

/** Folds text for comparison: removes accents, case, curly quotes and repeated spaces. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’ʼ“”]/g, (quote) => quotes[quote] ?? quote)
    .replace(/\s+/g, ' ')
    .trim();
