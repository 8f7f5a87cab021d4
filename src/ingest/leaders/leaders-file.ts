import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { type Day, parseDay } from '../../model/fuzzy-date.ts';
import type { Span } from '../../model/source-text.ts';
import { decodeUtf8, notUtf8Reason } from '../file-content.ts';
import { truncatedLineReason } from '../read-jsonl.ts';
import { getErrorMessage, parseJsonLine } from '../rejection-reason.ts';

/** The text that consecutive editions of the Factbook have for a country's chief of state or head of government. */
export interface LeaderLine {
  line: number;
  /** The Factbook's code of the country. */
  gec: string;
  country: string | null;
  field: 'chief of state' | 'head of government';
  text: string;
  firstEdition: Day;
  lastEdition: Day;
  /** Returns a part of the text with its offsets in the file. */
  createSpan(start: number, end: number): Span;
}

export interface RejectedLine {
  line: number;
  reason: string;
  isFatal?: true;
}

export interface LeadersFile {
  name: string;
  sha256: string;
  text: string;
  lines: (LeaderLine | RejectedLine)[];
}

const lineSchema = z.object({
  gec: z.string().min(1),
  country: z.string().nullable(),
  field: z.enum(['chief of state', 'head of government'], '"field" must be "chief of state" or "head of government".'),
  text: z.string().min(1, 'The text is empty.'),
  firstSeenEdition: z.string(),
  lastSeenEdition: z.string(),
});

/** Returns the path of the file: `path` itself, or executive-strings*.jsonl in the folder `path`. */
export async function findLeadersFile(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const names = (await readdir(path)).filter((name) => /^executive-strings.*\.jsonl$/.test(name));
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw badInput(`${path} has ${names.length} files executive-strings*.jsonl. Give the path of one file.`);
  return join(path, name);
}

/** Reads the whole file at once, because quoted words have offsets in it. */
export async function readLeadersFile(path: string): Promise<LeadersFile> {
  const bytes = await readFile(path);
  const text = decodeUtf8(bytes);
  if (text === undefined) throw badInput(`${path}: ${notUtf8Reason}`);
  const lines: LeadersFile['lines'] = [];
  const rawLines = text.split('\n');
  // In code points.
  let start = 0;
  for (const [index, raw] of rawLines.entries()) {
    const mark = index === 0 && raw.startsWith('\uFEFF') ? 1 : 0;
    const isUnterminated = index === rawLines.length - 1;
    if (raw.trim() !== '') lines.push(parseLeaderLine(raw.slice(mark), start + mark, index + 1, isUnterminated));
    start += [...raw].length + 1;
  }
  return { name: basename(path), sha256: hash('sha256', bytes), text, lines };
}

function parseLeaderLine(
  raw: string,
  lineStart: number,
  line: number,
  isUnterminated: boolean,
): LeaderLine | RejectedLine {
  let json: unknown;
  try {
    json = parseJsonLine(raw);
  } catch (error) {
    const reason = getErrorMessage(error);
    return isUnterminated ? { line, reason: `${reason}. ${truncatedLineReason}`, isFatal: true } : { line, reason };
  }
  try {
    const parsed = lineSchema.safeParse(json);
    if (!parsed.success) return { line, reason: `The line is invalid: ${z.prettifyError(parsed.error)}` };
    const { firstSeenEdition, lastSeenEdition, ...rest } = parsed.data;
    const [first, last] = [parseDay(firstSeenEdition), parseDay(lastSeenEdition)];
    if (first > last) return { line, reason: `lastSeenEdition ${last} is before firstSeenEdition ${first}.` };
    const offsets = mapTextOffsets(raw, rest.text);
    const createSpan = (start: number, end: number): Span => {
      const [from = 0, until = 0] = [offsets[start], offsets[end]];
      const words = raw.slice(from, until);
      const offset = lineStart + [...raw.slice(0, from)].length;
      return { words, start: offset, end: offset + [...words].length };
    };
    return { line, ...rest, firstEdition: first, lastEdition: last, createSpan };
  } catch (error) {
    return { line, reason: getErrorMessage(error) };
  }
}

/** Returns the offset in the JSON line of each unit of the text and of its end. Escapes are longer than their character. */
function mapTextOffsets(raw: string, text: string): number[] {
  const offsets: number[] = [];
  const open = /"text"\s*:\s*"/.exec(raw);
  let at = open ? open.index + open[0].length : 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    offsets.push(at);
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  }
  return [...offsets, at];
}
