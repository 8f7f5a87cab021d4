import { sql } from 'drizzle-orm';
import { validateAfterSequence } from '../db/queries/change.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { revisions } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { ChangeConnection } from './connection-types.ts';
import { RecordNoun } from './enums.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { rejectNulls } from './plan/reject-nulls.ts';
import { rootField, sqlFieldFor } from './plan/sql-field.ts';
import { currentEntryField, revisionFields, selectRecordColumn } from './revision.ts';
import { Change, Entry } from './type-refs.ts';

const changeField = sqlFieldFor(revisions);

Change.implement({
  description: 'One change of the record: whatever its noun, what was withdrawn and what was merged included.',
  fields: (t) => ({
    ...revisionFields(t),
    noun: t.field({
      type: RecordNoun,
      description: 'What the record is of.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.recordId, 'noun')),
    }),
    key: t.string({
      description: 'The key of the record.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.recordId, 'key')),
    }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description:
        'The entry as it stands now, or what it was merged into; null where it was withdrawn, and where the record is no entry.',
      ...currentEntryField,
    }),
    mergedInto: t.string({
      nullable: true,
      description: 'The key of what it was merged into, where that is what was done.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.intoId, 'key')),
    }),
  }),
});

interface ChangesArgs extends PageArgs {
  afterSequence: number;
}

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeConnection,
    description: 'Every change of the record, in the order in which they were made.',
    args: {
      afterSequence: t.arg.int({
        defaultValue: 0,
        description: 'Only what was changed after this sequence number: the last that you have seen.',
      }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof revisions>, ChangesArgs>((row, { afterSequence }, { scope }) => {
      scope.require(sql`(SELECT sequence FROM dataset)`, (last) => validateAfterSequence(afterSequence, Number(last)));
      return {
        conditions: [],
        order: [row.sequence],
        isDescending: false,
        minExclusive: afterSequence,
      };
    }),
  }),
);

builder.subscriptionField('changes', (t) =>
  t.field({
    type: Change,
    description: 'Each change of the record as it is made, in order, whichever process makes it.',
    args: {
      afterSequence: t.arg.int({
        description:
          'Begin with what was changed after this sequence number: the last that you have seen. From now on, if left out.',
      }),
    },
    subscribe: (_root, args, { follow }) => {
      rejectNulls(args, 'changes');
      return follow(args.afterSequence);
    },
    ...rootField<object>((event, _args, plan) =>
      plan.selectOne(
        (found) =>
          sql`${(found as AliasedColumns<typeof revisions>).sequence} = ${(event as AliasedColumns<typeof revisions>).sequence}`,
      ),
    ),
  }),
);
