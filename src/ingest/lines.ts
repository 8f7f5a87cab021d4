import { createReadStream } from 'node:fs';

/** A line of a file, and its number. */
export interface Line {
  line: number;
  text: string;
}

/**
 * The lines of a JSON Lines file that are not blank, without a byte order mark. Only a newline ends a line: node's own reader also breaks at
 * the line separators of Unicode, which JSON lets stand in a text.
 */
export async function* linesOf(path: string): AsyncIterable<Line> {
  let line = 0;
  let begun: string[] = [];
  const next = (text: string): Line => {
    line += 1;
    return { line, text: line === 1 ? text.replace(/^\uFEFF/, '') : text };
  };
  const isFull = ({ text }: Line): boolean => text.trim() !== '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' }) as AsyncIterable<string>) {
    begun.push(chunk);
    if (!chunk.includes('\n')) continue;
    const texts = begun.join('').split('\n');
    begun = [texts.pop() ?? ''];
    yield* texts.map(next).filter(isFull);
  }
  yield* [next(begun.join(''))].filter(isFull);
}
