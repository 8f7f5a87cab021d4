import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { badInput } from '../../model/errors.ts';
import { type Day, parseDay } from '../../model/fuzzy-date.ts';

/** Words of the file with their place in it, in Unicode code points. */
interface Span {
  words: string;
  start: number;
  end: number;
}

/** What the editions of the Factbook from the first to the last say of a country's chief of state, or head of government. */
export interface LeaderLine {
  line: number;
  /** The Factbook's own code of the country. */
  gec: string;
  country: string | null;
  field: 'chief of state' | 'head of government';
  text: string;
  firstEdition: Day;
  lastEdition: Day;
  /** Where a part of the text stands in the file. */
  createSpan(start: number, end: number): Span;
}

export interface LeadersFile {
  name: string;
  sha256: string;
  /** In code points. */
  length: number;
  lines: (LeaderLine | { line: number; reason: string })[];
}

const lineSchema = z.object({
  gec: z.string().min(1),
  country: z.string().nullable(),
  field: z.enum(['chief of state', 'head of government'], 'The field is "chief of state" or "head of government".'),
  text: z.string().min(1, 'The text is empty.'),
  firstSeenEdition: z.string(),
  lastSeenEdition: z.string(),
});

/** The file that a path names: itself, or the one of that name in a folder. */
export async function findLeadersFile(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path;
  const names = (await readdir(path)).filter((name) => /^executive-strings.*\.jsonl$/.test(name));
  const [only] = names;
  if (only === undefined || names.length > 1)
    throw badInput(`${path} holds ${names.length} files executive-strings*.jsonl: name the one that is meant.`);
  return join(path, only);
}

/** Reads the whole file at once, since words are quoted with their places in it. */
export async function readLeadersFile(path: string): Promise<LeadersFile> {
  const bytes = await readFile(path);
  const file = { name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') };
  const text = decodeUtf8(bytes, path);
  const lines: LeadersFile['lines'] = [];
  let begin = 0;
  for (const [index, raw] of text.split('\n').entries()) {
    const mark = index === 0 && raw.startsWith('\uFEFF') ? 1 : 0;
    // Counted from the code points of the lines before it, never from units of the string.
    if (raw.trim() !== '') lines.push(parseLeaderLine(raw.slice(mark), begin + mark, index + 1));
    begin += [...raw].length + 1;
  }
  return { ...file, length: begin - 1, lines };
}

function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw badInput(`${path} is not UTF-8 text.`);
  }
}

function parseLeaderLine(raw: string, begin: number, line: number): LeaderLine | { line: number; reason: string } {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(raw));
    if (!parsed.success) return { line, reason: `It is no line of leaders: ${z.prettifyError(parsed.error)}` };
    const { firstSeenEdition, lastSeenEdition, ...rest } = parsed.data;
    const [first, last] = [parseDay(firstSeenEdition), parseDay(lastSeenEdition)];
    if (first > last) return { line, reason: `It is last seen on ${last}, before it is first seen, on ${first}.` };
    const places = mapTextOffsets(raw, rest.text);
    const span = (start: number, end: number): Span => {
      const [from = 0, until = 0] = [places[start], places[end]];
      const words = raw.slice(from, until);
      const offset = begin + [...raw.slice(0, from)].length;
      return { words, start: offset, end: offset + [...words].length };
    };
    return { line, ...rest, firstEdition: first, lastEdition: last, createSpan: span };
  } catch (error) {
    return {
      line,
      reason: error instanceof SyntaxError ? `The line is not JSON: ${error.message}` : getErrorMessage(error),
    };
  }
}

/** Where each unit of the text stands in the line of JSON, and where it ends: an escape is longer than what it stands for. */
function mapTextOffsets(raw: string, text: string): number[] {
  const places: number[] = [];
  const open = /"text"\s*:\s*"/.exec(raw);
  let at = open ? open.index + open[0].length : 0;
  for (let unit = 0; unit < text.length; unit += 1) {
    places.push(at);
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  }
  return [...places, at];
}

const getErrorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
