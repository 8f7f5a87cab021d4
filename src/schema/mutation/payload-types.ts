import type { ObjectRef } from '@pothos/core';
import { type SQL, sql } from 'drizzle-orm';
import { type ClaimedFields, nounToFieldName, nounToTypeName } from '../../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { type BuilderTypes, builder, type FieldBuilder, type ResultObject, trustResult } from '../builder.ts';
import { enumOf } from '../enums.ts';
import { pickByResponseKey, sqlField } from '../plan/sql-field.ts';
import { recordMatchesKey } from '../record-key.ts';
import { selectOneOfNoun } from '../record-lookup.ts';
import { getTypeOf, Versioned } from '../type-refs.ts';
import { EditError, type EditErrorValue } from './edit-errors.ts';

/** The record that an edit wrote, from which the fields of a payload are read. */
export interface WrittenRecord {
  noun: RecordNoun;
  key: string;
  revision: number;
  changed: boolean;
  /** The key of the survivor of a merge. */
  into?: string;
}

/** The errors of a rejected edit. A symbol, which no alias of a field can hide. */
export const editErrors: unique symbol = Symbol('The errors of a rejected edit');
export type Payload = ResultObject & { readonly [editErrors]?: readonly EditErrorValue[] | undefined };
export type PayloadRef = ObjectRef<BuilderTypes, Payload>;

/** The row of a payload: the values of a written record in SQL. */
type PayloadRow = Record<Exclude<keyof WrittenRecord, 'into'>, SQL> & { written: WrittenRecord };
export const toPayloadRow = (written: WrittenRecord): PayloadRow => ({
  noun: sql`${written.noun}`,
  key: sql`${written.key}`,
  revision: sql`${written.revision}`,
  changed: sql`${Number(written.changed)}`,
  written,
});

/** A field of a payload, read in the statement after the write; `rejected` is its value if nothing was written. */
export const payloadField = <Row extends object = PayloadRow>(
  compile: Parameters<typeof sqlField<Row>>[0],
  rejected: false | null | readonly [],
) => ({
  ...sqlField<Row>(compile),
  resolve: ((payload, ...rest) =>
    (payload as Payload)[editErrors]
      ? trustResult(rejected)
      : pickByResponseKey(payload, ...rest)) as typeof pickByResponseKey,
});

export const errorsField = (t: FieldBuilder) => ({
  errors: t.field({
    type: [EditError],
    description: 'Why the edit was rejected; empty if it was applied. A rejected edit writes nothing.',
    ...sqlField(() => sql`json('[]')`),
    resolve: (payload: object) => trustResult((payload as Payload)[editErrors] ?? []),
  }),
});

/** The fields that the payloads of records have in common. */
const resultFields = (t: FieldBuilder) => ({
  revision: t.field({
    type: 'Int',
    nullable: true,
    description: 'The revision created by the edit; the latest one if nothing changed. Null if the edit was rejected.',
    ...payloadField(({ revision }) => revision, null),
  }),
  changed: t.field({
    type: 'Boolean',
    description: 'Whether the edit changed anything.',
    ...payloadField(({ changed }) => changed, false),
  }),
  ...errorsField(t),
});

/** Defines the payload of the mutations that write the record of a noun. */
export const defineRecordPayload = (noun: RecordNoun, phrase: string): PayloadRef =>
  builder.objectRef<Payload>(`${nounToTypeName(noun)}Payload`).implement({
    description: `The result of writing the record of ${phrase}.`,
    fields: (t) => ({
      [nounToFieldName(noun)]: t.field({
        type: getTypeOf(noun),
        nullable: true,
        description: 'The current record; null if the edit was rejected, or if the record has since been withdrawn.',
        ...payloadField(
          ({ written: { key } }, _args, plan) => plan.selectOne((row) => recordMatchesKey(plan.scope, noun, row, key)),
          null,
        ),
      }),
      ...resultFields(t),
    }),
  });

const removedRecordFields = (t: FieldBuilder) => ({
  noun: t.field({
    type: enumOf(recordNouns),
    nullable: true,
    description: 'The type of the removed record; null if the edit was rejected.',
    ...payloadField(({ noun }) => noun, null),
  }),
  key: t.field({
    type: 'String',
    nullable: true,
    description: 'The key of the removed record; null if the edit was rejected.',
    ...payloadField(({ key }) => key, null),
  }),
  ...resultFields(t),
});

export const WithdrawPayload: PayloadRef = builder.objectRef<Payload>('WithdrawPayload').implement({
  description: 'The result of withdrawing a record. Its history is preserved.',
  fields: removedRecordFields,
});

export const MergePayload: PayloadRef = builder.objectRef<Payload>('MergePayload').implement({
  description: 'The result of merging two records. The key of the removed record resolves to the surviving one.',
  fields: (t) => ({
    ...removedRecordFields(t),
    record: t.field({
      type: Versioned,
      nullable: true,
      description: 'The surviving record; null if the edit was rejected.',
      ...payloadField(
        ({ written: { noun, into = '' } }, _args, plan) =>
          selectOneOfNoun(plan, noun, (row) => recordMatchesKey(plan.scope, noun, row, into)),
        null,
      ),
    }),
  }),
});

const ClaimedFieldsType = builder.objectRef<ClaimedFields>('ClaimedFields').implement({
  description:
    'Fields of a record that others have corrected since the previous import by the same editor. The values from the batch are stored as additional claims.',
  fields: (t) => ({
    noun: t.field({ type: enumOf(recordNouns), description: 'The type of the record.', resolve: ({ noun }) => noun }),
    key: t.exposeString('key', { description: 'The key of the record.' }),
    fields: t.exposeStringList('fields', { description: 'The names of the fields.' }),
  }),
});

/** The result of an import, by the names of its fields. */
export interface ImportResult {
  created: number;
  updated: number;
  unchanged: number;
  claimed: ClaimedFields[];
  [editErrors]?: readonly EditErrorValue[];
}

export const ImportPayload = builder.objectRef<ImportResult>('ImportPayload').implement({
  description: 'The result of importing a batch.',
  fields: (t) => ({
    created: t.exposeInt('created', { description: 'The number of created records.' }),
    updated: t.exposeInt('updated', { description: 'The number of changed records.' }),
    unchanged: t.exposeInt('unchanged', { description: 'The number of unchanged records.' }),
    claimed: t.expose('claimed', {
      type: [ClaimedFieldsType],
      description: 'Fields that others had corrected. Their values are preserved.',
    }),
    ...errorsField(t as unknown as FieldBuilder),
  }),
});
