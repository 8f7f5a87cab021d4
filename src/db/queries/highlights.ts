import { sql } from 'drizzle-orm';

// Private-use characters, which no recorded text contains, mark the matches until the text is escaped.
const [open, close] = ['\u{E000}', '\u{E001}'];

/** The matching passages of a row of `search`, as a JSON array of HTML. */
export const selectHighlights = sql`html_highlights(highlight(search, 0, ${open}, ${close}), highlight(search, 1, ${open}, ${close}))`;

/** Returns the passages (lines) of the marked texts that contain a match, as HTML, each once. */
export const toHtmlHighlights = (texts: readonly (string | null)[]): string[] =>
  [...new Set(texts.flatMap((text) => text?.split('\n') ?? []).filter((passage) => passage.includes(open)))].map(
    toHtml,
  );

const toHtml = (passage: string): string =>
  passage
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(open, '<mark>')
    .replaceAll(close, '</mark>');
