import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';
import { getColumn, type ListTable, type NounStorage, type TableWithId } from '../../db/tables/noun-tables.ts';
import type { RecordedDate } from '../../model/fuzzy-date.ts';
import {
  type Fields,
  type FieldsOfKind,
  type FieldValues,
  getDerivedFields,
  type UnionToIntersection,
} from '../../model/nouns/noun.ts';
import { type FuzzyDateColumnValues, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { InsertRow, Writer } from '../writer.ts';

type PlainKind = 'text' | 'number' | 'boolean' | 'day' | 'oneOf';
type OrNull<V> = Exclude<V, undefined> | (undefined extends V ? null : never);
type DateValues<P extends string> = [P] extends [never]
  ? unknown
  : UnionToIntersection<P extends string ? FuzzyDateColumnValues<P> : never>;

/** The columns of fields. */
export type FieldRow<F extends Fields> = {
  [Name in FieldsOfKind<F, PlainKind>]: OrNull<z.output<F[Name]['schema']>>;
} & {
  [Name in FieldsOfKind<F, 'reference'> as `${Name}Id`]: F[Name] extends { isOptional: true } ? number | null : number;
} & DateValues<FieldsOfKind<F, 'date'>>;

/** Returns the columns of fields; keys become ids, and absent values null. `path`: the place of the values, for errors. */
export function toFieldRow<F extends Fields>(
  writer: Writer,
  fields: F,
  record: FieldValues<F>,
  path = '',
): FieldRow<F> {
  const values: Readonly<Record<string, unknown>> = record;
  const row: Record<string, unknown> = {};
  for (const [name, field] of getDerivedFields(fields)) {
    const value = values[name];
    if (field.kind === 'date') Object.assign(row, toFuzzyDateColumns(name, value as RecordedDate | undefined));
    else if (field.kind === 'reference')
      row[`${name}Id`] = writer.references.resolveOptionalId(field.target, value as string | undefined, path + name);
    else if (field.kind !== 'references') row[name] = value ?? null;
  }
  return row as FieldRow<F>;
}

/** The columns that the rows of a record repeat: its id, and the sort columns of an entry. */
interface Owner {
  id: number;
  at?: string;
  key?: string;
}

/** Returns the row of a record in the table of its noun: the columns of its owner and its fields, and those derived. */
export type ToRow<O extends Owner, F extends Fields, T extends TableWithId> = (
  columns: O & FieldRow<F>,
) => InsertRow<T> & { id: number };

/** Writes the row of a record in the table of its noun, and its lists of references. */
export function writeNounRows<O extends Owner, F extends Fields, T extends TableWithId>(
  writer: Writer,
  storage: NounStorage<F, T>,
  owner: O,
  record: FieldValues<F>,
  created: boolean,
  toRow: ToRow<O, F, T>,
): void {
  writer.save(storage.table, toRow({ ...owner, ...toFieldRow(writer, storage.fields, record) }), created);
  writeLists(writer, storage, owner, record, created);
}

/** Replaces the lists of references of a record. */
export function writeLists<F extends Fields>(
  writer: Writer,
  storage: NounStorage<F>,
  owner: Owner,
  record: FieldValues<F>,
  created: boolean,
): void {
  const values: Readonly<Record<string, unknown>> = record;
  const lists: Readonly<Record<string, ListTable>> = storage.lists;
  const { id, ...repeated } = owner;
  const rowsByTable = new Map<SQLiteTable, { list: ListTable; rows: Record<string, unknown>[] }>();
  for (const [name, field] of getDerivedFields(storage.fields)) {
    const list = lists[name];
    if (field.kind !== 'references' || !list) continue;
    const rows = writer.references
      .resolveIds(field.target, values[name] as readonly string[], name)
      .map((itemId, ordinal) => ({
        ...repeated,
        [list.owner]: id,
        [list.item]: itemId,
        ordinal,
        ...(list.role !== undefined && { role: list.role }),
      }));
    const earlier = rowsByTable.get(list.table)?.rows ?? [];
    rowsByTable.set(list.table, { list, rows: [...earlier, ...rows] });
  }
  for (const { list, rows } of rowsByTable.values())
    writer.replaceRows(list.table, getColumn(list.table, list.owner), { id, created }, rows);
}
