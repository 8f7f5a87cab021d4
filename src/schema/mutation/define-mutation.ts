import type { ArgBuilder } from '@pothos/core';
import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { Scope } from '../../db/sql-builder.ts';
import { carryOut } from '../../editing/apply-edit.ts';
import { type Edit, type Outcome, type Terms, typeOf } from '../../editing/edit-types.ts';
import { recordNouns } from '../../model/vocabulary.ts';
import { type Answer, builder } from '../builder.ts';
import type { Context } from '../context.ts';
import { ask, planOf } from '../plan/sql-field.ts';
import type { Written } from './result-types.ts';

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : never;
export type Arg = ArgBuilder<Types>;

type Loose = Readonly<Record<string, unknown>>;

/** What every mutation says beside its edit. */
const terms = {
  source: (t: Arg, required: boolean, itself: boolean) =>
    t.string({
      required,
      description: `The key of the source that it rests on${itself ? ': itself, if left out' : ''}.`,
    }),
  reason: (t: Arg, required: boolean) => t.string({ required, description: 'Why, for the history.' }),
  knownAt: (t: Arg) =>
    t({ type: 'DateTime', description: 'When it became known; when the source was published, if left out.' }),
  expectedRevision: (t: Arg) =>
    t.int({ description: 'The revision that you have seen: where there is a newer one, nothing is written.' }),
  idempotencyKey: (t: Arg) =>
    t.string({ description: 'A key of your own: sent twice with the same edit, it is written once.' }),
};

interface Mutation {
  description: string;
  result: ReturnType<typeof builder.unionType>;
  /** The type of its payload, by name. */
  payload: string;
  args: (t: Arg) => object;
  /** The terms that it takes; `itself`: a source that is not named is the record itself. */
  takes: Readonly<Partial<Record<keyof typeof terms, 'required' | 'optional' | 'itself'>>>;
  edit: (args: Loose) => Edit;
}

/** A mutation: who may not is turned away, and an edit is carried out whole or not at all. */
export function mutation(name: string, { description, result, payload, args, takes, edit }: Mutation): void {
  builder.mutationField(name, (t) =>
    t.field({
      type: result,
      description,
      args: {
        ...args(t.arg as never),
        ...Object.fromEntries(
          Object.entries(takes).map(([term, need]) => [
            term,
            terms[term as keyof typeof terms](t.arg as never, need === 'required', need === 'itself'),
          ]),
        ),
      } as never,
      resolve: async (_root: unknown, given: object, context: Context, info: GraphQLResolveInfo): Promise<never> => {
        const authentication = await context.authentication();
        if ('refused' in authentication)
          return { __typename: 'Unauthenticated', message: authentication.refused } as never;
        await assertAnswerable(payload, context, info);
        const asked = edit(given as Loose);
        const outcome = await carryOut(context.db, authentication.editor, asked, termsOf(given as Loose));
        return (await answerOf(outcome, asked, payload, context, info)) as never;
      },
    }),
  );
}

const termsOf = (given: Loose): Terms =>
  Object.fromEntries(Object.keys(terms).flatMap((term) => (given[term] == null ? [] : [[term, given[term]]])));

async function answerOf(
  outcome: Outcome,
  edit: Edit,
  payload: string,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Answer> {
  const { result, ...told } = outcome;
  switch (outcome.result) {
    case 'invalid':
      return { __typename: 'InvalidInput', ...told };
    case 'notFound':
      return { __typename: 'NotFound', ...told };
    case 'forbidden':
      return { __typename: 'Forbidden', ...told };
    case 'imported':
      return { __typename: payload, ...told };
    case 'conflict':
      return await readBack('Conflict', { ...outcome, changed: false }, context, info);
    case 'written':
      return await readBack(payload, { ...outcome, ...('into' in edit && { into: edit.into }) }, context, info);
  }
}

const compiled = (type: string, written: Written, info: GraphQLResolveInfo, scope: Scope) =>
  planOf(info, scope).object(info.schema.getType(type) as GraphQLObjectType, written as never);

/** What is selected of a type, in one statement after the write. */
async function readBack(type: string, written: Written, context: Context, info: GraphQLResolveInfo): Promise<Answer> {
  const scope = new Scope();
  const answer = await ask(compiled(type, written, info, scope), scope, context);
  return { ...(answer as Answer), __typename: type };
}

/** Refuses a selection that could not be answered, before anything is written. */
async function assertAnswerable(payload: string, context: Context, info: GraphQLResolveInfo): Promise<void> {
  if (payload === 'ImportPayload') return;
  for (const type of [payload, 'Conflict']) {
    const scope = new Scope();
    const answer = compiled(type, nothingOf(payload), info, scope);
    if (scope.required > 0) await ask(answer, scope, context);
  }
}

const nothingOf = (payload: string): Written => {
  const noun = recordNouns.find((one) => `${typeOf(one)}Payload` === payload) ?? 'visit';
  return { noun, key: '', revision: 0, changed: false, into: '' };
};
