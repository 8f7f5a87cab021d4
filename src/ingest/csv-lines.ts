import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** Complete lines of a table. */
interface LineBlock {
  lines: Buffer;
  /** The line on which the next block starts; with a fault, the line that has it. */
  line: number;
  /** Why reading cannot continue. */
  fault?: string;
  /** The file ends after the lines, the last of which is unterminated. */
  isLast?: true;
}

/** Maximum size of a row and of a line. */
export const maxRecordBytes = 1 << 20;
const chunkSize = 1 << 16;
const noLines = Buffer.alloc(0);
const newline = 0x0a;
const quote = 0x22;

/**
 * Splits a file at line ends and checks the encoding and length of its lines. Those before an error are passed on. A file
 * in another encoding than UTF-8 is converted.
 */
export async function* readLineBlocks(path: string, encoding = 'utf-8'): AsyncGenerator<LineBlock> {
  let line = 1;
  let partialLine: Buffer[] = [];
  let partialLength = 0;
  let isFirstChunk = true;
  const validate = (lines: Buffer): LineBlock => {
    const valid = isUtf8(lines) ? lines : takeUtf8Lines(lines);
    line += countByte(valid, newline);
    return valid === lines
      ? { lines, line }
      : { lines: valid, line, fault: 'The line is not UTF-8 text. Save the file as UTF-8.' };
  };
  const bytes = createReadStream(path, { highWaterMark: chunkSize }) as AsyncIterable<Buffer>;
  for await (const chunk of encoding.toLowerCase() === 'utf-8' ? bytes : toUtf8(bytes, encoding)) {
    const fault = isFirstChunk ? detectNonUtf8(chunk) : undefined;
    isFirstChunk = false;
    if (fault !== undefined) return yield { lines: noLines, line, fault };
    const first = chunk.indexOf(newline) + 1 || chunk.length;
    partialLine.push(chunk.subarray(0, first));
    partialLength += first;
    // Only a line that continues from the previous chunk can be too long, because chunks are smaller than the maximum.
    if (partialLength > maxRecordBytes) return yield { lines: noLines, line, fault: tooLongFault };
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0) continue;
    yield validate(Buffer.concat([...partialLine, chunk.subarray(first, end)]));
    partialLine = [chunk.subarray(end)];
    partialLength = chunk.length - end;
  }
  yield { ...validate(Buffer.concat(partialLine)), isLast: true };
}

async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

const tooLongFault = `The line is longer than ${maxRecordBytes} bytes, which is too long for a table.`;

/** Returns the lines before the first one that is not UTF-8. */
function takeUtf8Lines(lines: Buffer): Buffer {
  for (let from = 0; ; ) {
    const end = lines.indexOf(newline, from) + 1 || lines.length;
    if (!isUtf8(lines.subarray(from, end))) return lines.subarray(0, from);
    from = end;
  }
}

/** First bytes of files that are mistaken for tables. */
const binarySignatures: readonly (readonly [bytes: readonly number[], fault: string])[] = [
  [[0x1f, 0x8b], 'The file is compressed (gzip). Unpack it first.'],
  [
    [0x50, 0x4b, 0x03, 0x04],
    'The file is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV in UTF-8.',
  ],
  [[0xff, 0xfe], 'The file is UTF-16 text. Save it as UTF-8.'],
  [[0xfe, 0xff], 'The file is UTF-16 text. Save it as UTF-8.'],
];

/** Detects files that are not UTF-8 text. In UTF-16 without a byte order mark, every second byte of ASCII is NUL. */
function detectNonUtf8(start: Buffer): string | undefined {
  const signature = binarySignatures.find(([bytes]) => bytes.every((byte, at) => start[at] === byte));
  const hasNul = start[0] === 0 || start[1] === 0;
  return signature?.[1] ?? (hasNul ? 'The file is UTF-16 or binary. Save it as UTF-8 text.' : undefined);
}

/**
 * Returns a function that drops the lines between the header, if there is one, and the first requested line. The header may
 * have line breaks inside quotes.
 */
export function createLineSkipper(firstLine: number, hasHeader = true): (lines: Buffer) => Buffer {
  let line = 1;
  let quotes = 0;
  let isInHeader = hasHeader;
  return (lines) => {
    let at = 0;
    let header = 0;
    for (; line < firstLine && at < lines.length; line += 1) {
      const end = lines.indexOf(newline, at) + 1 || lines.length;
      if (isInHeader) {
        header = end;
        quotes += countByte(lines.subarray(at, end), quote);
        isInHeader = quotes % 2 === 1;
      }
      at = end;
    }
    return header === 0 ? lines.subarray(at) : Buffer.concat([lines.subarray(0, header), lines.subarray(at)]);
  };
}

function countByte(bytes: Buffer, byte: number): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) count += 1;
  return count;
}
