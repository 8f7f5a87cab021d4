import { type Notice, ReaderError } from './errors.ts';

/** The greatest length of a text, in code units. */
export const maxTextLength = 2_000_000;

/** Throws for a text that cannot be read. Returns remarks about one that can. */
export function checkText(text: string): Notice[] {
  if (text.length > maxTextLength)
    throw new ReaderError(
      'TEXT_TOO_LONG',
      `The text has ${text.length.toLocaleString('en')} characters; the maximum is ${maxTextLength.toLocaleString('en')}. Read it in parts.`,
    );
  if (text.trim() === '') throw new ReaderError('EMPTY_TEXT', 'The text is empty.');
  const controls = countMatches(text, /(?![\t-\r])\p{Cc}|\ufffd/gu);
  if (text.includes('\0') || controls * 100 > text.length)
    throw new ReaderError(
      'BINARY_TEXT',
      `This is not a text: it has ${controls.toLocaleString('en')} control characters. Give a file with UTF-8 text.`,
    );
  const tags = countMatches(text, /<\/?(?:html|head|body|div|p|span|script|br|a|table|td|li|h[1-6])\b[^<>]{0,500}>/gi);
  if (/^\s*(?:<!doctype html|<html)/i.test(text) || tags >= 5)
    throw new ReaderError(
      'HTML_TEXT',
      `This is HTML: it has ${tags.toLocaleString('en')} tags. Save it as a file that ends in .html, of which the article is extracted, or give the text alone.`,
    );
  return /[\u202a-\u202e\u2066-\u2069]/.test(text) ||
    (/[\u0590-\u08ff]/.test(text) && /[A-Za-z]{20}|[A-Za-z]+(?: [A-Za-z]+){5}/.test(text))
    ? [
        {
          code: 'DIRECTIONS_MIXED',
          message:
            'The text mixes left-to-right and right-to-left scripts. Offsets count characters in the order in which they are stored.',
        },
      ]
    : [];
}

function countMatches(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _match of text.matchAll(pattern)) count += 1;
  return count;
}
