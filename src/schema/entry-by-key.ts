import { DrizzleQueryError, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { restoreVersion } from '../store/time-travel.ts';
import { Writer } from '../store/writer.ts';
import { builder } from './builder.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField, type StatementResult } from './plan/sql-field.ts';
import { Entry } from './type-refs.ts';

interface EntryArgs {
  key: string;
  asKnownAt?: string | null;
}

/** Runs the query on a former version, which is restored in a transaction that is rolled back. */
const readAsKnownAt = (
  db: Database,
  query: SQL,
  key: string,
  asKnownAt: string,
): Promise<StatementResult | undefined> =>
  db.write((tx) => {
    const writer = new Writer(tx, { by: 'a reader' });
    return writer.runAndRollBack(() => {
      if (!restoreVersion(writer, key, new Date(asKnownAt).toISOString())) return undefined;
      try {
        return writer.get<StatementResult>(query);
      } catch (error) {
        throw error instanceof DrizzleQueryError ? error.cause : error;
      }
    });
  });

const selectEntryByKey = (_row: AliasedColumns, { key }: EntryArgs, plan: FieldPlan): SQL =>
  plan.selectOne((row) => sql`${row.key} IN (${key}, ${selectSurvivorKey(plan.scope, key, entryNouns)})`);

builder.queryField('entry', (t) =>
  t.field({
    type: Entry,
    nullable: true,
    description:
      'Returns the entry with this key, or the entry that it was merged into; null if there is none or it was withdrawn.',
    args: {
      key: t.arg.string({ required: true, description: 'The key of the entry.' }),
      asKnownAt: t.arg({
        type: 'DateTime',
        description:
          'Returns the entry as recorded from what was known at this time; null if nothing was known. Applies only to the entry itself, not to related records.',
      }),
    },
    ...rootField<EntryArgs>(selectEntryByKey, ({ key, asKnownAt }) =>
      asKnownAt == null ? undefined : (query, { db }) => readAsKnownAt(db, query, key, asKnownAt),
    ),
  }),
);
