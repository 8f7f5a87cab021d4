import type { ObjectParam } from '@pothos/core';
import { type SQL, sql } from 'drizzle-orm';
import { selectSurvivorKey } from '../../db/queries/key-lookup.ts';
import type { AliasedColumns } from '../../db/sql-builder.ts';
import { type coverages, sources } from '../../db/tables/index.ts';
import { type ClaimedFields, type InvalidField, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { entryNouns, type RecordNoun } from '../../model/vocabulary.ts';
import { type BuilderTypes, builder, type ResultObject, resolveTypename } from '../builder.ts';
import { RecordNoun as RecordNounEnum } from '../enums.ts';
import type { FieldPlan } from '../plan/field-plan.ts';
import { sqlField } from '../plan/sql-field.ts';
import { Entry, typeByNoun } from '../type-refs.ts';

/** What a payload tells of, in the place of a row. */
export interface PayloadRecord {
  noun: RecordNoun;
  key: string;
  revision: number;
  changed: boolean;
  /** The key of the survivor of a merge. */
  into?: string;
}

/** A value of what was written. */
const payloadField = (of: (written: PayloadRecord) => SQL) => sqlField<PayloadRecord>(of);
/** The record itself, after the write; where it has been merged since, the survivor. */
const recordField = sqlField<PayloadRecord>(({ noun, key }, _args, plan) =>
  plan.selectOne(
    (one) => sql`${selectKey(plan, noun, one)} IN (${key}, ${selectSurvivorKey(plan.scope, key, [noun])})`,
  ),
);

/** A coverage has no key of its own. */
function selectKey({ scope }: FieldPlan, noun: RecordNoun, one: AliasedColumns): SQL {
  if (noun !== 'coverage') return one.key as SQL;
  const source = scope.aliasTable(sources);
  const { sourceId, about } = one as AliasedColumns<typeof coverages>;
  return sql`(SELECT ${source.row.key} FROM ${source.from} WHERE ${source.row.id} = ${sourceId}) || '/' || ${about}`;
}

const isEntryNoun = (noun: RecordNoun): boolean => (entryNouns as readonly RecordNoun[]).includes(noun);
const entryField = (keyOf: (written: PayloadRecord) => string | undefined) =>
  sqlField<PayloadRecord>((written, _args, plan) =>
    plan.selectOne((one) => sql`${one.key} = ${isEntryNoun(written.noun) ? keyOf(written) : null}`),
  );

const InvalidFieldType = builder.objectRef<InvalidField>('InvalidField').implement({
  description: 'A value that was refused.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'Where it stands in the arguments: visit, travellers, 0, person.',
    }),
    message: t.exposeString('message', { description: 'What is wrong with it, and what would be right.' }),
    value: t.exposeString('value', { nullable: true, description: 'The value, as JSON; null where there was none.' }),
  }),
});
const InvalidInput = builder.objectRef<{ fields: InvalidField[] }>('InvalidInput').implement({
  description: 'The edit was refused: nothing of it was written.',
  fields: (t) => ({
    fields: t.expose('fields', { type: [InvalidFieldType], description: 'What was refused, each value apart.' }),
  }),
});
const Conflict = builder.objectRef<ResultObject>('Conflict').implement({
  description:
    'The record has another revision than the one expected: someone else was first, and nothing was written.',
  fields: (t) => ({
    revision: t.int({ description: 'Its last revision.', ...payloadField(({ revision }) => sql`${revision}`) }),
    noun: t.field({
      type: RecordNounEnum,
      description: 'What the record is of.',
      ...payloadField(({ noun }) => sql`${noun}`),
    }),
    key: t.string({ description: 'Its key.', ...payloadField(({ key }) => sql`${key}`) }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description: 'The entry as it stands now; null where the record is of no entry.',
      ...entryField(({ key }) => key),
    }),
  }),
});
const defineMessageType = (name: string, description: string) =>
  builder.objectRef<{ message: string }>(name).implement({
    description,
    fields: (t) => ({ message: t.exposeString('message', { description: 'Why, and what to do.' }) }),
  });
const errorTypes = [
  InvalidInput,
  Conflict,
  defineMessageType('NotFound', 'Nothing has that key: nothing was written.'),
  defineMessageType('Unauthenticated', 'The request bears no token that holds: nothing was written.'),
  defineMessageType('Forbidden', 'The role of the token does not reach so far: nothing was written.'),
];

