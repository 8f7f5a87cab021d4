import {
  type AnySQLiteColumn,
  type CheckBuilder,
  type IndexBuilder,
  index,
  integer,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Field } from '../../model/nouns/field-kinds.ts';
import { type Fields, type FieldsOfKind, getDerivedFields, type UnionToIntersection } from '../../model/nouns/noun.ts';
import { checkBoolean, checkDay, checkEnum, checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';

const textColumn = (name: string) => text(name);
const enumColumn = <const V extends readonly [string, ...string[]]>(name: string, values: V) =>
  text(name, { enum: values });
const booleanColumn = (name: string) => integer(name, { mode: 'boolean' });
const integerColumn = (name: string) => integer(name);
const decimalColumn = (name: string) => real(name);

interface ColumnByKind<F extends Field> {
  text: ReturnType<typeof textColumn>;
  day: ReturnType<typeof textColumn>;
  oneOf: F extends { values: infer V extends readonly [string, ...string[]] }
    ? ReturnType<typeof enumColumn<V>>
    : never;
  boolean: ReturnType<typeof booleanColumn>;
  number: F extends { isDecimal: true } ? ReturnType<typeof decimalColumn> : ReturnType<typeof integerColumn>;
}

type RequiredColumn<C extends { notNull(): unknown }> = ReturnType<C['notNull']>;
type Column<F extends Field> = F['kind'] extends keyof ColumnByKind<F>
  ? F extends { isOptional: true }
    ? ColumnByKind<F>[F['kind']]
    : RequiredColumn<ColumnByKind<F>[F['kind']]>
  : never;
type ReferenceColumn<F extends Field> = F extends { isOptional: true }
  ? ReturnType<typeof integerColumn>
  : ReturnType<typeof referenceColumn>;

type DateColumns<P extends string> = [P] extends [never] ? unknown : UnionToIntersection<DateColumnsOf<P>>;
type DateColumnsOf<P extends string> = P extends string ? ReturnType<typeof fuzzyDateColumns<P>> : never;

/** The columns of fields by property: `hostId` for the reference `host`, `startEdtf` … for the date `start`. */
export type FieldColumns<F extends Fields> = {
  [Name in FieldsOfKind<F, keyof ColumnByKind<Field>>]: Column<F[Name]>;
} & {
  [Name in FieldsOfKind<F, 'reference'> as `${Name}Id`]: ReferenceColumn<F[Name]>;
} & DateColumns<FieldsOfKind<F, 'date'>>;

/** The column that a reference points to; `COMPOSITE` where the table declares a foreign key of several columns. */
type ForeignKeys<F extends Fields> = {
  readonly [Name in FieldsOfKind<F, 'reference'>]: (() => AnySQLiteColumn) | 'COMPOSITE';
};

const toColumnName = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Returns the columns of fields. */
export function fieldColumns<F extends Fields>(fields: F, foreignKeys: ForeignKeys<F>): FieldColumns<F> {
  const targets: Readonly<Record<string, (() => AnySQLiteColumn) | 'COMPOSITE'>> = foreignKeys;
  const columns: Record<string, unknown> = {};
  for (const [name, field] of getDerivedFields(fields)) {
    const columnName = toColumnName(name);
    if (field.kind === 'date') Object.assign(columns, fuzzyDateColumns(name));
    else if (field.kind === 'reference') {
      const target = targets[name];
      const column = field.isOptional ? integerColumn(`${columnName}_id`) : referenceColumn(`${columnName}_id`);
      columns[`${name}Id`] = typeof target === 'function' ? column.references(target) : column;
    } else if (field.kind !== 'references') {
      const column = plainColumn(field, columnName);
      columns[name] = field.isOptional ? column : column.notNull();
    }
  }
  return columns as FieldColumns<F>;
}

function plainColumn(field: Extract<Field, { kind: keyof ColumnByKind<Field> }>, name: string) {
  switch (field.kind) {
    case 'oneOf':
      return enumColumn(name, field.values);
    case 'boolean':
      return booleanColumn(name);
    case 'number':
      return field.isDecimal ? decimalColumn(name) : integerColumn(name);
    default:
      return textColumn(name);
  }
}

/** The columns of a table by property, of which `Names` are certain. */
export type TableColumns<Names extends string = never> = Readonly<Record<string, AnySQLiteColumn>> &
  Readonly<Record<Names, AnySQLiteColumn>>;

/** Returns the checks and indexes of fields, named after the table and the column. */
export const fieldConstraints = (
  table: string,
  fields: Fields,
  columns: TableColumns,
): (CheckBuilder | IndexBuilder)[] =>
  getDerivedFields(fields).flatMap(([name, field]) => {
    const constraintName = `${table}_${toColumnName(name)}`;
    const column = columns[field.kind === 'reference' ? `${name}Id` : field.kind === 'date' ? `${name}Edtf` : name];
    if (!column) return [];
    const sortColumns = field.index === 'DAY' && columns.at && columns.key ? [columns.at, columns.key] : [];
    return [
      ...(field.index ? [index(constraintName).on(column, ...sortColumns)] : []),
      ...checkField(constraintName, field, column),
    ];
  });

function checkField(name: string, field: Field, column: AnySQLiteColumn): CheckBuilder[] {
  if (field.kind === 'oneOf') return [checkEnum(name, column, field.values)];
  if (field.kind === 'boolean') return [checkBoolean(name, column)];
  if (field.kind === 'day') return [checkDay(name, column)];
  return field.kind === 'date' ? [checkFuzzyDate(name, column)] : [];
}

/** Returns the constraints of a table of records with keys. */
export const keyedConstraints = (table: string, fields: Fields, columns: TableColumns<'key'>) => [
  uniqueIndex(`${table}_key`).on(columns.key),
  ...fieldConstraints(table, fields, columns),
];
