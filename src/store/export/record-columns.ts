import { z } from 'zod';
import type { RecordJson } from '../../model/record-diff.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';

/** A column of a table of records. */
export interface RecordColumn {
  /** The path of the field, such as `place` or `travellers.party`. */
  name: string;
  path: readonly string[];
}

/** The values of a list are joined with it, as the mapping of a table can split them. */
const listSeparator = '; ';

/** Fields that have no place in a table: the kind of record, and the evidence (see `sources`). */
const omittedFields: ReadonlySet<string> = new Set(['noun', 'citations', 'formerly']);
/** The complete text of a source, and another way to write a traveller's `party`. */
const omittedPaths: ReadonlySet<string> = new Set(['source.text', 'visit.travellers.person']);

interface SchemaNode {
  type?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

/** Returns the columns of a noun's records, in the order of the interchange format; the keys of the sources come last. */
export function listRecordColumns(noun: RecordNoun): RecordColumn[] {
  const schema = z.toJSONSchema(recordSchemas[noun], { io: 'output', unrepresentable: 'any' }) as SchemaNode;
  const paths = listPaths(schema, []).filter(
    ([first = '', ...rest]) => !omittedFields.has(first) && !omittedPaths.has([noun, first, ...rest].join('.')),
  );
  const columns = paths.map((path) => ({ name: path.join('.'), path }));
  return schema.properties?.citations ? [...columns, { name: 'sources', path: ['citations', 'source'] }] : columns;
}

function listPaths(node: SchemaNode, path: readonly string[]): (readonly string[])[] {
  const fields = node.properties ?? node.items?.properties;
  if (!fields) return [path];
  return Object.entries(fields).flatMap(([name, field]) => listPaths(field, [...path, name]));
}

/** Returns the text of a column: dates as EDTF, the values of a list joined, each source once; empty for no value. */
export function formatColumn(record: RecordJson, { name, path }: RecordColumn): string {
  const values = readPath(record, path);
  const texts = name === 'sources' ? [...new Set(values)] : values;
  return texts.some((text) => text !== '') ? texts.join(listSeparator) : '';
}

/** Returns one text for each item of the lists on the path, so that the columns of a list have the same positions. */
function readPath(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => readPath(item, path));
  if (value === undefined || value === null) return [''];
  const [name, ...rest] = path;
  if (name !== undefined) return readPath((value as RecordJson)[name], rest);
  if (typeof value !== 'object') return [String(value)];
  const { edtf, verbatim } = value as { edtf?: string; verbatim?: string };
  return [edtf ?? verbatim ?? JSON.stringify(value)];
}
