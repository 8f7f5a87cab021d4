import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { ListTable, NounStorage } from '../db/tables/noun-tables.ts';
import type { DerivedField } from '../model/nouns/field-kinds.ts';
import { type Fields, getDerivedFields } from '../model/nouns/noun.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import type { FieldBuilder } from './builder.ts';
import { findEnumByValues } from './enums.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { sqlField } from './plan/sql-field.ts';
import { FuzzyDate, Party, typeByNoun } from './type-refs.ts';

/** Returns the output fields of a noun's declared fields. */
export const nounFields = <F extends Fields>(t: FieldBuilder, { declaration, lists }: NounStorage<RecordNoun, F>) => {
  const listTables: Readonly<Record<string, ListTable>> = lists;
  return Object.fromEntries(
    getDerivedFields(declaration).map(([name, field]) => {
      const { description, isOptional } = field;
      const compiled = compileField(name, field, listTables[name]);
      if (field.kind === 'references')
        return [name, t.field({ type: [targetType(field.target)], description, ...compiled })];
      return [name, t.field({ type: outputType(name, field), nullable: isOptional, description, ...compiled })];
    }),
  );
};

function outputType(name: string, field: Exclude<DerivedField, { kind: 'references' }>) {
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
    case 'oneOf': {
      const ref = findEnumByValues(field.values);
      if (!ref) throw new Error(`No enum in src/schema/enums.ts has the values of the field "${name}".`);
      return ref;
    }
  }
}

const targetType = (target: RecordNoun | 'party') => (target === 'party' ? Party : typeByNoun[target]);

function compileField(name: string, field: DerivedField, list: ListTable | undefined) {
  if (field.kind === 'date') return fuzzyDateField(name);
  if (field.kind === 'reference') return referenceField((row) => column(row, `${name}Id`));
  if (field.kind === 'references' && list) return referencesField(list);
  return sqlField((row) => column(row, name));
}

function column(row: AliasedColumns, property: string): SQL {
  const value = row[property];
  if (!value) throw new Error(`The row has no column "${property}".`);
  return value;
}

/** The record whose id is in a column; null if the column is null. */
export const referenceField = <R extends object = AliasedColumns>(idOf: (row: R) => SQL) =>
  sqlField<R, object>((row, _args, plan) => plan.selectOne((target) => sql`${target.id} = ${idOf(row)}`));

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
