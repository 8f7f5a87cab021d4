import { isUtf8 } from 'node:buffer';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { badInput } from '../model/errors.ts';
import type { ImportItem, InputLocation, RecordInput } from '../model/records/index.ts';
import { readJsonl } from './read-jsonl.ts';

type InterchangeFileReader = (path: string, file: string) => AsyncIterable<ImportItem>;

const readers: Record<string, InterchangeFileReader> = { '.yaml': readYaml, '.yml': readYaml, '.jsonl': readJsonLines };
const supportedExtensions = Object.keys(readers).join(', ');

/** Reads our own format: a YAML or JSONL file, or a folder of them, sorted by name. It finds the records; the pipeline judges them. */
export async function* readInterchange(path: string): AsyncIterable<ImportItem> {
  const isFolder = (await statInput(path)).isDirectory();
  const files = isFolder ? (await readdir(path)).filter((file) => readers[extname(file)]).sort() : [path];
  if (files.length === 0) throw badInput(`The folder "${path}" holds no file that ends in ${supportedExtensions}.`);
  for (const file of files) {
    const read = readers[extname(file)];
    if (!read)
      throw badInput(
        `"${path}" is not in the interchange format: its name would end in one of ${supportedExtensions}.`,
      );
    yield* read(isFolder ? join(path, file) : path, basename(file));
  }
}

async function statInput(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw badInput(
      missing ? `There is no file or folder "${path}".` : `"${path}" cannot be read: ${getErrorMessage(error)}.`,
    );
  }
}

async function* readJsonLines(path: string, file: string): AsyncIterable<ImportItem> {
  for await (const { line, text, fault } of readJsonl(path)) {
    const place = { file, line };
    yield fault === undefined ? parseJsonLine(text, place) : { place, rejected: fault };
  }
}

function parseJsonLine(json: string, place: InputLocation): ImportItem {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { place, rejected: `The line is not JSON: ${getErrorMessage(error)}` };
  }
  return toImportItem(value, place);
}

async function* readYaml(path: string, file: string): AsyncIterable<ImportItem> {
  const lines = new LineCounter();
  const bytes = await readFile(path);
  if (!isUtf8(bytes)) {
    yield {
      place: { file },
      rejected: 'The file is not UTF-8 text, and none of it was read. Save it in that encoding.',
      isFatal: true,
    };
    return;
  }
  const document = parseDocument(bytes.toString(), { lineCounter: lines, prettyErrors: false });
  const at = (offset = 0): InputLocation => ({ file, line: lines.linePos(offset).line });
  const fault = document.errors[0] ?? document.warnings[0];
  const records = getRecordNodes(document.contents);
  // Where the parser lost its way, what comes after is a guess: the whole file is rejected.
  if (fault)
    yield {
      place: at(fault.pos[0]),
      rejected: `The file is not YAML and none of it was read: ${fault.message}`,
      isFatal: true,
    };
  else if (!records)
    yield {
      place: at(document.contents?.range?.[0]),
      rejected: 'The file holds neither a list of records nor "records:" with one.',
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
    return toImportItem(node.toJS(document), place);
  } catch (error) {
    // Aliases of aliases, which would grow without end.
    return { place, rejected: getErrorMessage(error) };
  }
}

function toImportItem(value: unknown, place: InputLocation): ImportItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { place, rejected: `A record is a mapping with a "noun"; this is ${JSON.stringify(value)}.` };
  if ('noun' in value && (value.noun === 'history' || value.noun === 'revision'))
    return { place, rejected: historyNotAllowedMessage };
  // Its shape is for the pipeline to check: here it is only known to be a mapping.
  const record = value as RecordInput;
  return 'key' in record && typeof record.key === 'string' ? { place, key: record.key, record } : { place, record };
}

const historyNotAllowedMessage =
  'A record comes in with its history only as a whole: import the one file that "export --with-history" has made, as it is, with its first line first.';

const getErrorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
