import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { findBinaryFault } from './detect-binary.ts';

/** How a table is stored, as far as it could be detected. */
type TableKind = 'delimited' | 'xlsx' | 'json' | 'jsonl' | 'binary';

export const encodings = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

const sampleBytes = 1 << 16;

async function readSample(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sampleBytes) });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Returns the kind of a table by its content, and by its extension where the content does not tell. */
async function detectKind(path: string): Promise<TableKind> {
  const sample = await readSample(path);
  if (sample.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return 'xlsx';
  const extension = extname(path).toLowerCase();
  if (findFault(sample) !== undefined) return 'binary';
  if (extension === '.xlsx') return 'xlsx';
  if (extension === '.jsonl' || extension === '.ndjson') return 'jsonl';
  const text = decodeSample(sample).trimStart();
  if (extension === '.json') return text.startsWith('{') && /^\{.*\}\s*\n\s*\{/.test(text) ? 'jsonl' : 'json';
  if (text.startsWith('[') && /^\[\s*[{\]]/.test(text)) return 'json';
  return /^\{\s*"/.test(text) ? 'jsonl' : 'delimited';
}

/** Returns why a file is no table. Reading a compressed file reports it. */
const findFault = (sample: Buffer): string | undefined =>
  isGzip(sample) || detectWide(sample) ? undefined : findBinaryFault(sample);
const isGzip = (sample: Buffer): boolean => sample[0] === 0x1f && sample[1] === 0x8b;

const decodeSample = (sample: Buffer): string =>
  new TextDecoder(detectWide(sample)?.toLowerCase() ?? 'utf-8').decode(sample);

/** Recognizes UTF-16, by its byte order mark or by the NUL bytes that ASCII has in it. */
function detectWide(sample: Buffer): 'UTF-16LE' | 'UTF-16BE' | undefined {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'UTF-16LE';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'UTF-16BE';
  if (sample.length < 4) return undefined;
  if (sample[1] === 0 && sample[3] === 0) return 'UTF-16LE';
  return sample[0] === 0 && sample[2] === 0 ? 'UTF-16BE' : undefined;
}

/**
 * Detects the encoding of a text file. A file that is not UTF-8 is Windows-1252, which contains ISO-8859-1, unless it has
 * more letters in UTF-8 than faults: then it is damaged UTF-8, and reading it reports the line.
 */
async function detectEncoding(path: string): Promise<Encoding> {
  const sample = await readSample(path);
  const wide = detectWide(sample);
  if (wide) return wide;
  if (isGzip(sample)) return 'UTF-8';
  const decoder = new TextDecoder('utf-8');
  let [letters, faults] = [0, 0];
  const count = (text: string): void => {
    for (const [run] of text.matchAll(/[^\0-\x7f]+/g))
      for (const character of run) {
        if (character === '\ufffd') faults += 1;
        else letters += 1;
      }
  };
  let wasAscii = true;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const isPlain = isAscii(chunk);
    // ASCII after a chunk of other bytes may follow a letter that was cut off.
    if (!isPlain || !wasAscii) count(decoder.decode(chunk, { stream: true }));
    wasAscii = isPlain;
  }
  // A last letter that is cut off is a truncated file, not another encoding.
  return faults === 0 || letters > faults ? 'UTF-8' : 'Windows-1252';
}

/** What was detected of a file, or stated by the mapping. */
export interface DetectedFormat {
  kind: TableKind;
  /** Absent for workbooks. */
  encoding?: Encoding;
  /** Of delimited files. */
  delimiter?: string;
  /** Why the file is no table. */
  fault?: string;
}

/** Detects how a table is stored. What is stated is not detected. */
export async function detectFormat(
  path: string,
  stated: { encoding?: Encoding | undefined; delimiter?: string | undefined } = {},
): Promise<DetectedFormat> {
  const kind = await detectKind(path);
  if (kind === 'xlsx') return { kind };
  if (kind === 'binary') return { kind, fault: findFault(await readSample(path)) ?? '' };
  if (kind === 'jsonl') return { kind, encoding: 'UTF-8' };
  const encoding = stated.encoding ?? (await detectEncoding(path));
  if (kind === 'json') return { kind, encoding };
  return { kind, encoding, delimiter: stated.delimiter ?? (await detectDelimiter(path, encoding)) };
}

/** Detects the delimiter: the one that most lines have equally often, outside quotes. */
async function detectDelimiter(path: string, encoding: Encoding): Promise<Delimiter> {
  const sample = await readSample(path);
  const text = new TextDecoder(encoding.toLowerCase()).decode(sample);
  return guessDelimiter(text, { isComplete: sample.length < sampleBytes });
}

const maxSampleLines = 50;

/** Returns the most likely delimiter of a text that starts with a header. */
export function guessDelimiter(text: string, { isComplete }: { isComplete: boolean }): Delimiter {
  const counts = delimiters.map((delimiter) => {
    const perLine = countPerLine(text, delimiter, isComplete);
    const header = perLine[0] ?? 0;
    const agreeing = perLine.filter((count) => count === header || count === header + 1).length;
    return { delimiter, header, share: header === 0 ? 0 : agreeing / perLine.length };
  });
  const [best] = counts.toSorted((one, other) => other.share - one.share || other.header - one.header);
  return best && best.share > 0 ? best.delimiter : ',';
}

/** Counts a delimiter in each line outside quotes. */
function countPerLine(text: string, delimiter: string, isComplete: boolean): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let hasText = false;
  const endLine = (): void => {
    if (hasText) counts.push(count);
    count = 0;
    hasText = false;
  };
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === '\n' && !isQuoted) endLine();
    else if (character === delimiter && !isQuoted) count += 1;
    if (character !== '\n' && character !== '\r') hasText = true;
    if (counts.length >= maxSampleLines) return counts;
  }
  // The sample may have cut off its last line.
  if (isComplete || counts.length === 0) endLine();
  return counts;
}
