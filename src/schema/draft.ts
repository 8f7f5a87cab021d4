import { sql } from 'drizzle-orm';
import { type DraftFilter, draftConditions } from '../db/queries/draft.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { drafts } from '../db/tables/index.ts';
import { draftFields } from '../model/nouns/draft.ts';
import { builder } from './builder.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { declaredFields } from './noun-fields.ts';
import { defineList } from './pagination.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { readWithToken } from './require-token.ts';
import { Draft, Node, Source } from './type-refs.ts';

type DraftRow = AliasedColumns<typeof drafts>;

Draft.implement({
  description:
    'A proposed record, visible only to holders of a token. It is no fact, and has no history: it may change or disappear.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    ...declaredFields(t, draftFields),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'The source that it was read from; null if there is none, or if it is not on record.',
      ...sqlField<DraftRow>((row, _args, plan) => plan.selectOne((source) => sql`${source.key} = ${row.sourceKey}`)),
    }),
  }),
});

builder.queryField('draft', (t) =>
  t.field({
    type: Draft,
    description: 'Returns the draft with this key; null if there is none. Requires a token.',
    args: { key: t.arg.string({ required: true, description: 'The key of the draft.' }) },
    ...rootField<{ key: string }>(
      (_row, { key }, plan) => plan.selectOne((row) => sql`${row.key} = ${key}`),
      () => readWithToken,
    ),
  }),
);

defineList<DraftRow, DraftFilter>({
  type: Draft,
  pluralName: 'drafts',
  filter: inputTypes.Draft,
  sortFields: keySortFields(
    { CREATED_AT: { description: 'The time of creation.', column: ({ createdAt }) => createdAt } },
    { field: 'CREATED_AT', direction: 'DESC' },
  ),
  conditions: (row, filter, { scope }) => draftConditions(scope, row, filter),
}).defineQuery('drafts', 'Drafts, newest first. Requires a token.', () => readWithToken);