/** What a mutation answers: its payload, or why there is none. */
const defineResultUnion = (name: string, payload: ObjectParam<BuilderTypes>, description: string) =>
  builder.unionType(name, { description, types: [payload, ...errorTypes], resolveType: resolveTypename });

const revisionOptions = { description: 'The revision that tells of it; the last one, where nothing has changed.' };
const changedOptions = { description: 'Whether anything has changed.' };

/** What recording or correcting a record of a noun answers. */
export function defineNounResult(noun: RecordNoun, phrase: string) {
  const name = nounToTypeName(noun);
  const payload = builder.objectRef<ResultObject>(`${name}Payload`).implement({
    description: `What was written of ${phrase}.`,
    fields: (t) => ({
      [nounToFieldName(noun)]: t.field({
        type: typeByNoun[noun],
        nullable: true,
        description: 'It, as it stands now; null where it has been withdrawn since.',
        ...recordField,
      }),
      revision: t.int({ ...revisionOptions, ...payloadField((written) => sql`${written.revision}`) }),
      changed: t.boolean({ ...changedOptions, ...payloadField((written) => sql`${Number(written.changed)}`) }),
    }),
  });
  return defineResultUnion(`${name}Result`, payload, `What was written of ${phrase}, or why nothing was.`);
}

const endedRecordOptions = {
  key: { description: 'The key that is no longer one of a record.' },
  noun: { description: 'What it was a record of.' },
};

const WithdrawPayload = builder.objectRef<ResultObject>('WithdrawPayload').implement({
  description: 'What was withdrawn. Its history stays.',
  fields: (t) => ({
    key: t.string({ ...endedRecordOptions.key, ...payloadField(({ key }) => sql`${key}`) }),
    noun: t.field({ type: RecordNounEnum, ...endedRecordOptions.noun, ...payloadField(({ noun }) => sql`${noun}`) }),
    revision: t.int({ ...revisionOptions, ...payloadField((written) => sql`${written.revision}`) }),
  }),
});
export const WithdrawResult = defineResultUnion(
  'WithdrawResult',
  WithdrawPayload,
  'What was withdrawn, or why nothing was.',
);

const MergePayload = builder.objectRef<ResultObject>('MergePayload').implement({
  description: 'What was merged. The key of the one that is gone leads to the survivor.',
  fields: (t) => ({
    key: t.string({ ...endedRecordOptions.key, ...payloadField(({ key }) => sql`${key}`) }),
    into: t.string({ description: 'The key of the survivor.', ...payloadField(({ into }) => sql`${into}`) }),
    noun: t.field({ type: RecordNounEnum, ...endedRecordOptions.noun, ...payloadField(({ noun }) => sql`${noun}`) }),
    revision: t.int({ ...revisionOptions, ...payloadField((written) => sql`${written.revision}`) }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description: 'The survivor; null where it is no entry.',
      ...entryField(({ into }) => into),
    }),
  }),
});
export const MergeResult = defineResultUnion('MergeResult', MergePayload, 'What was merged, or why nothing was.');

const ClaimedFieldsType = builder.objectRef<ClaimedFields>('ClaimedFields').implement({
  description:
    'Fields of a record that others have corrected since the same editor last brought it in: what the batch says of them now stands beside as a claim.',
  fields: (t) => ({
    noun: t.field({ type: RecordNounEnum, description: 'What the record is of.', resolve: ({ noun }) => noun }),
    key: t.exposeString('key', { description: 'Its key.' }),
    fields: t.exposeStringList('fields', { description: 'The names of the fields.' }),
  }),
});
const ImportPayload = builder
  .objectRef<{ created: number; updated: number; unchanged: number; claimed: ClaimedFields[] }>('ImportPayload')
  .implement({
    description: 'What a batch has written.',
    fields: (t) => ({
      created: t.exposeInt('created', { description: 'How many records are new.' }),
      updated: t.exposeInt('updated', { description: 'How many records have changed.' }),
      unchanged: t.exposeInt('unchanged', { description: 'How many records stood so already.' }),
      claimed: t.expose('claimed', {
        type: [ClaimedFieldsType],
        description: 'Where others had corrected a field: their value stays.',
      }),
    }),
  });
export const ImportResult = defineResultUnion(
  'ImportResult',
  ImportPayload,
  'What a batch has written, or why nothing was.',
);
