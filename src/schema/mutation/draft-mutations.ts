import type { InputFieldMap, ObjectRef } from '@pothos/core';
import { type SQL, sql } from 'drizzle-orm';
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { BulkStatements } from '../../db/database.ts';
import { renderSql } from '../../db/render-sql.ts';
import { StatementContext } from '../../db/sql-builder.ts';
import { storeReading } from '../../editing/create-drafts.ts';
import { decideDraft } from '../../editing/decide-draft.ts';
import type { DraftDecision } from '../../editing/draft-decision.ts';
import { type EditOptions, type Editor, type EditRejection, nounToFieldName } from '../../editing/edit-types.ts';
import { readInThread } from '../../ingest/read-in-thread.ts';
import { draftDecisions, type RecordNoun } from '../../model/vocabulary.ts';
import {
  type ArgType,
  type BuilderTypes,
  builder,
  type FieldBuilder,
  type InputFieldBuilder,
  trustResult,
} from '../builder.ts';
import type { Context } from '../context.ts';
import { describeNoun } from '../describe-noun.ts';
import { enumOf } from '../enums.ts';
import { planRootField, readExpressionNow, runExpression, type StatementResult } from '../plan/sql-field.ts';
import { Draft, Reading } from '../type-refs.ts';
import { commonFields } from './define-mutation.ts';
import { toEditErrors, unauthenticatedError } from './edit-errors.ts';
import { toPatch } from './input-to-record.ts';
import { editErrors, errorsField, type Payload, payloadField } from './payload-types.ts';

/** The input of a patch of a noun. */
export interface PatchInput {
  noun: RecordNoun;
  type: ArgType;
}

type Inputs = Readonly<Record<string, unknown>>;
/** The row of a payload: values that its fields are read by. */
type PayloadRow = Readonly<Record<string, unknown>>;
type Outcome = PayloadRow | EditRejection;
type Preview = (row: Outcome, get: BulkStatements['get']) => void;

const isRejection = (outcome: Outcome): outcome is EditRejection =>
  'result' in outcome && outcome.result !== 'read' && outcome.result !== 'decided';

/** Defines a mutation of drafts: checks the token, runs the work, and reads the payload after the write or, in a dry run, before it is rolled back. */
function defineDraftMutation(
  name: string,
  description: string,
  payload: ObjectRef<BuilderTypes, Payload>,
  fields: (t: InputFieldBuilder) => InputFieldMap,
  work: (context: Context, editor: Editor, input: Inputs, onDryRun: Preview) => Promise<Outcome>,
): void {
  const input = builder.inputType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, {
    description: `The input of \`${name}\`.`,
    fields,
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      nullable: true,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'The input.' }) },
      resolve: async (_root: unknown, args: object, context: Context, info: GraphQLResolveInfo): Promise<never> => {
        const authentication = await context.authenticate();
        if ('denialReason' in authentication)
          return trustResult({ [editErrors]: [unauthenticatedError(authentication.denialReason)] });
        const compile = (row: PayloadRow) => {
          const scope = new StatementContext();
          const type = info.schema.getType(payload.name) as GraphQLObjectType;
          return { answer: planRootField(info, scope).selectObject(type, row), scope };
        };
        await assertSelectionValid(compile({ key: '', drafts: [], created: false }), context);
        let preview: unknown;
        const onDryRun: Preview = (outcome, get) => {
          if (isRejection(outcome)) return;
          const { answer, scope } = compile(outcome);
          preview = readExpressionNow(answer, scope, (query) => get(renderSql(query)) as StatementResult);
        };
        const { input: given } = args as { input: Inputs };
        const outcome = await work(context, authentication.editor, omitNulls(given), onDryRun);
        if (isRejection(outcome)) return trustResult({ [editErrors]: toEditErrors(outcome) });
        if (preview !== undefined) return trustResult(preview);
        const { answer, scope } = compile(outcome);
        return trustResult(await runExpression(answer, scope, context));
      },
    }),
  );
}

/** Rejects a selection that could not be read, before anything is written. */
async function assertSelectionValid(
  { answer, scope }: { answer: SQL; scope: StatementContext },
  context: Context,
): Promise<void> {
  if (scope.requirementCount > 0) await runExpression(answer, scope, context);
}

const omitNulls = (input: Inputs): Inputs =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));

const draftField = (t: FieldBuilder) =>
  t.field({
    type: Draft,
    nullable: true,
    description: 'The draft; null if the decision was rejected.',
    ...payloadField<{ key: string }>(({ key }, _args, plan) => plan.selectOne((row) => sql`${row.key} = ${key}`), null),
  });

