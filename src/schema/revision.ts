import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { type entries, records, type revisions } from '../db/tables/index.ts';
import { number, oneOf, text } from '../model/nouns/field-kinds.ts';
import { revisionActions } from '../model/vocabulary.ts';
import { builder, type FieldBuilder } from './builder.ts';
import { keyFields, typeNameToNoun } from './node.ts';
import { declaredFields } from './output-fields.ts';
import { defineConnection, listField } from './pagination.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { resolveTypeByName, sqlField } from './plan/sql-field.ts';
import { selectRecordKey } from './record-key.ts';
import { selectRecordOfNoun } from './record-lookup.ts';
import {
  Commodity,
  Coverage,
  Entry,
  FieldChange,
  Node,
  Office,
  Party,
  Revision,
  Source,
  Term,
  Topic,
  Trip,
  Versioned,
} from './type-refs.ts';

type RevisionRow = AliasedColumns<typeof revisions>;
const RevisionConnection = defineConnection(Revision, 'revisions');

/** Selects a column of the record with this id; null if there is none. */
export function selectRecordColumn(scope: StatementContext, id: SQL, column: 'noun' | 'key'): SQL {
  const { row, from } = scope.aliasTable(records);
  return sql`(SELECT ${row[column]} FROM ${from} WHERE ${row.id} = ${id})`;
}

/** The current record of a change, or its survivor; null if it was withdrawn. */
export const currentRecordField = (t: FieldBuilder) =>
  t.field({
    type: Versioned,
    nullable: true,
    description: 'The current record, or the record that it was merged into; null if it was withdrawn.',
    ...sqlField<RevisionRow>((row, _args, plan) => {
      const record = plan.scope.aliasTable(records);
      const current = plan.scope.aliasTable(records);
      const from = sql`${record.from} CROSS JOIN ${current.from} ON ${current.row.id} = coalesce(${record.row.survivorId}, ${record.row.id})
        AND ${record.row.id} = ${row.recordId}`;
      return selectRecordOfNoun(plan, from, current.row.noun, current.row.key);
    }),
  });

/** The current entry of a revision, or its survivor; null if it was withdrawn or is not an entry. */
export const currentEntryField = sqlField<RevisionRow>((row, _args, plan) => {
  const record = plan.scope.aliasTable(records);
  const current = plan.scope.aliasTable(records);
  return plan.selectOne((found) => {
    const entry = found as AliasedColumns<typeof entries>;
    return sql`(${entry.key}, ${kindToNoun(entry.kind)}) = (SELECT ${current.row.key}, ${current.row.noun}
      FROM ${record.from} CROSS JOIN ${current.from} ON ${current.row.id} = coalesce(${record.row.survivorId}, ${record.row.id})
      WHERE ${record.row.id} = ${row.recordId})`;
  });
});

const kindToNoun = (kind: SQL): SQL => sql`lower(replace(${kind}, '_', '-'))`;

const fieldChangesField = sqlField<RevisionRow>((row, _args, plan) => {
  const field = sql.raw(plan.scope.nextAlias());
  // Concatenation with '' yields text, which the enclosing object does not embed as JSON.
  const side = (name: 'from' | 'to'): SQL => {
    const path = sql.raw(`'$.${name}'`);
    return sql`CASE json_type(${field}.value, ${path}) WHEN 'text' THEN ${field}.value ->> ${path} WHEN 'null' THEN NULL ELSE ${field}.value -> ${path} || '' END`;
  };
  const object = plan.selectEmbedded({ field: sql`${field}.key`, from: side('from'), to: side('to') });
  return sql`json((SELECT json_group_array(${object} ORDER BY ${field}.id) FROM json_each(${row.changes}) ${field}))`;
});

/** The fields of a revision and of a change. */
export const revisionFields = (t: FieldBuilder) => ({
  ...declaredFields(t, {
    sequence: number('The sequence number of the change in the dataset.'),
    action: oneOf(revisionActions, 'The kind of change.'),
    recordedAt: text('The time at which the change was recorded.', { scalar: 'DateTime' }),
    by: text('The author of the change: the holder of a token, or an importer.'),
    reason: text('The reason for the change; null if none was given.', { optional: true }),
  }),
  changes: t.field({
    nullable: false,
    type: [FieldChange],
    description: 'The changed fields, by their names in the interchange format.',
    ...fieldChangesField,
  }),
});

FieldChange.implement({
  description: 'A field of a record before and after a change.',
  fields: (t) =>
    declaredFields(t, {
      field: text('The name of the field.'),
      from: text('The value before the change: plain text, or JSON for other types; null if there was none.', {
        optional: true,
      }),
      to: text('The value after the change, in the same format; null if there is none.', { optional: true }),
    }),
});

Revision.implement({
  description: 'A change to a record. Revisions are never modified or deleted.',
  fields: (t) => ({
    ...revisionFields(t),
    ...declaredFields(t, {
      knownAt: text('The time at which the change became known. Defaults to the publication of its source.', {
        scalar: 'DateTime',
      }),
    }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description:
        'The current entry, or the entry that it was merged into; null if it was withdrawn or the record is not an entry.',
      ...currentEntryField,
    }),
    record: currentRecordField(t),
  }),
});

/** Selects a column of a row's own record, found by its noun and key. */
function selectOwnRecordColumn(
  column: 'id' | 'revision',
  row: AliasedColumns,
  { parentTypeName: parent, scope }: FieldPlan,
): SQL {
  const { row: record, from } = scope.aliasTable(records);
  const noun =
    parent === 'Entry' || parent === 'Party'
      ? kindToNoun((row as AliasedColumns<typeof entries>).kind)
      : sql`${typeNameToNoun(parent)}`;
  return sql`(SELECT ${record[column]} FROM ${from} WHERE ${record.noun} = ${noun} AND ${record.key} = ${selectOwnKey(scope, parent, row)})`;
}

const selectOwnKey = (scope: StatementContext, parent: string, row: AliasedColumns): SQL =>
  parent === 'Coverage' ? selectRecordKey(scope, 'coverage', row) : (row.key as SQL);

/** The fields of a record that has a history. */
const versionFields = (t: FieldBuilder) => ({
  revision: t.field({
    type: 'Int',
    description:
      'The sequence number of the last change. Pass it as `expectedRevision` to detect concurrent changes when correcting the record.',
    ...sqlField((row, _args, plan) => selectOwnRecordColumn('revision', row, plan)),
  }),
  history: listField<RevisionRow>(t, {
    connection: RevisionConnection,
    description: 'The changes to the record, oldest first.',
    buildSpec: (row, parent, _args, plan) => ({
      conditions: [{ test: sql`${row.recordId} = ${selectOwnRecordColumn('id', parent, plan)}`, isIndexed: true }],
      order: [row.sequence],
      isDescending: false,
      minExclusive: 0,
    }),
  }),
});

Versioned.implement({
  description: 'A record of any type, with its history.',
  interfaces: [Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({ ...keyFields(t), ...versionFields(t) }),
});
builder.interfaceFields(Entry, versionFields);
builder.interfaceFields(Party, versionFields);
for (const type of [Office, Term, Topic, Trip, Commodity, Source, Coverage]) builder.objectFields(type, versionFields);
