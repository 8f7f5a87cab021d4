import { sql } from 'drizzle-orm';
import { selectEpoch, validateAfterSequence, validateEpoch } from '../db/queries/change.ts';
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
  description: 'A change to a record of any type, including withdrawals and merges.',
  fields: (t) => ({
    ...revisionFields(t),
    noun: t.field({
      type: RecordNoun,
      description: 'The type of the record.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.recordId, 'noun')),
    }),
    key: t.string({
      description: 'The key of the record.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.recordId, 'key')),
    }),
    epoch: t.string({
      description:
        'The epoch of the sequence number. It changes when the database is restored from a backup: store it with the sequence number, and pass both to continue.',
      ...changeField(() => selectEpoch),
    }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description:
        'The current entry, or the entry that it was merged into; null if it was withdrawn or the record is not an entry.',
      ...currentEntryField,
    }),
    mergedInto: t.string({
      nullable: true,
      description: 'The key of the record that it was merged into; null for other changes.',
      ...changeField((row, _args: object, { scope }) => selectRecordColumn(scope, row.intoId, 'key')),
    }),
  }),
});

interface ChangesArgs extends PageArgs {
  afterSequence: number;
  epoch?: string | null;
}

const epochDescription =
  'The epoch of `afterSequence`. If the dataset has another epoch, the request fails with EPOCH_CHANGED. Not checked if absent.';

builder.queryField('changes', (t) =>
  t.field({
    type: ChangeConnection,
    description: 'All changes, in chronological order.',
    args: {
      afterSequence: t.arg.int({
        defaultValue: 0,
        description: 'Returns only changes after this sequence number: the last one that you have processed.',
      }),
      epoch: t.arg.string({ description: epochDescription }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof revisions>, ChangesArgs>(
      (row, { afterSequence, epoch }, { scope }) => {
        if (epoch != null) scope.require(selectEpoch, (current) => validateEpoch(epoch, current));
        scope.require(sql`(SELECT sequence FROM dataset)`, (last) =>
          validateAfterSequence(afterSequence, Number(last)),
        );
        return {
          cursorVersion: { value: selectEpoch, validate: validateEpoch },
          conditions: [],
          order: [row.sequence],
          isDescending: false,
          minExclusive: afterSequence,
        };
      },
    ),
  }),
);

builder.subscriptionField('changes', (t) =>
  t.field({
    type: Change,
    description: 'Emits each change as it is made, in order, from any process.',
    args: {
      afterSequence: t.arg.int({
        description:
          'Starts after this sequence number: the last one that you have processed. Defaults to changes from now on.',
      }),
      epoch: t.arg.string({ description: epochDescription }),
    },
    subscribe: (_root, args, { follow }) => {
      rejectNulls(args, 'changes');
      return follow(args);
    },
    ...rootField<object>((event, _args, plan) =>
      plan.selectOne(
        (found) =>
          sql`${(found as AliasedColumns<typeof revisions>).sequence} = ${(event as AliasedColumns<typeof revisions>).sequence}`,
      ),
    ),
  }),
);