const ReadTextPayload = builder.objectRef<Payload>('ReadTextPayload').implement({
  description: 'The result of reading a text.',
  fields: (t) => ({
    reading: t.field({
      type: Reading,
      nullable: true,
      description: 'The reading; null if the text was rejected.',
      ...payloadField<{ key: string }>(
        ({ key }, _args, plan) => plan.selectOne((row) => sql`${row.key} = ${key}`),
        null,
      ),
    }),
    created: t.field({
      type: 'Boolean',
      description: 'Whether the text was read now. The same text is read once.',
      ...payloadField<{ created: boolean }>(({ created }) => sql`${Number(created)}`, false),
    }),
    ...errorsField(t),
  }),
});

const DecideDraftPayload = builder.objectRef<Payload>('DecideDraftPayload').implement({
  description: 'The result of deciding a draft.',
  fields: (t) => ({
    draft: draftField(t),
    related: t.field({
      type: [Draft],
      description: 'The drafts that were accepted with it.',
      ...payloadField<{ key: string; drafts: readonly string[] }>(
        ({ key, drafts }, _args, plan) =>
          plan.selectMany((row) => ({
            where: sql`${row.key} IN (SELECT value FROM json_each(${JSON.stringify(drafts)})) AND ${row.key} <> ${key}`,
            orderBy: row.key as SQL,
          })),
        [],
      ),
    }),
    ...errorsField(t),
  }),
});

export function defineDraftMutations(patchInputs: readonly PatchInput[]): void {
  defineDraftMutation(
    'readText',
    'Reads a news text and stores what it proposes as drafts. Nothing enters the record. The same text again returns its earlier reading.',
    ReadTextPayload,
    (t) => ({
      text: t.string({ required: true, description: 'The unchanged text.' }),
      publishedOn: t.field({
        type: 'Date',
        description: 'The day of publication. A date at the beginning of the text takes precedence.',
      }),
      publisher: t.string({ description: 'The publisher.' }),
      title: t.string({ description: 'The title.' }),
      url: t.string({ description: 'The URL.' }),
      language: t.string({ description: 'The language, as a BCP 47 tag; recognized by default.' }),
      licence: t.string({ description: 'The licence.' }),
      retainText: t.boolean({
        description: 'Whether to store the text, which requires a licence that allows it. Defaults to false.',
      }),
      dryRun: commonFields.dryRun(t),
    }),
    async ({ db }, editor, { text, retainText, dryRun, ...stated }, onDryRun) =>
      storeReading(
        db,
        editor,
        { text: String(text), stated, retainsText: retainText === true },
        {
          read: (input) => readInThread({ path: db.path, input }, { client: String(editor.tokenId) }),
          dryRun: dryRun === true,
          onDryRun: (key, get) => onDryRun({ key, created: true }, get),
        },
      ),
  );

  const RecordPatch = builder.inputType('RecordPatch', {
    description: 'Changes to the proposed record, of its type.',
    isOneOf: true,
    fields: (t) =>
      Object.fromEntries(
        patchInputs.map(({ noun, type }) => [
          nounToFieldName(noun),
          t.field({ type, description: `Changes to ${describeNoun(noun)}.` }),
        ]),
      ),
  });

  defineDraftMutation(
    'decideDraft',
    'Accepts, rejects or defers a draft, or adds it to an existing record, in one transaction.',
    DecideDraftPayload,
    (t) => ({
      key: t.string({ required: true, description: 'The key of the draft.' }),
      decision: t.field({ type: enumOf(draftDecisions), required: true, description: 'What to do.' }),
      patch: t.field({ type: RecordPatch, description: 'Changes to the record before it is written.' }),
      into: t.string({ description: 'The key of the record to add to, for ADD_SOURCE and ADD_RENDERING.' }),
      acceptRelated: t.boolean({
        description: 'Whether to accept the drafts that it refers to, such as its source, as well. Defaults to false.',
      }),
      text: t.string({ description: 'The text that was read: needed to cite other words of it if it is not stored.' }),
      reason: t.string({
        description:
          'The reason, stored with the decision and in the history. Required for REJECT, and for REOPEN of a rejected draft.',
      }),
      expectedRevision: commonFields.expectedRevision(t),
      acceptUnverified: commonFields.acceptUnverified(t),
      idempotencyKey: commonFields.idempotencyKey(t),
      dryRun: commonFields.dryRun(t),
    }),
    async ({ db, logWrite }, editor, { key, decision, patch, into, acceptRelated, text, ...options }, onDryRun) =>
      decideDraft(
        db,
        editor,
        { key, decision, patch: toDraftPatch(patch), into, acceptRelated, text } as DraftDecision,
        options as EditOptions,
        { onWritten: logWrite, onDryRun },
      ),
  );

  function toDraftPatch(patch: unknown): DraftDecision['patch'] {
    const [entry] = Object.entries((patch ?? {}) as Record<string, object>);
    const noun = patchInputs.find((one) => nounToFieldName(one.noun) === entry?.[0])?.noun;
    return entry && noun && { noun, fields: toPatch(noun, entry[1]) };
  }
}
