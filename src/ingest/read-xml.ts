import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SaxesParser } from 'saxes';
import type { Span } from '../model/source-text.ts';
import { decodeUtf8, notUtf8Reason } from './file-content.ts';
import type { RejectedItem } from './import-items.ts';

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
  /** By path inside the record ("country", "started/date"), in document order. */
  fields: ReadonlyMap<string, readonly XmlField[]>;
}

export interface XmlFile {
  /** The path below the folder, with forward slashes. */
  path: string;
  name: string;
  sha256: string;
  /** The whole file; absent if it is not UTF-8. */
  text?: string;
  records: readonly XmlRecord[];
  /** Reports where and why reading stopped in a broken file. The records before it are read. */
  broken?: RejectedItem;
}

const emptyField: XmlField = { text: '', attributes: {}, spans: [] };

export const getField = (record: XmlRecord, path: string): XmlField => record.fields.get(path)?.at(-1) ?? emptyField;
export const getText = (record: XmlRecord, path: string): string => getField(record, path).text;

/** Reads all elements with a name from a file. */
export async function readXml(folder: string, path: string, element: string): Promise<XmlFile> {
  const bytes = await readFile(join(folder, path));
  const file = { path, name: basename(path, '.xml'), sha256: hash('sha256', bytes) };
  const text = decodeUtf8(bytes);
  if (text === undefined)
    return { ...file, records: [], broken: { place: { file: path }, rejected: notUtf8Reason, isFatal: true } };
  const { records, fault } = parseRecords(text, element);
  if (!fault) return { ...file, text, records };
  const { line, reason } = fault;
  return { ...file, text, records, broken: { place: { file: path, line }, rejected: reason, isFatal: true } };
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  text: string;
  /** Offset of its content in UTF-16 code units. */
  contentStart: number;
}

function parseRecords(
  text: string,
  element: string,
): { records: XmlRecord[]; fault: { line: number; reason: string } | undefined } {
  const records: XmlRecord[] = [];
  const open: OpenElement[] = [];
  const codePoints = createCodePointCounter(text);
  const parser = new SaxesParser();
  let current:
    | { line: number; depth: number; attributes: Record<string, string>; fields: Map<string, XmlField[]> }
    | undefined;
  let fault: { line: number; reason: string } | undefined;
  parser.on('error', (error) => {
    fault ??= { line: parser.line, reason: `The XML is invalid: ${error.message.replace(/^\d+:\d+: /, '')}` };
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (fault) return;
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
    if (fault || !closed || !current) return;
    if (open.length === current.depth) {
      records.push(current);
      current = undefined;
      return;
    }
    // An element inside a field is part of its text, as emphasis is.
    if (open.length > current.depth + 1) addText(closed.text);
    const path = [...open.slice(current.depth + 1), closed].map(({ name }) => name).join('/');
    const until = text.lastIndexOf('</', parser.position);
    const field = {
      text: closed.text.replace(/\s+/g, ' ').trim(),
      attributes: closed.attributes,
      spans: closed.text.trim() === '' ? [] : [createSpan(text, closed.contentStart, until, codePoints)],
    };
    current.fields.set(path, [...(current.fields.get(path) ?? []), field]);
  });
  parser.write(text).close();
  return { records, fault };
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
