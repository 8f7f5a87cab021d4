import type { InputFieldMap } from '@pothos/core';
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { StatementContext } from '../../db/sql-builder.ts';
import { applyEdit } from '../../editing/apply-edit.ts';
import { type Edit, type EditOptions, type EditOutcome, nounToTypeName } from '../../editing/edit-types.ts';
import { recordNouns } from '../../model/vocabulary.ts';
import { type ArgsBuilder, builder, type ResultObject, trustResult } from '../builder.ts';
import type { Context } from '../context.ts';
import { planRootField, runExpression } from '../plan/sql-field.ts';
import { type PayloadRecord, toPayloadRow } from './result-types.ts';

type InputArgs = Readonly<Record<string, unknown>>;

/** The arguments that mutations take in addition to the edit itself. */
const commonArguments = {
  source: (t: ArgsBuilder, required: boolean, itself: boolean) =>
    t.string({
      required,
      description: `The key of the source of the edit.${itself ? ' Defaults to the recorded source.' : ''}`,
    }),
  reason: (t: ArgsBuilder, required: boolean) =>
    t.string({ required, description: 'The reason for the edit, stored in the history.' }),
  knownAt: (t: ArgsBuilder) =>
    t({
      type: 'DateTime',
      description: 'The time at which the change became known. Defaults to the publication of the source.',
    }),
  expectedRevision: (t: ArgsBuilder) =>
    t.int({ description: 'The revision that the edit is based on. If there is a newer one, nothing is written.' }),
  acceptUnverified: (t: ArgsBuilder) =>
    t.boolean({
      description:
        'Whether to accept words that cannot be compared with the text of their source. They are UNVERIFIED. Defaults to false.',
    }),
  idempotencyKey: (t: ArgsBuilder) =>
    t.string({
      description: 'A client-generated key. An edit that is sent again with the same key is applied only once.',
    }),
};

interface MutationConfig {
  description: string;
  resultType: ReturnType<typeof builder.unionType>;
  /** The name of the payload type. */
  payloadTypeName: string;
  args: (t: ArgsBuilder) => InputFieldMap;
  /** The common arguments that it takes. `itself`: the source defaults to the record itself. */
  commonArguments: Readonly<Partial<Record<keyof typeof commonArguments, 'required' | 'optional' | 'itself'>>>;
  toEdit: (args: InputArgs) => Edit;
}

/** Defines a mutation, which checks the permissions and applies the edit completely or not at all. */
export function defineMutation(
  name: string,
  {
    description,
    resultType: result,
    payloadTypeName: payload,
    args,
    commonArguments: takes,
    toEdit: edit,
  }: MutationConfig,
): void {
  builder.mutationField(name, (t) =>
    t.field({
      type: result,
      description,
      args: {
        ...args(t.arg),
        ...Object.fromEntries(
          Object.entries(takes).map(([term, need]) => [
            term,
            commonArguments[term as keyof typeof commonArguments](t.arg, need === 'required', need === 'itself'),
          ]),
        ),
      },
      resolve: async (_root: unknown, given: object, context: Context, info: GraphQLResolveInfo): Promise<never> => {
        const authentication = await context.authenticate();
        if ('denialReason' in authentication)
          return trustResult({ $type: 'Unauthenticated', message: authentication.denialReason });
        await assertSelectionValid(payload, context, info);
        const requestedEdit = edit(given as InputArgs);
        const outcome = await applyEdit(
          context.db,
          authentication.editor,
          requestedEdit,
          toEditOptions(given as InputArgs),
          context.logWrite,
        );
        return trustResult(await toMutationResult(outcome, requestedEdit, payload, context, info));
      },
    }),
  );
}

const toEditOptions = (given: InputArgs): EditOptions =>
  Object.fromEntries(
    Object.keys(commonArguments).flatMap((term) => (given[term] == null ? [] : [[term, given[term]]])),
  );

async function toMutationResult(
  outcome: EditOutcome,
  edit: Edit,
  payload: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<ResultObject> {
  const { result, ...details } = outcome;
  switch (outcome.result) {
    case 'invalid':
      return { $type: 'InvalidInput', ...details };
    case 'notFound':
      return { $type: 'NotFound', ...details };
    case 'forbidden':
      return { $type: 'Forbidden', ...details };
    case 'imported':
      return { $type: payload, ...details };
    case 'conflict':
      return await readPayload('Conflict', { ...outcome, changed: false }, context, info);
    case 'written':
      return await readPayload(payload, { ...outcome, ...('into' in edit && { into: edit.into }) }, context, info);
  }
}

const compilePayload = (type: string, written: PayloadRecord, info: GraphQLResolveInfo, scope: StatementContext) =>
  planRootField(info, scope).selectObject(info.schema.getType(type) as GraphQLObjectType, toPayloadRow(written));

/** Reads the selected fields of the payload in one statement, after the write. */
async function readPayload(
  type: string,
  written: PayloadRecord,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<ResultObject> {
  const scope = new StatementContext();
  return (await runExpression(compilePayload(type, written, info, scope), scope, context)) as ResultObject;
}

/** Rejects a selection that could not be read, before anything is written. */
async function assertSelectionValid(payload: string, context: Context, info: GraphQLResolveInfo): Promise<void> {
  if (payload === 'ImportPayload') return;
  for (const type of [payload, 'Conflict']) {
    const scope = new StatementContext();
    const answer = compilePayload(type, placeholderRecord(payload), info, scope);
    if (scope.requirementCount > 0) await runExpression(answer, scope, context);
  }
}

const placeholderRecord = (payload: string): PayloadRecord => {
  const noun = recordNouns.find((one) => `${nounToTypeName(one)}Payload` === payload) ?? 'visit';
  return { noun, key: '', revision: 0, changed: false, into: '' };
};
