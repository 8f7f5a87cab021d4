import type { ObjectParam } from '@pothos/core';
import { type SQL, sql } from 'drizzle-orm';
import { selectSurvivorKey } from '../../db/queries/key-lookup.ts';
import type { AliasedColumns } from '../../db/sql-builder.ts';
import { type coverages, sources } from '../../db/tables/index.ts';
import { type ClaimedFields, type InvalidField, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { boolean, number, oneOf, text } from '../../model/nouns/field-kinds.ts';
import { isEntryNoun, type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { type BuilderTypes, builder, type FieldBuilder, type ResultObject } from '../builder.ts';
import { enumOf } from '../enums.ts';
import { declaredFields } from '../noun-fields.ts';
import type { FieldPlan } from '../plan/field-plan.ts';
import { resolveTypeByName, sqlField } from '../plan/sql-field.ts';
import { Entry, getTypeOf } from '../type-refs.ts';

/** The outcome of a write, from which the fields of a payload are read. */
export interface PayloadRecord {
  noun: RecordNoun;
  key: string;
  revision: number;
  changed: boolean;
  /** The key of the survivor of a merge. */
  into?: string;
}

/** The row of a payload: the record that was written, and its values in SQL. */
type PayloadRow = Record<keyof PayloadRecord, SQL> & { written: PayloadRecord };
export const toPayloadRow = (written: PayloadRecord): PayloadRow => ({
  noun: sql`${written.noun}`,
  key: sql`${written.key}`,
  revision: sql`${written.revision}`,
  changed: sql`${Number(written.changed)}`,
  into: sql`${written.into}`,
  written,
});

/** The record itself, after the write; the survivor if it has been merged since. */
const recordField = sqlField<PayloadRow>(({ written: { noun, key } }, _args, plan) =>
  plan.selectOne(
    (one) => sql`${selectKey(plan, noun, one)} IN (${key}, ${selectSurvivorKey(plan.scope, key, [noun])})`,
  ),
);

/** Selects the key of a record. That of a coverage consists of its source and subject. */
function selectKey({ scope }: FieldPlan, noun: RecordNoun, one: AliasedColumns): SQL {
  if (noun !== 'coverage') return one.key as SQL;
  const source = scope.aliasTable(sources);
  const { sourceId, about } = one as AliasedColumns<typeof coverages>;
  return sql`(SELECT ${source.row.key} FROM ${source.from} WHERE ${source.row.id} = ${sourceId}) || '/' || ${about}`;
}

/** Returns the field for the entry with the key, if the record is an entry. */
const entryField = (
  t: FieldBuilder,
  description: string,
  keyOf: (written: PayloadRecord) => string | undefined = ({ key }) => key,
) => ({
  entry: t.field({
    type: Entry,
    nullable: true,
    description,
    ...sqlField<PayloadRow>(({ written }, _args, plan) =>
      plan.selectOne((one) => sql`${one.key} = ${isEntryNoun(written.noun) ? keyOf(written) : null}`),
    ),
  }),
});

const InvalidFieldType = builder.objectRef<InvalidField>('InvalidField').implement({
  description: 'A rejected value.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'The path of the value in the arguments, such as visit, travellers, 0, person.',
    }),
    message: t.exposeString('message', { description: 'The reason for the rejection, and the expected form.' }),
    value: t.exposeString('value', { nullable: true, description: 'The value, as JSON; null if missing.' }),
  }),
});
const InvalidInput = builder.objectRef<{ fields: InvalidField[] }>('InvalidInput').implement({
  description: 'The edit was rejected as invalid. Nothing was written.',
  fields: (t) => ({
    fields: t.expose('fields', { type: [InvalidFieldType], description: 'The rejected values.' }),
  }),
});
const Conflict = builder.objectRef<ResultObject>('Conflict').implement({
  description: 'The record was changed concurrently: its revision is not the expected one. Nothing was written.',
  fields: (t) => ({
    ...declaredFields(t, {
      revision: number('The latest revision of the record.'),
      noun: oneOf(recordNouns, 'The type of the record.'),
      key: text('The key of the record.'),
    }),
    ...entryField(t, 'The current entry; null if the record is not an entry.'),
  }),
});
const defineMessageType = (name: string, description: string) =>
  builder.objectRef<{ message: string }>(name).implement({
    description,
    fields: (t) => ({ message: t.exposeString('message', { description: 'The reason, and how to resolve it.' }) }),
  });
