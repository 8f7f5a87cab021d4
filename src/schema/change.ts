import { type SQL, sql } from 'drizzle-orm';
import {
  type ChangeFilter,
  changeConditions,
  selectEpoch,
  validateAfterSequence,
  validateEpoch,
} from '../db/queries/change.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { revisions } from '../db/tables/index.ts';
import { recordNouns } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { globalIdFieldFor, registerNodeFinder } from './node.ts';
import { defineList } from './pagination.ts';
import { normalizeArguments } from './plan/normalize-arguments.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { currentEntryField, currentRecordField, revisionFields, selectRecordColumn } from './revision.ts';
import { Change, Entry, Node } from './type-refs.ts';

type RevisionRow = AliasedColumns<typeof revisions>;

const recordField = (id: 'recordId' | 'intoId', column: 'noun' | 'key') =>
  sqlField<RevisionRow>((row, _args, { scope }) => selectRecordColumn(scope, row[id], column));

Change.implement({
  description: 'A change to a record of any type, including withdrawals and merges.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID: stable and opaque.',
      ...globalIdFieldFor<RevisionRow>('Change', ({ sequence }) => sql`${selectEpoch} || '/' || ${sequence}`),
    }),
    ...revisionFields(t),
    noun: t.field({
      type: enumOf(recordNouns),
      description: 'The type of the record.',
      ...recordField('recordId', 'noun'),
    }),
    key: t.string({
      description: 'The key of the record.',
      ...recordField('recordId', 'key'),
    }),
    epoch: t.string({
      description:
        'The epoch of the sequence number. It changes when the database is restored from a backup: store it with the sequence number, and pass both to continue.',
      ...sqlField(() => selectEpoch),
    }),
    entry: t.field({
      type: Entry,
      nullable: true,
      description:
        'The current entry, or the entry that it was merged into; null if it was withdrawn or the record is not an entry.',
      ...currentEntryField,
    }),
    record: currentRecordField(t),
    mergedInto: t.string({
      nullable: true,
      description: 'The key of the record that it was merged into; null for other changes.',
      ...recordField('intoId', 'key'),
    }),
  }),
});

registerNodeFinder('Change', (_scope, row, key) => {
  const [, epoch, sequence] = /^(.*)\/(\d+)$/.exec(key) ?? [];
  return sequence === undefined
    ? sql`0`
    : sql`${row.sequence as SQL} = ${Number(sequence)} AND ${selectEpoch} = ${epoch}`;
});

const epochDescription =
  'The epoch of `afterSequence`. If the dataset has another epoch, the request fails with EPOCH_CHANGED. Not checked if absent.';

defineList<RevisionRow, ChangeFilter, { afterSequence: number; epoch?: string }>({
  type: Change,
  pluralName: 'changes',
  filter: inputTypes.Change,
  args: (t) => ({
    afterSequence: t.int({
      defaultValue: 0,
      description: 'Returns only changes after this sequence number: the last one that you have processed.',
    }),
    epoch: t.string({ description: epochDescription }),
  }),
  sortFields: {
    fields: {
      SEQUENCE: { description: 'The sequence number.', column: ({ sequence }) => sequence, isUnique: true },
    },
    default: { field: 'SEQUENCE', direction: 'ASC' },
    tieBreaker: ({ sequence }) => sequence,
  },
  conditions: (row, filter, { scope }) => changeConditions(scope, row, filter),
  refine(spec, _row, { afterSequence, epoch }, { scope }) {
    if (epoch !== undefined) scope.require(selectEpoch, (current) => validateEpoch(epoch, current));
    scope.require(sql`(SELECT sequence FROM dataset)`, (last) => validateAfterSequence(afterSequence, Number(last)));
    return {
      ...spec,
      minExclusive: afterSequence,
      cursorVersion: { value: selectEpoch, validate: validateEpoch },
    };
  },
}).defineQuery('changes', 'All changes, in chronological order.');

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
    subscribe: (_root, args, { follow }, { fieldName, parentType }) =>
      follow(normalizeArguments(parentType.getFields()[fieldName]?.args ?? [], args)),
    ...rootField<object>((event, _args, plan) => plan.selectOne((found) => sql`${found.sequence} = ${event.sequence}`)),
  }),
);
