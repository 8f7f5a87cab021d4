import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../db/sql-builder.ts';
import { type entries, records, revisions } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Revisions } from './connection-types.ts';
import { RevisionAction } from './enums.ts';
import { nounOfType } from './node.ts';
import { nestedList, pageArgs } from './pagination.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { fieldsOf, planned } from './plan/sql-field.ts';
import { Entry, FieldChange, Revision } from './type-refs.ts';

type RevisionRow = Row<typeof revisions>;
type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
type FieldBuilder = PothosSchemaTypes.FieldBuilder<Types, object>;

const revision = fieldsOf(revisions);

/** A column of the record that a row names: null where there is none. */
export function ofRecord(scope: Scope, id: SQL, column: 'noun' | 'key'): SQL {
  const { row, from } = scope.table(records);
  return sql`(SELECT ${row[column]} FROM ${from} WHERE ${row.id} = ${id})`;
}

/** The entry that a revision is of, or what it was merged into; null where it was withdrawn, or is no entry. */
export const entryOf = planned<RevisionRow>((row, _args, plan) => {
  const record = plan.scope.table(records);
  const standing = plan.scope.table(records);
  return plan.one((found) => {
    const entry = found as Row<typeof entries>;
    return sql`(${entry.key}, ${nounOfKind(entry.kind)}) = (SELECT ${standing.row.key}, ${standing.row.noun}
      FROM ${record.from} CROSS JOIN ${standing.from} ON ${standing.row.id} = coalesce(${record.row.survivorId}, ${record.row.id})
      WHERE ${record.row.id} = ${row.recordId})`;
  });
});

const nounOfKind = (kind: SQL): SQL => sql`lower(replace(${kind}, '_', '-'))`;

const changesOf = revision((row, _args: object, plan) => {
  const field = sql.raw(plan.scope.alias());
  // What is joined with '' is text, and no JSON any more that the object around it would take in.
  const side = (name: 'from' | 'to'): SQL => {
    const path = sql.raw(`'$.${name}'`);
    return sql`CASE json_type(${field}.value, ${path}) WHEN 'text' THEN ${field}.value ->> ${path} WHEN 'null' THEN NULL ELSE ${field}.value -> ${path} || '' END`;
  };
  const object = plan.embed({ field: sql`${field}.key`, from: side('from'), to: side('to') });
  return sql`json((SELECT json_group_array(${object} ORDER BY ${field}.id) FROM json_each(${row.changes}) ${field}))`;
});

/** What a revision and a change both tell. */
export const revisionFields = (t: FieldBuilder) => ({
  sequence: t.int({
    nullable: false,
    description: "Its place among all changes: the data set's sequence number once it was made.",
    ...revision((row) => row.sequence),
  }),
  action: t.field({
    nullable: false,
    type: RevisionAction,
    description: 'What was done.',
    ...revision((row) => row.action),
  }),
  recordedAt: t.field({
    nullable: false,
    type: 'DateTime',
    description: 'When it was recorded.',
    ...revision((row) => row.recordedAt),
  }),
  by: t.string({
    nullable: false,
    description: 'Who did it: the holder of a token, or an importer.',
    ...revision((row) => row.by),
  }),
  reason: t.string({ nullable: true, description: 'Why, where a reason was given.', ...revision((row) => row.reason) }),
  changes: t.field({
    nullable: false,
    type: [FieldChange],
    description: 'Each field that it changed, by its name in the interchange format.',
    ...changesOf,
  }),
});

type ChangedField = Record<'field' | 'from' | 'to', SQL>;
const changed = (read: (row: ChangedField) => SQL) => planned((row: Row) => read(row as unknown as ChangedField));

FieldChange.implement({
  description: 'One field of a record before and after a change.',
  fields: (t) => ({
    field: t.string({ description: 'The field.', ...changed((row) => row.field) }),
    from: t.string({
      nullable: true,
      description: 'Its value before: text as it is, anything else as JSON; null where it had none.',
      ...changed((row) => row.from),
    }),
    to: t.string({ nullable: true, description: 'Its value after, likewise.', ...changed((row) => row.to) }),
  }),
});

Revision.implement({
  description: 'One change of an entry, as it was recorded. Nothing of it is ever changed or removed.',
  fields: (t) => ({
    ...revisionFields(t),
    entry: t.field({
      type: Entry,
      description: 'The entry as it stands now; what it was merged into, if it was.',
      ...entryOf,
    }),
    knownAt: t.field({
      type: 'DateTime',
      description: 'When what it says became known: when its source was published, unless its author said otherwise.',
      ...revision((row) => row.knownAt),
    }),
  }),
});

/** A column of the record that an entry's row stands for, found by its noun and key. */
function recordOf(column: 'id' | 'revision', row: Row, { parent, scope }: FieldPlan): SQL {
  const { row: record, from } = scope.table(records);
  const { key, kind } = row as Row<typeof entries>;
  const noun = parent === 'Entry' ? nounOfKind(kind) : sql`${nounOfType(parent)}`;
  return sql`(SELECT ${record[column]} FROM ${from} WHERE ${record.noun} = ${noun} AND ${record.key} = ${key})`;
}

builder.interfaceFields(Entry, (t) => ({
  revision: t.int({
    description: 'The sequence number of its last change: give it as `expectedRevision` to correct what you have seen.',
    ...planned((row, _args, plan) => recordOf('revision', row, plan)),
  }),
  history: t.field({
    type: Revisions,
    description: 'Its changes, the oldest first.',
    args: pageArgs(t.arg),
    ...nestedList<Row, RevisionRow>((row, parent, _args, plan) => ({
      conditions: [{ test: sql`${row.recordId} = ${recordOf('id', parent, plan)}`, indexed: true }],
      order: [row.sequence],
      descending: false,
      above: 0,
    })),
  }),
}));