const errorTypes = [
  InvalidInput,
  Conflict,
  defineMessageType('NotFound', 'No record has this key. Nothing was written.'),
  defineMessageType('Unauthenticated', 'The request has no valid token. Nothing was written.'),
  defineMessageType('Forbidden', 'The role of the token does not permit this edit. Nothing was written.'),
];

/** Defines the result of a mutation: its payload, or an error. */
const defineResultUnion = (name: string, payload: ObjectParam<BuilderTypes>, description: string) =>
  builder.unionType(name, { description, types: [payload, ...errorTypes], resolveType: resolveTypeByName });

const revisionFields = { revision: number('The revision created by the edit; the latest one if nothing changed.') };

/** Defines the result of recording or correcting a record of a noun. */
export function defineNounResult(noun: RecordNoun, phrase: string) {
  const name = nounToTypeName(noun);
  const payload = builder.objectRef<ResultObject>(`${name}Payload`).implement({
    description: `The result of writing the record of ${phrase}.`,
    fields: (t) => ({
      [nounToFieldName(noun)]: t.field({
        type: getTypeOf(noun),
        nullable: true,
        description: 'The current record; null if it has since been withdrawn.',
        ...recordField,
      }),
      ...declaredFields(t, { ...revisionFields, changed: boolean('Whether the edit changed anything.') }),
    }),
  });
  return defineResultUnion(`${name}Result`, payload, `The result of writing the record of ${phrase}, or an error.`);
}

const removedRecordFields = {
  key: text('The key of the removed record.'),
  noun: oneOf(recordNouns, 'The type of the removed record.'),
  ...revisionFields,
};

const WithdrawPayload = builder.objectRef<ResultObject>('WithdrawPayload').implement({
  description: 'The withdrawn record. Its history is preserved.',
  fields: (t) => declaredFields(t, removedRecordFields),
});
export const WithdrawResult = defineResultUnion(
  'WithdrawResult',
  WithdrawPayload,
  'The withdrawn record, or an error.',
);

const MergePayload = builder.objectRef<ResultObject>('MergePayload').implement({
  description: 'The merged records. The key of the removed record resolves to the surviving one.',
  fields: (t) => ({
    ...declaredFields(t, { ...removedRecordFields, into: text('The key of the surviving record.') }),
    ...entryField(t, 'The surviving entry; null if the record is not an entry.', ({ into }) => into),
  }),
});
export const MergeResult = defineResultUnion('MergeResult', MergePayload, 'The merged records, or an error.');

const ClaimedFieldsType = builder.objectRef<ClaimedFields>('ClaimedFields').implement({
  description:
    'Fields of a record that others have corrected since the previous import by the same editor. The values from the batch are stored as additional claims.',
  fields: (t) => ({
    noun: t.field({ type: enumOf(recordNouns), description: 'The type of the record.', resolve: ({ noun }) => noun }),
    key: t.exposeString('key', { description: 'The key of the record.' }),
    fields: t.exposeStringList('fields', { description: 'The names of the fields.' }),
  }),
});
const ImportPayload = builder
  .objectRef<{ created: number; updated: number; unchanged: number; claimed: ClaimedFields[] }>('ImportPayload')
  .implement({
    description: 'The result of importing a batch.',
    fields: (t) => ({
      created: t.exposeInt('created', { description: 'The number of created records.' }),
      updated: t.exposeInt('updated', { description: 'The number of changed records.' }),
      unchanged: t.exposeInt('unchanged', { description: 'The number of unchanged records.' }),
      claimed: t.expose('claimed', {
        type: [ClaimedFieldsType],
        description: 'Fields that others had corrected. Their values are preserved.',
      }),
    }),
  });
export const ImportResult = defineResultUnion(
  'ImportResult',
  ImportPayload,
  'The result of importing a batch, or an error.',
);
