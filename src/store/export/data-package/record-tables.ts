import { toKebabCase } from '../../../model/kebab-case.ts';
import type { RecordJson } from '../../../model/record-diff.ts';
import type { RecordNoun } from '../../../model/vocabulary.ts';
import {
  getRecordSchema,
  listColumns,
  type RecordColumn,
  readCell,
  type SchemaNode,
  toCell,
} from '../record-columns.ts';
import type { Column, Row } from '../table.ts';

/** A table of a data package, made of the records of a noun. */
export interface RecordTable {
  /** The name of the table and, with `.csv`, of its file. */
  name: string;
  noun: RecordNoun;
  description: string;
  columns: readonly Column[];
  primaryKey: readonly string[];
  /** The rows of one record. */
  toRows(record: RecordJson): Row[];
}

/** The columns of the rows of a list: the key of their record, and their position from 1. */
const ordinalColumn: Column = {
  name: 'ordinal',
  type: 'integer',
  isList: false,
  description: 'The position in the list, from 1.',
  isRequired: true,
};
/** Not in the table of a list: quoted words with their offsets, and another way to write `party`. Keeps only the sources of an item's evidence. */
const isOmittedItemColumn = ({ name }: Column): boolean => /^(?:person|spans\..*|citations\.(?!source$).*)$/.test(name);
/** `text` is in the table of texts, if the licence allows it. */
const omittedFields: ReadonlySet<string> = new Set(['noun', 'formerly', 'source.text']);

/** Returns the tables of a noun: one of its records, and one for each of their lists. `name` is the plural. */
export function listRecordTables(noun: RecordNoun, name: string): RecordTable[] {
  const { properties = {}, required } = getRecordSchema(noun);
  const fields = Object.entries(properties).filter(
    ([field]) => !omittedFields.has(field) && !omittedFields.has(`${noun}.${field}`),
  );
  const single = fields.filter(([, field]) => field.items === undefined);
  const lists = fields.filter(([, field]) => field.items !== undefined);
  const columns = listColumns({ properties: Object.fromEntries(single), required: required ?? [] });
  const main: RecordTable = {
    name,
    noun,
    description: `The ${name.replaceAll('-', ' ')}.`,
    columns,
    primaryKey: noun === 'coverage' ? ['source', 'about'] : ['key'],
    toRows: (record) => [columns.map((column) => readCell(record, column))],
  };
  return [main, ...lists.map(([field, node]) => createListTable(noun, name, field, node))];
}

function createListTable(noun: RecordNoun, plural: string, field: string, node: SchemaNode): RecordTable {
  const items = node.items ?? {};
  const owner: Column = {
    // An item of a country may name a country itself.
    name: items.properties?.[noun] ? 'of' : noun,
    type: 'string',
    isList: false,
    description: `The key of the ${noun.replace('-', ' ')}.`,
    isRequired: true,
    refersTo: noun,
  };
  const columns: RecordColumn[] = items.properties
    ? listColumns(items).filter((column) => !isOmittedItemColumn(column))
    : [{ ...listColumns(items)[0], name: field, path: [] } as RecordColumn];
  return {
    name: `${plural}-${toKebabCase(field)}`,
    noun,
    description: node.description ?? `The ${field} of the ${plural}.`,
    columns: [owner, ordinalColumn, ...columns],
    primaryKey: [owner.name, ordinalColumn.name],
    toRows: (record) =>
      ((record[field] ?? []) as readonly unknown[]).map((item, index) => [
        String(record.key),
        index + 1,
        ...columns.map((column) => (column.path.length === 0 ? toCell(item) : readCell(item as RecordJson, column))),
      ]),
  };
}

/** The parties of all kinds, to which keys of parties refer. */
export const partyTable = {
  name: 'parties',
  description: 'The countries, groups, people and organizations.',
  columns: [
    { name: 'key', type: 'string', isList: false, description: 'The key.', isRequired: true },
    { name: 'noun', type: 'string', isList: false, description: 'The table that has more about it.', isRequired: true },
    { name: 'name', type: 'string', isList: false, description: 'The name.', isRequired: true },
  ],
  primaryKey: ['key'],
  toRows: ({ key, noun, name }: RecordJson): Row[] => [[String(key), String(noun), String(name)]],
} as const satisfies Omit<RecordTable, 'noun'>;
