import type { InputFieldMap, ObjectRef } from '@pothos/core';
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { renderSql } from '../../db/render-sql.ts';
import { StatementContext } from '../../db/sql-builder.ts';
import { applyEdit } from '../../editing/apply-edit.ts';
import { type Edit, type EditOptions, type EditOutcome, nounToTypeName } from '../../editing/edit-types.ts';
import { recordNouns } from '../../model/vocabulary.ts';
import { type BuilderTypes, builder, type InputFieldBuilder, trustResult } from '../builder.ts';
import type { Context } from '../context.ts';
import { planRootField, readExpressionNow, runExpression, type StatementResult } from '../plan/sql-field.ts';
import { type EditErrorValue, toEditErrors, unauthenticatedError } from './edit-errors.ts';
import { editErrors, type ImportResult, type Payload, toPayloadRow, type WrittenRecord } from './payload-types.ts';

type InputFields = Readonly<Record<string, unknown>>;
type Need = 'required' | 'optional' | 'itself';

/** The fields that inputs have in addition to the edit itself. `itself`: the source defaults to the record itself. */
export const commonFields = {
  source: (t: InputFieldBuilder, need: Need) =>
    t.string({
      required: need === 'required',
      description: `The key of the source of the edit.${need === 'itself' ? ' Defaults to the recorded source.' : ''}`,
    }),
  reason: (t: InputFieldBuilder, need: Need) =>
    t.string({ required: need === 'required', description: 'The reason for the edit, stored in the history.' }),
  knownAt: (t: InputFieldBuilder) =>
    t.field({
      type: 'DateTime',
      description: 'The time at which the change became known. Defaults to the publication of the source.',
    }),
  expectedRevision: (t: InputFieldBuilder) =>
    t.int({ description: 'The revision that the edit is based on. If there is a newer one, nothing is written.' }),
  acceptUnverified: (t: InputFieldBuilder) =>
    t.boolean({
      description:
        'Whether to accept words that cannot be compared with the text of their source. They are UNVERIFIED. Defaults to false.',
    }),
  idempotencyKey: (t: InputFieldBuilder) =>
    t.string({
      description: 'A client-generated key. An edit that is sent again with the same key is applied only once.',
    }),
  dryRun: (t: InputFieldBuilder) =>
    t.boolean({
      description: 'Whether to validate the edit and report its result without writing anything. Defaults to false.',
    }),
};

interface MutationConfig {
  description: string;
  payload: ObjectRef<BuilderTypes, Payload> | ObjectRef<BuilderTypes, ImportResult>;
  /** The fields of the input that describe the edit. */
  fields: (t: InputFieldBuilder) => InputFieldMap;
  /** The common fields of the input, apart from `idempotencyKey` and `dryRun`, which all have. */
  commonFields: Readonly<Partial<Record<keyof typeof commonFields, Need>>>;
  toEdit: (input: InputFields) => Edit;
}

const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Defines a mutation, which checks the permissions and applies the edit completely or not at all. */
export function defineMutation(
  name: string,
  { description, payload, fields, commonFields: needs, toEdit }: MutationConfig,
): void {
  const allNeeds = { ...needs, idempotencyKey: 'optional', dryRun: 'optional' } as const;
  const input = builder.inputType(`${capitalize(name)}Input`, {
    description: `The input of \`${name}\`.`,
    fields: (t) => ({
      ...fields(t),
      ...Object.fromEntries(
        Object.entries(allNeeds).map(([field, need]) => [
          field,
          commonFields[field as keyof typeof commonFields](t, need),
        ]),
      ),
    }),
  });
  builder.mutationField(name, (t) =>
    t.field({
      type: payload,
      nullable: true,
      description,
      args: { input: t.arg({ type: input, required: true, description: 'The edit.' }) },
      resolve: async (_root: unknown, args: object, context: Context, info: GraphQLResolveInfo): Promise<never> => {
        const { input: given } = args as { input: InputFields };
        const authentication = await context.authenticate();
        if ('denialReason' in authentication)
          return trustResult(toRejection([unauthenticatedError(authentication.denialReason)]));
        await assertSelectionValid(payload.name, context, info);
        const edit = toEdit(given);
        let preview: Payload | undefined;
        const outcome = await applyEdit(context.db, authentication.editor, edit, toEditOptions(given), {
          onWritten: context.logWrite,
          onDryRun(dryOutcome, get) {
            if (dryOutcome.result !== 'written') return;
            const { answer, scope } = compileWritten(dryOutcome, edit, payload.name, info);
            preview = readExpressionNow(answer, scope, (query) => get(renderSql(query)) as StatementResult) as Payload;
          },
          withinMs: context.withinMs,
        });
        return trustResult(preview ?? (await toPayload(outcome, edit, payload.name, context, info)));
      },
    }),
  );
}

const toEditOptions = (given: InputFields): EditOptions =>
  Object.fromEntries(
    Object.keys(commonFields).flatMap((field) => (given[field] == null ? [] : [[field, given[field]]])),
  );

/** The payload of an edit that was not applied. */
const toRejection = (errors: readonly EditErrorValue[]): Payload | ImportResult => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  claimed: [],
  [editErrors]: errors,
});

async function toPayload(
  outcome: EditOutcome,
  edit: Edit,
  payload: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Payload | ImportResult> {
  if (outcome.result === 'imported') return outcome;
  if (outcome.result !== 'written') return toRejection(toEditErrors(outcome));
  // The fields of the payload are read in one statement, after the write.
  const { answer, scope } = compileWritten(outcome, edit, payload, info);
  return (await runExpression(answer, scope, context)) as Payload;
}

function compileWritten(outcome: WrittenRecord, edit: Edit, payload: string, info: GraphQLResolveInfo) {
  const scope = new StatementContext();
  const written = { ...outcome, ...('into' in edit && { into: edit.into }) };
  return { answer: compilePayload(payload, written, info, scope), scope };
}

const compilePayload = (type: string, written: WrittenRecord, info: GraphQLResolveInfo, scope: StatementContext) =>
  planRootField(info, scope).selectObject(info.schema.getType(type) as GraphQLObjectType, toPayloadRow(written));

/** Rejects a selection that could not be read, before anything is written. */
async function assertSelectionValid(payload: string, context: Context, info: GraphQLResolveInfo): Promise<void> {
  if (payload === 'ImportPayload') return;
  const scope = new StatementContext();
  const answer = compilePayload(payload, placeholderRecord(payload), info, scope);
  if (scope.requirementCount > 0) await runExpression(answer, scope, context);
}

const placeholderRecord = (payload: string): WrittenRecord => {
  const noun = recordNouns.find((one) => `${nounToTypeName(one)}Payload` === payload) ?? 'visit';
  return { noun, key: '', revision: 0, changed: false, into: '' };
};
