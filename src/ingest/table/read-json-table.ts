import { readFile } from 'node:fs/promises';
import { badInput } from '../../model/errors.ts';
import { isObject } from '../../model/is-object.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { readJsonl, truncatedLineReason } from '../read-jsonl.ts';
import { getErrorMessage, parseJsonLine, tooDeepMessage } from '../rejection-reason.ts';
import type { Encoding } from './detect-format.ts';
import { maxColumns, type Table, type TableOptions, type TableRow } from './table.ts';

interface ObjectRow {
  line: number;
  value: Readonly<Record<string, unknown>>;
  fault?: string;
  isFatal?: true;
}

const notObjectReason = 'The row is not an object. Expected { … }.';
const toRow = (line: number, value: unknown): ObjectRow =>
  isObject(value) ? { line, value } : { line, value: {}, fault: notObjectReason };

/** Opens a JSON document: a list of objects, or an object that has one at a path. */
export async function openJson(path: string, options: TableOptions & { encoding: Encoding }): Promise<Table> {
  const { encoding, paths = [] } = options;
  const text = decodeText(path, await readFile(path), encoding);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw badInput(`"${path}" is not JSON, and none of it was read: ${getErrorMessage(error)}`);
  }
  if (isNestedDeeperThan(maxRecordDepth, document)) throw badInput(`"${path}": ${tooDeepMessage}`);
  const rows = listRows(path, restoreLongNumbers(text, document), options.rows).map((value, index) =>
    toRow(index + 1, value),
  );
  const names = new Set<string>();
  for (const { value } of rows) addNames(value, names);
  const columns = chooseColumns(names, paths);
  const read = rows.map((row) => toTableRow(row, columns));
  async function* readBatches(): AsyncGenerator<readonly TableRow[]> {
    yield read;
  }
  return { format: 'JSON', encoding, columns, batches: readBatches() };
}

function decodeText(path: string, bytes: Buffer, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding.toLowerCase(), { fatal: true }).decode(bytes);
  } catch {
    throw badInput(`"${path}" has bytes that are not ${encoding} text, and none of it was read. Save it as UTF-8.`);
  }
}

const digitsOfExactNumbers = 15;
const longNumberPattern = /^-?\d+(?:\.\d+)?$/;

/**
 * Returns the document with numbers of more digits than a number of JavaScript has as text. The document is known not to be
 * nested too deeply, because a reviver recurses.
 */
const restoreLongNumbers = (text: string, document: unknown): unknown =>
  /\d[\d.]{15}/.test(text)
    ? JSON.parse(text, (_, value: unknown, { source = '' }: { source?: string } = {}) =>
        typeof value === 'number' &&
        longNumberPattern.test(source) &&
        source.replace(/\D/g, '').length > digitsOfExactNumbers
          ? source
          : value,
      )
    : document;

function listRows(path: string, document: unknown, rows: string | undefined): readonly unknown[] {
  const list = rows === undefined ? document : readPath(document, rows.split('.'));
  const place = rows === undefined ? '' : ` at "${rows}"`;
  if (Array.isArray(list)) return list;
  if (rows !== undefined && isObject(list)) return Object.values(list);
  throw badInput(`"${path}" is not a list of objects${place}. Expected [{ … }, { … }].`);
}

export async function openJsonLines(path: string, { paths = [] }: TableOptions): Promise<Table> {
  const names = new Set<string>();
  for await (const { value } of readObjects(path)) {
    addNames(value, names);
    if (names.size > maxColumns) break;
  }
  const columns = chooseColumns(names, paths);
  async function* readBatches(): AsyncGenerator<readonly TableRow[]> {
    for await (const row of readObjects(path)) yield [toTableRow(row, columns)];
  }
  return { format: 'JSON Lines', encoding: 'UTF-8', columns, batches: readBatches() };
}

async function* readObjects(path: string): AsyncGenerator<ObjectRow> {
  for await (const { line, text, fault, isUnterminated } of readJsonl(path)) {
    try {
      if (fault !== undefined) throw badInput(fault);
      yield toRow(line, restoreLongNumbers(text, parseJsonLine(text)));
    } catch (error) {
      const reason = getErrorMessage(error);
      yield isUnterminated
        ? { line, value: {}, fault: `${reason} ${truncatedLineReason}`, isFatal: true }
        : { line, value: {}, fault: reason };
    }
  }
}

/** Returns the columns that the objects have, and the requested paths; only these if there are too many columns. */
const chooseColumns = (names: ReadonlySet<string>, paths: readonly string[]): string[] =>
  names.size > maxColumns && paths.length > 0 ? [...new Set(paths)] : [...new Set([...names, ...paths])];

/** Adds the names of the values of an object: those of inner objects have dots. */
function addNames(value: Readonly<Record<string, unknown>>, names: Set<string>, prefix = ''): void {
  for (const [key, inner] of Object.entries(value)) {
    const name = `${prefix}${key}`;
    if (isObject(inner)) addNames(inner, names, `${name}.`);
    else names.add(name);
  }
}

const toTableRow = ({ value, ...row }: ObjectRow, columns: readonly string[]): TableRow => ({
  ...row,
  cells: columns.map((name) => formatJson(findValue(value, name))),
});

const findValue = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : readPath(value, name.split('.'));

/** Returns the value at a path. In a list, that of each item. */
function readPath(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (Array.isArray(value)) {
    const found = value.map((item: unknown) => readPath(item, [name, ...rest])).filter((one) => one !== undefined);
    return found.length === 0 ? undefined : found.flat();
  }
  return isObject(value) && Object.hasOwn(value, name) ? readPath(value[name], rest) : undefined;
}

/** Formats a value as text. The items of a list are separated by semicolons. */
const formatJson = (value: unknown): string =>
  Array.isArray(value) ? value.map((item) => formatScalar(item)).join('; ') : formatScalar(value);

const formatScalar = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
