import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { ListTable, NounStorage } from '../db/tables/noun-tables.ts';
import type { DerivedField } from '../model/nouns/field-kinds.ts';
import { type Fields, getDerivedFields } from '../model/nouns/noun.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { FieldBuilder } from './builder.ts';
import { enumOf } from './enums.ts';
import { sqlField } from './plan/sql-field.ts';
import { FuzzyDate, getTypeOf, Party } from './type-refs.ts';

interface FieldSource {
  lists?: Readonly<Record<string, ListTable>>;
  /** Rows may lack columns: their fields are null. */
  isPartial?: boolean;
}

/** Returns the output fields of declared fields, which are read from columns of the same name and from list tables. */
export const declaredFields = (t: FieldBuilder, fields: Fields, { lists = {}, isPartial = false }: FieldSource = {}) =>
  Object.fromEntries(
    getDerivedFields(fields).map(([name, field]) => {
      const { description, isOptional } = field;
      const compiled = compileField(name, field, lists[name], isPartial);
      if (field.kind === 'references')
        return [name, t.field({ type: [targetType(field.target)], description, ...compiled })];
      return [name, t.field({ type: outputType(field), nullable: isOptional, description, ...compiled })];
    }),
  );

/** Returns the output fields of a noun. */
export const nounFields = (t: FieldBuilder, { fields, lists }: NounStorage) => declaredFields(t, fields, { lists });

function outputType(field: Exclude<DerivedField, { kind: 'references' }>) {
  switch (field.kind) {
    case 'text':
      return field.scalar;
    case 'number':
      return field.isDecimal ? 'Float' : 'Int';
    case 'boolean':
      return 'Boolean';
    case 'day':
      return 'Date';
    case 'date':
      return FuzzyDate;
    case 'reference':
      return targetType(field.target);
    case 'oneOf':
      return enumOf(field.values);
  }
}

const targetType = (target: RecordNoun | 'party') => (target === 'party' ? Party : getTypeOf(target));

function compileField(name: string, field: DerivedField, list: ListTable | undefined, isPartial: boolean) {
  if (field.kind === 'date') return fuzzyDateField(name);
  if (field.kind === 'references' && list) return referencesField(list);
  const property = field.kind === 'reference' ? `${name}Id` : name;
  return sqlField<AliasedColumns, object>((row, _args, plan) => {
    const value = row[property];
    if (!value && isPartial) return sql`NULL`;
    if (!value) throw new Error(`The row has no column "${property}".`);
    return field.kind === 'reference' ? plan.selectOne((target) => sql`${target.id} = ${value}`) : value;
  });
}

/** The parts of a fuzzy date: the ends of the properties of its columns, and the properties of its own row. */
const dateParts = {
  Edtf: 'edtf',
  Earliest: 'earliest',
  Latest: 'latest',
  Precision: 'precision',
  Qualifier: 'qualifier',
  Basis: 'basis',
  Verbatim: 'verbatim',
};

/** A fuzzy date of the row, by the property that its columns begin with; null if nothing is known. */
const fuzzyDateField = (property: string) =>
  sqlField<AliasedColumns, object>((row, _args, plan) => {
    const columns = Object.fromEntries(
      Object.entries(dateParts).map(([part, name]) => [name, row[property + part] as SQL]),
    );
    return sql`CASE WHEN ${columns.edtf} IS NOT NULL THEN ${plan.selectEmbedded(columns)} END`;
  });

/** The rows that refer to the parent by a column, in the order of other columns. */
export const childrenField = (parentColumn: string, ...orderColumns: string[]) =>
  sqlField<AliasedColumns, object>((row, _args, plan) =>
    plan.selectMany((child) => ({
      where: sql`${child[parentColumn]} = ${row.id}`,
      orderBy: sql.join(
        orderColumns.map((column) => child[column]),
        sql`, `,
      ),
    })),
  );

/** The records that a list table refers to, in its order. */
const referencesField = ({ table, owner, item, role }: ListTable) =>
  sqlField<AliasedColumns, object>((row, _args, plan) => {
    const list = plan.scope.aliasTable<typeof table>(table);
    const columns: AliasedColumns = list.row;
    const inRole = role === undefined ? sql`` : sql` AND ${columns.role} = ${role}`;
    return plan.selectMany((target) => ({
      through: list.from,
      where: sql`${columns[owner]} = ${row.id}${inRole} AND ${target.id} = ${columns[item]}`,
      orderBy: sql`${columns.ordinal}`,
    }));
  });
