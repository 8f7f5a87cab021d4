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

/** A record with the longest accepted text has less. */
const maxLineMegabytes = 64;
const maxLineBytes = maxLineMegabytes * 1024 * 1024;
const tooLongMessage = `The line has more than ${maxLineMegabytes} MB. Write each record on a line of its own.`;

/**
 * Reads the lines of a JSON Lines file that are not blank, without a byte order mark. Unlike Node's
 * readline, only a newline ends a line: JSON allows Unicode's line separators in text.
 */
export async function* readJsonl(path: string): AsyncIterable<JsonlLine> {
  let line = 0;
  let chunks: Buffer[] = [];
  let length = 0;
  /** The excess of a line that is too long is not stored. */
  const addChunk = (chunk: Buffer): void => {
    length += chunk.length;
    if (length <= maxLineBytes) chunks.push(chunk);
  };
  const takeLine = (): JsonlLine => {
    line += 1;
    const [bytes, isTooLong] = [Buffer.concat(chunks), length > maxLineBytes];
    [chunks, length] = [[], 0];
    if (isTooLong) return { line, text: '…', fault: tooLongMessage };
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
      addChunk(chunk.subarray(from, end));
      const next = takeLine();
      from = end + 1;
      if (next.text.trim() !== '') yield next;
    }
    addChunk(chunk.subarray(from));
  }
  const last = takeLine();
  if (last.text.trim() !== '') yield { ...last, isUnterminated: true };
}
