import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SaxesParser } from 'saxes';
import type { Span } from '../../model/source-text.ts';
import { decodeUtf8, hashBytes, notUtf8Reason } from '../file-content.ts';

export interface XmlField {
  /** The text with entities resolved; line breaks and indentation count as one space. */
  text: string;
  attributes: Readonly<Record<string, string>>;
  /** The words as written in the file; none if the element is empty. */
  spans: readonly Span[];
}

export interface XmlRecord {
  line: number;
  attributes: Readonly<Record<string, string>>;
  /** By path inside the record: "country", "started/date". */
  fields: ReadonlyMap<string, XmlField>;
}

export interface XmlFile {
  /** The path below the folder, with forward slashes. */
  path: string;
  name: string;
  sha256: string;
  records: readonly XmlRecord[];
  /** Where and why reading stopped in a broken file. The records before it are read. */
  parseError?: { line?: number; reason: string };
}

const emptyField: XmlField = { text: '', attributes: {}, spans: [] };

export const getField = (record: XmlRecord, path: string): XmlField => record.fields.get(path) ?? emptyField;
export const getText = (record: XmlRecord, path: string): string => getField(record, path).text;

/** Reads all elements with a name from a file. */
export async function readXml(folder: string, path: string, element: string): Promise<XmlFile> {
  const bytes = await readFile(join(folder, path));
  const file = { path, name: basename(path, '.xml'), sha256: hashBytes(bytes) };
  const text = decodeUtf8(bytes);
  return text === undefined
    ? { ...file, records: [], parseError: { reason: notUtf8Reason } }
    : { ...file, ...parseRecords(text, element) };
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  /** Offset of its content in UTF-16 code units. */
  contentStart: number;
}

function parseRecords(text: string, element: string): Pick<XmlFile, 'records' | 'parseError'> {
  const records: XmlRecord[] = [];
  const open: OpenElement[] = [];
  const codePoints = createCodePointCounter(text);
  const parser = new SaxesParser();
  let current:
    | { line: number; depth: number; attributes: Record<string, string>; fields: Map<string, XmlField> }
    | undefined;
  let parseError: XmlFile['parseError'];
  parser.on('error', (error) => {
    parseError ??= { line: parser.line, reason: `The XML is invalid: ${error.message.replace(/^\d+:\d+: /, '')}` };
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (parseError) return;
    if (!current && name === element)
      current = { line: parser.line, depth: open.length, attributes, fields: new Map() };
    open.push({ name, attributes, text: '', contentStart: parser.position });
  });
  const addText = (words: string): void => {
    const innermost = open.at(-1);
    if (innermost) innermost.text += words;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (parseError || !closed || !current) return;
    if (open.length === current.depth) {
      records.push(current);
      current = undefined;
      return;
    }
    const path = [...open.slice(current.depth + 1), closed].map(({ name }) => name).join('/');
    const until = text.lastIndexOf('</', parser.position);
    current.fields.set(path, {
      text: closed.text.replace(/\s+/g, ' ').trim(),
      attributes: closed.attributes,
      spans: closed.text.trim() === '' ? [] : [createSpan(text, closed.contentStart, until, codePoints)],
    });
  });
  parser.write(text).close();
  return parseError ? { records, parseError } : { records };
}

function createSpan(text: string, from: number, until: number, codePoints: (unit: number) => number): Span {
  const inner = text.slice(from, until);
  const words = inner.trim();
  const start = codePoints(from + inner.indexOf(words));
  return { words, start, end: start + [...words].length };
}

/** Returns a function that converts UTF-16 offsets to code points. It is fast for increasing offsets. */
function createCodePointCounter(text: string): (unit: number) => number {
  let unit = 0;
  let points = 0;
  return (upTo) => {
    if (upTo < unit) unit = points = 0;
    for (; unit < upTo; points += 1) unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
    return points;
  };
}
