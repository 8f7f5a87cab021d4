import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { badInput } from '../model/errors.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../model/nesting.ts';
import { exportHeader } from '../model/records/export-header.ts';
import type { ImportItem, InputLocation, RecordInput } from '../model/records/index.ts';
import { readJsonl, truncatedLineReason } from './read-jsonl.ts';
import { getErrorMessage, isTooDeepYaml, parseJsonLine, tooDeepMessage } from './rejection-reason.ts';

type InterchangeFileReader = (path: string, file: string) => AsyncIterable<ImportItem>;

const readers: Record<string, InterchangeFileReader> = { '.yaml': readYaml, '.yml': readYaml, '.jsonl': readJsonLines };
const supportedExtensions = Object.keys(readers).join(', ');

/** Stands for stdin in place of a path. */
export const stdinPath = '-';

/** Reads the interchange format: a YAML or JSON Lines file, a folder of them in the order of their names, or stdin. */
export async function* readInterchange(path: string): AsyncIterable<ImportItem> {
  if (path === stdinPath) {
    const { buffer } = await import('node:stream/consumers');
    yield* parseBytes(await buffer(process.stdin));
    return;
  }
  const isFolder = (await statInput(path)).isDirectory();
  const files = isFolder ? (await readdir(path)).filter((file) => readers[extname(file)]).sort() : [path];
  if (files.length === 0) throw badInput(`The folder "${path}" has no file that ends in ${supportedExtensions}.`);
  for (const file of files) {
    const read = readers[extname(file)];
    if (!read)
      throw badInput(`"${path}" is not in the interchange format: its name must end in ${supportedExtensions}.`);
    yield* read(isFolder ? join(path, file) : path, basename(file));
  }
}

async function statInput(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw badInput(
      isMissing ? `There is no file or folder "${path}".` : `"${path}" cannot be read: ${getErrorMessage(error)}.`,
    );
  }
}

async function* readJsonLines(path: string, file: string): AsyncIterable<ImportItem> {
  for await (const { line, text, fault, isUnterminated } of readJsonl(path)) {
    const place = { file, line };
    try {
      if (fault !== undefined) yield { place, rejected: fault };
      else {
        const value = parseJsonLine(text);
        if (line !== 1 || !isExportHeader(value)) yield toImportItem(value, place);
      }
    } catch (error) {
      const rejected = getErrorMessage(error);
      yield isUnterminated
        ? { place, rejected: `${rejected}. ${truncatedLineReason}`, isFatal: true }
        : { place, rejected };
    }
  }
}

const isExportHeader = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'noun' in value && value.noun === exportHeader.noun;

async function* readYaml(path: string, file: string): AsyncIterable<ImportItem> {
  yield* parseYaml(await readFile(path), file);
}

/** Records without a file: YAML, of which a JSON document is a part, or JSON Lines. Named by its hash: each input is another file. */
export function* parseBytes(bytes: Buffer): Iterable<ImportItem> {
  const file = `stdin-${hash('sha256', bytes).slice(0, 8)}`;
  const text = bytes.toString();
  if (/^\s*\{/.test(text) && isUtf8(bytes)) yield* parseJsonLines(text, file);
  else yield* parseYaml(bytes, file);
}

function* parseJsonLines(text: string, file: string): Iterable<ImportItem> {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const place = { file, line: index + 1 };
    if (line.trim() === '') continue;
    try {
      const value = parseJsonLine(line);
      if (index > 0 || !isExportHeader(value)) yield toImportItem(value, place);
    } catch (error) {
      yield { place, rejected: getErrorMessage(error) };
    }
  }
}

function* parseYaml(bytes: Buffer, file: string): Iterable<ImportItem> {
  const lines = new LineCounter();
  if (!isUtf8(bytes)) {
    yield {
      place: { file },
      rejected: 'The file is not UTF-8 text, and none of it was read. Save it as UTF-8.',
      isFatal: true,
    };
    return;
  }
  const document = parseDocument(bytes.toString(), { lineCounter: lines, prettyErrors: false });
  const at = (offset = 0): InputLocation => ({ file, line: lines.linePos(offset).line });
  const fault = document.errors[0] ?? document.warnings[0];
  const records = getRecordNodes(document.contents);
  // After a syntax error the parser guesses, so the whole file is rejected.
  if (fault)
    yield {
      place: at(fault.pos[0]),
      rejected: isTooDeepYaml(fault)
        ? `None of the file was read. ${tooDeepMessage}`
        : `The file is not YAML, and none of it was read: ${fault.message}`,
      isFatal: true,
    };
  else if (!records)
    yield {
      place: at(document.contents?.range?.[0]),
      rejected: 'The file must contain a list of records, or "records:" with a list.',
    };
  else for (const node of records) yield parseYamlNode(node, document, at(node.range?.[0]));
}

function getRecordNodes(contents: unknown): Node[] | undefined {
  if (contents === null) return [];
  const list = isMap(contents) && contents.items.length === 1 ? contents.get('records') : contents;
  return isSeq<Node>(list) ? list.items : undefined;
}

function parseYamlNode(node: Node, document: Document, place: InputLocation): ImportItem {
  try {
    const value: unknown = node.toJS(document);
    return isNestedDeeperThan(maxRecordDepth, value) ? { place, rejected: tooDeepMessage } : toImportItem(value, place);
  } catch (error) {
    // Unresolved aliases, or aliases of aliases that would grow without end.
    return { place, rejected: error instanceof RangeError ? tooDeepMessage : getErrorMessage(error) };
  }
}

function toImportItem(value: unknown, place: InputLocation): ImportItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { place, rejected: `A record must be a mapping with a "noun" (got ${preview(JSON.stringify(value))}).` };
  if ('noun' in value && (value.noun === 'history' || value.noun === 'revision'))
    return { place, rejected: historyNotAllowedMessage };
  // The pipeline validates the rest of its shape.
  const record = value as RecordInput;
  return 'key' in record && typeof record.key === 'string' ? { place, key: record.key, record } : { place, record };
}

const preview = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

const historyNotAllowedMessage =
  'History can only be restored as a whole: import the unmodified file that "export --with-history" wrote, including its first line.';
