import { type SQL, sql } from 'drizzle-orm';
import type { GraphQLObjectType } from 'graphql';
import { selectMatchedName, selectResolutions } from '../db/queries/resolve.ts';
import { offices, topics } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import { number, oneOf } from '../model/nouns/field-kinds.ts';
import { type ResolutionKind, resolutionKinds, resolutionReasons } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf } from './enums.ts';
import { declaredFields } from './output-fields.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Node, otherTypeByDocumentKind, partyTypeByKind, Resolution } from './type-refs.ts';

type ResolutionRow = Readonly<Record<'kind' | 'id' | 'score' | 'reason' | 'matched', SQL>>;

const typeByKind: Readonly<Record<string, string>> = {
  ...partyTypeByKind,
  OFFICE: otherTypeByDocumentKind.OFFICE,
  TOPIC: otherTypeByDocumentKind.TOPIC,
};

Resolution.implement({
  description: 'A record that a name may mean.',
  fields: (t) => ({
    node: t.field({
      type: Node,
      description: 'The country, person, organization, group, office or topic.',
      ...sqlField<ResolutionRow>((row, _args, plan) => {
        const branches = resolutionKinds.map((kind) => {
          const type = plan.operationInfo.schema.getType(typeByKind[kind] ?? '') as GraphQLObjectType;
          return sql`WHEN ${sql.raw(`'${kind}'`)} THEN ${plan.selectOne((value) => sql`${value.id} = ${row.id}`, type)}`;
        });
        return sql`CASE ${row.kind} ${sql.join(branches, sql` `)} END`;
      }),
    }),
    ...declaredFields(t, {
      kind: oneOf(resolutionKinds, 'The kind of record.'),
      score: number('How likely the name means it, from 0.5 to 1. It does not depend on the other records.', {
        decimal: true,
      }),
      reason: oneOf(resolutionReasons, 'Why it may be meant.'),
    }),
    matched: t.field({
      type: 'String',
      description: 'Its name, title, code or identifier that matched.',
      ...sqlField<ResolutionRow>((row, _args, { scope }) => {
        const office = scope.aliasTable(offices);
        const topic = scope.aliasTable(topics);
        return sql`coalesce(CASE WHEN ${row.reason} IN ('CODE', 'IDENTIFIER') THEN NULL
          WHEN ${row.kind} = 'OFFICE' THEN (SELECT ${office.row.title} FROM ${office.from} WHERE ${office.row.id} = ${row.id})
          WHEN ${row.kind} = 'TOPIC' THEN (SELECT ${topic.row.name} FROM ${topic.from} WHERE ${topic.row.id} = ${row.id})
          ELSE ${selectMatchedName(scope, row.id, row.matched)} END, iif(${row.reason} = 'CODE', upper(${row.matched}), ${row.matched}))`;
      }),
    }),
  }),
});

const [defaultLimit, maxLimit] = [10, 50];

interface ResolveArgs {
  name: string;
  kind?: ResolutionKind[] | null;
  on?: string | null;
  first?: number | null;
}

builder.queryField('resolve', (t) =>
  t.field({
    type: [Resolution],
    description: 'Returns the records that a name may mean, the most likely first.',
    args: {
      name: t.arg.string({
        required: true,
        description: 'A name as someone wrote it, a code, a key, or an identifier in another register.',
      }),
      kind: t.arg({ type: [enumOf(resolutionKinds)], description: 'Returns only these kinds. Defaults to all.' }),
      on: t.arg({
        type: 'Date',
        description:
          'The day on which the name was used. A state that did not exist, or a person who was not alive or in office, ranks lower.',
      }),
      first: t.arg.int({
        description: `The maximum number of records: 0 to ${maxLimit}. Defaults to ${defaultLimit}.`,
      }),
    },
    ...rootField<ResolveArgs>((_row, { name, kind, on, first }, plan) => {
      const limit = first ?? defaultLimit;
      if (limit < 0 || limit > maxLimit)
        throw badInput(`"first" must be between 0 and ${maxLimit} (got ${limit}).`, 'first');
      plan.enterList(limit);
      const found = selectResolutions(plan.scope, { name, kinds: kind ?? resolutionKinds, on, limit });
      const alias = sql.raw(plan.scope.nextAlias());
      const column = (name: string): SQL => sql`${alias}.${sql.raw(name)}`;
      const row = {
        kind: column('kind'),
        id: column('id'),
        score: column('score'),
        reason: column('reason'),
        matched: column('matched'),
      };
      return plan.selectList(
        sql`json_group_array(${plan.selectEmbedded(row)} ORDER BY ${column('position')})`,
        sql`FROM (${found}) ${alias}`,
      );
    }),
  }),
);
