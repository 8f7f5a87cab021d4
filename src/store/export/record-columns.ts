import { z } from 'zod';
import type { RecordJson } from '../../model/record-diff.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import type { Cell, Column, Row } from './table.ts';

/** A column of a table of records, with the path of its field. */
export interface RecordColumn extends Column {
  path: readonly string[];
}

/** A part of the JSON Schema of a record. */
export interface SchemaNode {
  type?: string;
  description?: string;
  enum?: readonly string[];
  properties?: Record<string, SchemaNode>;
  required?: readonly string[];
  items?: SchemaNode;
  $ref?: string;
  anyOf?: readonly SchemaNode[];
  /** What a key refers to (see `referenceTo`). */
  refersTo?: string;
}

/** Fields that have no place in a table: the kind of record, and the evidence (see `sources`). */
const omittedFields: ReadonlySet<string> = new Set(['noun', 'citations', 'formerly']);
/** The complete text of a source, and another way to write a traveller's `party`. */
const omittedPaths: ReadonlySet<string> = new Set(['source.text', 'visit.travellers.person']);

const schemas = new Map<RecordNoun, SchemaNode>();

export function getRecordSchema(noun: RecordNoun): SchemaNode {
  const cached = schemas.get(noun);
  if (cached) return cached;
  const schema = z.toJSONSchema(recordSchemas[noun], { io: 'output', unrepresentable: 'any' }) as SchemaNode;
  schemas.set(noun, schema);
  return schema;
}

const isOmitted = (noun: RecordNoun, [first = '', ...rest]: readonly string[]): boolean =>
  omittedFields.has(first) || omittedPaths.has([noun, first, ...rest].join('.'));

/** Returns the columns of a noun's records, in the order of the interchange format; the keys of the sources come last. */
export function listRecordColumns(noun: RecordNoun): RecordColumn[] {
  const schema = getRecordSchema(noun);
  const columns = listColumns(schema).filter(({ path }) => !isOmitted(noun, path));
  return schema.properties?.citations ? [...columns, sourcesColumn] : columns;
}

const sourcesColumn: RecordColumn = {
  name: 'sources',
  path: ['citations', 'source'],
  type: 'string',
  isList: true,
  description: 'The keys of the sources that are cited.',
  refersTo: 'source',
};

/** Returns a column for each field of a schema, with those of its objects and lists. */
export function listColumns(node: SchemaNode, path: readonly string[] = [], isList = false): RecordColumn[] {
  const fields = node.properties ?? node.items?.properties;
  if (fields)
    return Object.entries(fields).flatMap(([name, field]) =>
      listColumns(field, [...path, name], isList || node.items !== undefined).map((column) => ({
        ...column,
        isRequired: column.isRequired && (node.required?.includes(name) ?? false),
      })),
    );
  const value = node.items ?? node;
  const type = value.type === 'integer' || value.type === 'number' || value.type === 'boolean' ? value.type : 'string';
  return [
    {
      name: path.join('.'),
      path,
      type,
      isList: isList || node.items !== undefined,
      description: node.description,
      isRequired: true,
      values: value.enum,
      refersTo: value.refersTo,
    },
  ];
}

/** Returns the row of a record: dates as EDTF, the values of a list in their order, each source once. */
export const toRow = (record: RecordJson, columns: readonly RecordColumn[]): Row =>
  columns.map((column) => readCell(record, column));

export function readCell(record: RecordJson, { name, path, isList }: RecordColumn): Row[number] {
  const values = readPath(record, path, isList);
  if (!isList) return values[0] ?? null;
  return name === sourcesColumn.name ? [...new Set(values)] : values;
}

/** Returns one value for each item of the lists on the path, so that the columns of a list have the same positions. */
function readPath(value: unknown, path: readonly string[], isList: boolean): Cell[] {
  if (Array.isArray(value)) return value.flatMap((item) => readItem(item, path));
  if (value === undefined || value === null) return isList ? [] : [null];
  const [name, ...rest] = path;
  if (name !== undefined) return readPath((value as RecordJson)[name], rest, isList);
  return [toCell(value)];
}

/** Like `readPath`, with null for an item of a list that has no value. */
function readItem(value: unknown, path: readonly string[]): Cell[] {
  if (Array.isArray(value)) return value.flatMap((item) => readItem(item, path));
  if (value === undefined || value === null) return [null];
  const [name, ...rest] = path;
  return name === undefined ? [toCell(value)] : readItem((value as RecordJson)[name], rest);
}

/** Returns a value for a cell: a date as EDTF or, without one, in the words of the source. */
export function toCell(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const { edtf, verbatim } = value as { edtf?: string | null; verbatim?: string };
  return edtf ?? verbatim ?? JSON.stringify(value);
}
