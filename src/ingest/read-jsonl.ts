import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A line of a file, and its number; where its bytes are no text, why. */
export interface JsonlLine {
  line: number;
  text: string;
  fault?: string;
}

const newline = 0x0a;
const invalidUtf8Message = 'The line is not UTF-8 text. Save the file in that encoding.';

/**
 * The lines of a JSON Lines file that are not blank, without a byte order mark. Only a newline ends a line: node's own reader also breaks at
 * the line separators of Unicode, which JSON lets stand in a text.
 */
export async function* readJsonl(path: string): AsyncIterable<JsonlLine> {
  let line = 0;
  let begun: Buffer[] = [];
  const next = (bytes: Buffer): JsonlLine => {
    line += 1;
    const text = bytes.toString();
    return {
      line,
      text: line === 1 ? text.replace(/^\uFEFF/, '') : text,
      ...(!isUtf8(bytes) && { fault: invalidUtf8Message }),
    };
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      const one = next(Buffer.concat([...begun, chunk.subarray(from, end)]));
      begun = [];
      from = end + 1;
      if (one.text.trim() !== '') yield one;
    }
    begun.push(chunk.subarray(from));
  }
  const last = next(Buffer.concat(begun));
  if (last.text.trim() !== '') yield last;
}
