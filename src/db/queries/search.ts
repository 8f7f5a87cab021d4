import { badInput } from '../../errors.ts';

const word = /[\p{L}\p{N}]/u;

/**
 * A reader's words as an FTS5 query: every word must be there, "words in quotes" stand together, a word* is a beginning.
 * Whatever else FTS5 would read as an operator is taken as text.
 */
export function parseSearch(text: string): string {
  if ((text.match(/"/g)?.length ?? 0) % 2 === 1)
    throw badInput(`The search text ${JSON.stringify(text)} opens a quotation that it does not close. Close it, or leave the quote out.`);
  const terms = [...text.matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, phrase, plain]) =>
      phrase !== undefined ? { text: phrase, prefix: false } : { text: plain ?? '', prefix: plain?.endsWith('*') ?? false },
    )
    .filter((term) => word.test(term.text));
  if (terms.length === 0)
    throw badInput(`The search text ${JSON.stringify(text)} has no word to look for. Give at least one word, such as "uranium".`);
  return terms.map((term) => `"${term.text.replace(/\*+$/, '')}"${term.prefix ? '*' : ''}`).join(' AND ');
}
