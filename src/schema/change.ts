import { sql } from 'drizzle-orm';
import { outsideSequence } from '../db/queries/change.ts';
import type { Row } from '../db/sql-builder.ts';
import { revisions } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Changes } from './connection-types.ts';
import { RecordNoun } from './enums.ts';
import { pageArgs, rootList } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { refuseNulls } from './plan/reject-nulls.ts';
import { fieldsOf, root } from './plan/sql-field.ts';
import { entryOf, ofRecord, revisionFields } from './revision.ts';
import { Change, Entry } from './type-refs.ts';

const change = fieldsOf(revisions);

Change.implement({
  description: 'One change of the record: whatever its noun, what was withdrawn and what was merged included.',
  fields: (t) => ({
    ...revisionFields(t),
    noun: t.field({
      type: RecordNoun,
      description: 'What the record is of.',
      ...change((row, _args: object, { scope }) => ofRecord(scope, row.recordId, 'noun')),
    }),
    key: t.string({
      description: 'The key of the record.',
      ...change((row, _args: object, { scope }) => ofRecord(scope, row.recordId, 'key')),
    }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description:
        'The entry as it stands now, or what it was merged into; null where it was withdrawn, and where the record is no entry.',
      ...entryOf,
    }),
    mergedInto: t.string({
      nullable: true,
      description: 'The key of what it was merged into, where that is what was done.',
      ...change((row, _args: object, { scope }) => ofRecord(scope, row.intoId, 'key')),
    }),
  }),
});

interface ChangesArgs extends PageArgs {
  afterSequence: number;
}

builder.queryField('changes', (t) =>
  t.field({
    type: Changes,
    description: 'Every change of the record, in the order in which they were made.',
    args: {
      afterSequence: t.arg.int({
        defaultValue: 0,
        description: 'Only what was changed after this sequence number: the last that you have seen.',
      }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof revisions>, ChangesArgs>((row, { afterSequence }, { scope }) => {
      scope.require(sql`(SELECT sequence FROM dataset)`, (last) => outsideSequence(afterSequence, Number(last)));
      return {
        conditions: [],
        order: [row.sequence],
        descending: false,
        above: afterSequence,
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
      refuseNulls(args, 'changes');
      return follow(args.afterSequence);
    },
    ...root<object>((event, _args, plan) =>
      plan.one(
        (found) => sql`${(found as Row<typeof revisions>).sequence} = ${(event as Row<typeof revisions>).sequence}`,
      ),
    ),
  }),
);
