import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** A line of a JSON Lines file. */
export interface JsonlLine {
  line: number;
  text: string;
  /** Why the line cannot be read. */
  fault?: string;
  /** The file ends without a newline: if the line is not JSON, the file is truncated. */
  isUnterminated?: true;
}

export const truncatedLineReason = 'The file ends in this line: it may be truncated.';

const newline = 0x0a;
const invalidUtf8Message = 'The line is not UTF-8 text. Save the file as UTF-8.';

/**
 * Reads the lines of a JSON Lines file that are not blank, without a byte order mark. Unlike Node's
 * readline, only a newline ends a line: JSON allows Unicode's line separators in text.
 */
export async function* readJsonl(path: string): AsyncIterable<JsonlLine> {
  let line = 0;
  let chunks: Buffer[] = [];
  const toLine = (bytes: Buffer): JsonlLine => {
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
      const next = toLine(Buffer.concat([...chunks, chunk.subarray(from, end)]));
      chunks = [];
      from = end + 1;
      if (next.text.trim() !== '') yield next;
    }
    chunks.push(chunk.subarray(from));
  }
  const last = toLine(Buffer.concat(chunks));
  if (last.text.trim() !== '') yield { ...last, isUnterminated: true };
}
