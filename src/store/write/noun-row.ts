import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';
import { getColumn, type ListTable, type NounStorage } from '../../db/tables/noun-tables.ts';
import type { FuzzyDate } from '../../model/fuzzy-date.ts';
import {
  type Fields,
  type FieldsOfKind,
  type FieldValues,
  getDerivedFields,
  type NounDeclaration,
  type UnionToIntersection,
} from '../../model/nouns/noun.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { type FuzzyDateColumnValues, toFuzzyDateColumns } from '../fuzzy-date-columns.ts';
import type { Writer } from '../writer.ts';

type PlainKind = 'text' | 'number' | 'boolean' | 'day' | 'oneOf';
type OrNull<V> = Exclude<V, undefined> | (undefined extends V ? null : never);
type DateValues<P extends string> = [P] extends [never]
  ? unknown
  : UnionToIntersection<P extends string ? FuzzyDateColumnValues<P> : never>;

/** The columns of a record's own fields. */
type NounRow<F extends Fields> = {
  [Name in FieldsOfKind<F, PlainKind>]: OrNull<z.output<F[Name]['schema']>>;
} & {
  [Name in FieldsOfKind<F, 'reference'> as `${Name}Id`]: F[Name] extends { isOptional: true } ? number | null : number;
} & DateValues<FieldsOfKind<F, 'date'>>;

/** Returns the columns of a record's own fields; keys become ids, and absent values null. */
export function toNounRow<F extends Fields>(
  writer: Writer,
  declaration: NounDeclaration<RecordNoun, F>,
  record: FieldValues<F>,
): NounRow<F> {
  const values: Readonly<Record<string, unknown>> = record;
  const row: Record<string, unknown> = {};
  for (const [name, field] of getDerivedFields(declaration)) {
    const value = values[name];
    if (field.kind === 'date') Object.assign(row, toFuzzyDateColumns(name, value as FuzzyDate | undefined));
    else if (field.kind === 'reference')
      row[`${name}Id`] = writer.references.resolveOptionalId(field.target, value as string | undefined, name);
    else if (field.kind !== 'references') row[name] = value ?? null;
  }
  return row as NounRow<F>;
}

/** Replaces the lists of references of a record. `owner`: the columns that each row repeats of it. */
export function writeLists<F extends Fields>(
  writer: Writer,
  { declaration, lists }: Pick<NounStorage<RecordNoun, F>, 'declaration' | 'lists'>,
  owner: { id: number; at?: string; key?: string },
  record: FieldValues<F>,
): void {
  const values: Readonly<Record<string, unknown>> = record;
  const listTables: Readonly<Record<string, ListTable>> = lists;
  const { id, ...repeated } = owner;
  const rowsByTable = new Map<SQLiteTable, { list: ListTable; rows: Record<string, unknown>[] }>();
  for (const [name, field] of getDerivedFields(declaration)) {
    const list = listTables[name];
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
    writer.replaceRows(list.table, getColumn(list.table, list.owner), id, rows);
}
