import { type SQL, sql } from 'drizzle-orm';
import { valueList } from '../../db/sql-builder.ts';
import type { EditRejection } from '../../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../../model/vocabulary.ts';
import { builder } from '../builder.ts';
import { editErrorCodes, enumOf } from '../enums.ts';
import { rootField } from '../plan/sql-field.ts';
import { recordMatchesKey } from '../record-key.ts';
import { selectOneOfNoun } from '../record-lookup.ts';
import { Draft, Versioned } from '../type-refs.ts';

interface EditErrorFields<Type extends string, Code extends (typeof editErrorCodes)[number]> {
  readonly $type: Type;
  readonly code: Code;
  readonly message: string;
}
interface InvalidFieldValue extends EditErrorFields<'InvalidFieldError', 'BAD_INPUT'> {
  readonly path: string[];
  readonly value: string | null;
}
interface ConflictValue extends EditErrorFields<'ConflictError', 'CONFLICT'> {
  readonly noun: RecordNoun;
  readonly key: string;
  readonly revision: number;
}
interface DraftValue extends EditErrorFields<'DraftError', 'BAD_INPUT' | 'CONFLICT'> {
  readonly drafts: readonly string[];
}
type NotFoundValue = EditErrorFields<'NotFoundError', 'NOT_FOUND'>;
type AccessValue = EditErrorFields<'AccessError', 'UNAUTHENTICATED' | 'FORBIDDEN'>;

/** Why an edit was rejected. */
export type EditErrorValue = InvalidFieldValue | ConflictValue | DraftValue | NotFoundValue | AccessValue;

/** Returns the errors of a rejected edit: one for each invalid field. */
export function toEditErrors(outcome: EditRejection): EditErrorValue[] {
  switch (outcome.result) {
    case 'invalid':
      return outcome.fields.map((field) => ({ $type: 'InvalidFieldError', code: 'BAD_INPUT', ...field }));
    case 'conflict': {
      const { noun, key, revision } = outcome;
      const message = `The ${noun} "${key}" has the revision ${revision}, not the expected one. Read it again, and repeat the edit if it still applies.`;
      return [{ $type: 'ConflictError', code: 'CONFLICT', message, noun, key, revision }];
    }
    case 'notFound':
      return [{ $type: 'NotFoundError', code: 'NOT_FOUND', message: outcome.message }];
    case 'forbidden':
      return [{ $type: 'AccessError', code: 'FORBIDDEN', message: outcome.message }];
    case 'unauthenticated':
      return [unauthenticatedError(outcome.message)];
    case 'blocked': {
      const { code, message, drafts } = outcome;
      return [{ $type: 'DraftError', code, message, drafts }];
    }
  }
}

export const unauthenticatedError = (message: string): EditErrorValue => ({
  $type: 'AccessError',
  code: 'UNAUTHENTICATED',
  message,
});

export const EditError = builder.interfaceRef<EditErrorValue>('EditError').implement({
  description: 'Why an edit was rejected. Nothing was written.',
  resolveType: ({ $type }) => $type,
  fields: (t) => ({
    code: t.expose('code', { type: enumOf(editErrorCodes), description: 'The kind of error.' }),
    message: t.exposeString('message', { description: 'The reason, and how to resolve it.' }),
  }),
});

builder.objectRef<InvalidFieldValue>('InvalidFieldError').implement({
  description: 'A rejected value.',
  interfaces: [EditError],
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description: 'The path of the value in the input, such as visit, travellers, 0, person.',
    }),
    value: t.exposeString('value', { nullable: true, description: 'The value, as JSON; null if missing.' }),
  }),
});

builder.objectRef<ConflictValue>('ConflictError').implement({
  description: 'The record was changed since the expected revision.',
  interfaces: [EditError],
  fields: (t) => ({
    noun: t.expose('noun', { type: enumOf(recordNouns), description: 'The type of the record.' }),
    key: t.exposeString('key', { description: 'The key of the record.' }),
    revision: t.exposeInt('revision', { description: 'The latest revision of the record.' }),
    record: t.field({
      type: Versioned,
      description: 'The current record; null if it was withdrawn.',
      ...rootField((row, _args: object, plan) => {
        const { noun, key } = row as unknown as ConflictValue;
        return selectOneOfNoun(plan, noun, (record) => recordMatchesKey(plan.scope, noun, record, key));
      }),
    }),
  }),
});

builder.objectRef<DraftValue>('DraftError').implement({
  description:
    'The draft was decided by someone else (CONFLICT), or refers to drafts that are not accepted (BAD_INPUT).',
  interfaces: [EditError],
  fields: (t) => ({
    drafts: t.field({
      type: [Draft],
      description: 'The draft that was decided, or those to accept first.',
      ...rootField((row, _args: object, plan) => {
        const { drafts } = row as unknown as DraftValue;
        return plan.selectMany((draft) => ({
          where: sql`${draft.key} IN ${valueList(drafts)}`,
          orderBy: draft.key as SQL,
        }));
      }),
      nullable: false,
    }),
  }),
});

for (const [name, description] of [
  ['NotFoundError', 'No record has the key.'],
  ['AccessError', 'The request has no valid token, or the role of the token does not permit the edit.'],
] as const)
  builder.objectRef<EditErrorValue>(name).implement({ description, interfaces: [EditError] });
