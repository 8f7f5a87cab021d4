import { type SQL, sql } from 'drizzle-orm';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField, type StatementResult } from './plan/sql-field.ts';
import { Entry } from './type-refs.ts';

interface EntryArgs {
  key: string;
  asKnownAt?: string | null;
}

function selectEntryByKey(_row: AliasedColumns, { key, asKnownAt }: EntryArgs, plan: FieldPlan): SQL {
  if (asKnownAt != null) plan.scope.versionAt = new Date(asKnownAt).toISOString();
  return plan.selectOne((row) => sql`${row.key} IN (${key}, ${selectSurvivorKey(plan.scope, key, entryNouns)})`);
}

builder.queryField('entry', (t) =>
  t.field({
    type: Entry,
    description:
      'Returns the entry with this key, or the entry that it was merged into; null if there is none or it was withdrawn.',
    args: {
      key: t.arg.string({ required: true, description: 'The key of the entry.' }),
      asKnownAt: t.arg({
        type: 'DateTime',
        description:
          'Returns the entry as recorded from what was known at this time; null if nothing was known. Applies only to the entry itself, not to related records. The `id` is that of the version, so that caches store both.',
      }),
    },
    ...rootField<EntryArgs>(selectEntryByKey, ({ key, asKnownAt }) =>
      asKnownAt == null
        ? undefined
        : (query, context) =>
            context.getAsKnownAt<StatementResult>(query, { key, knownAt: new Date(asKnownAt).toISOString() }),
    ),
  }),
);
