import { type SQL, sql } from 'drizzle-orm';
import type { GraphQLObjectType } from 'graphql';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { nounToFieldName, nounToTypeName } from '../editing/edit-types.ts';
import { type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { describeNoun } from './describe-noun.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField } from './plan/sql-field.ts';
import { recordHasKey, recordMatchesKey } from './record-key.ts';
import { getTypeOf } from './type-refs.ts';

/** Selects the record of a noun for which `where` holds; null if there is none. */
export const selectOneOfNoun = (plan: FieldPlan, noun: RecordNoun, where: (row: AliasedColumns) => SQL): SQL =>
  plan.selectOne(where, plan.operationInfo.schema.getType(nounToTypeName(noun)) as GraphQLObjectType);

/** Selects the record of the row that `from` yields, which names its noun and its key: one branch for each noun. */
export function selectRecordOfNoun(plan: FieldPlan, from: SQL, noun: SQL, key: SQL): SQL {
  const branches = recordNouns.map((one) => {
    const record = selectOneOfNoun(plan, one, (row) => recordHasKey(plan.scope, one, row, key));
    return sql`WHEN ${sql.raw(`'${one}'`)} THEN ${record}`;
  });
  return sql`json((SELECT CASE ${noun} ${sql.join(branches, sql` `)} END FROM ${from}))`;
}

/** The lookup of a country takes a code. */
for (const noun of recordNouns.filter((one) => one !== 'country'))
  builder.queryField(nounToFieldName(noun), (t) =>
    t.field({
      type: getTypeOf(noun),
      description: `Returns ${describeNoun(noun)} by its key, or the record that it was merged into; null if there is none.`,
      args: {
        key: t.arg.string({
          required: true,
          description: noun === 'coverage' ? 'The key of the source, a slash, and the subject.' : 'The key.',
        }),
      },
      ...rootField<{ key: string }>((_row, { key }, plan) =>
        plan.selectOne((row) => recordMatchesKey(plan.scope, noun, row, key)),
      ),
    }),
  );
