const quotes: Record<string, string> = { '‘': "'", '’': "'", ʼ: "'", '“': '"', '”': '"' };

/** Text as it is compared: without accents, case, curly quotes or repeated spaces. */
export const foldText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’ʼ“”]/g, (quote) => quotes[quote] ?? quote)
    .replace(/\s+/g, ' ')
    .trim();
