import { type SQL, sql } from 'drizzle-orm';
import { type DraftFilter, draftConditions } from '../db/queries/draft.ts';
import { columnCondition } from '../db/queries/filter.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { type drafts, type readings, sources, sourceTexts } from '../db/tables/index.ts';
import { draftFields, readingFields } from '../model/nouns/draft.ts';
import { number, text } from '../model/nouns/field-kinds.ts';
import { builder } from './builder.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { declaredFields } from './output-fields.ts';
import { defineList } from './pagination.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { readWithToken } from './require-token.ts';
import { Change, Draft, defineObjectRef, Node, Reading, Source } from './type-refs.ts';

type DraftRow = AliasedColumns<typeof drafts>;
type ReadingRow = AliasedColumns<typeof readings>;

const quotedWords = {
  words: text('The words of the text; null if none state it.', { optional: true }),
  start: number('The offset of the first code point; null without words.', { optional: true }),
  end: number('The offset after the last code point; null without words.', { optional: true }),
};
const fieldName = { field: text('The name of the field.') };

const DraftSpan = defineObjectRef('DraftSpan').implement({
  description: 'Words of the text that a draft cites for a field.',
  fields: (t) => declaredFields(t, { ...fieldName, ...quotedWords }),
});
const DraftAlternative = defineObjectRef('DraftAlternative').implement({
  description: 'Another record that a field of a draft may mean.',
  fields: (t) =>
    declaredFields(t, {
      ...fieldName,
      key: text('The key of the record.'),
      name: text('Its name.'),
      score: number('From 0 to 1.', { decimal: true }),
      reason: text('Why it may be meant.'),
    }),
});
const UnresolvedField = defineObjectRef('UnresolvedField').implement({
  description: 'A field that an editor has to state before the draft can be accepted.',
  fields: (t) => declaredFields(t, { ...fieldName, reason: text('Why the words are not enough.'), ...quotedWords }),
});
const ReadingNotice = defineObjectRef('ReadingNotice').implement({
  description: 'A remark of the reader about a text.',
  fields: (t) => declaredFields(t, { code: text('The kind of remark.'), message: text('The remark.') }),
});

/** The objects of a JSON list. `from` selects them with the alias `item`. */
const selectObjects = (plan: FieldPlan, from: SQL, columns: Readonly<Record<string, SQL>>): SQL => {
  plan.enterList(5);
  return plan.selectList(sql`json_group_array(${plan.selectEmbedded(columns)})`, sql`FROM ${from}`);
};

/** A list of objects in a column with JSON. */
const jsonObjects = <R extends object>(column: (row: R) => SQL, names: readonly string[]) =>
  sqlField<R>((row, _args, plan) => {
    const item = sql.raw(plan.scope.nextAlias());
    const columns = names.map((name) => [name, sql`${item}.value ->> ${sql.raw(`'${name}'`)}`]);
    return selectObjects(plan, sql`json_each(${column(row)}) ${item}`, Object.fromEntries(columns));
  });

const jsonTexts = (column: (row: DraftRow) => SQL) =>
  sqlField<DraftRow>((row) => sql`json(coalesce(${column(row)}, '[]'))`);

Draft.implement({
  description: 'A proposed record, visible only to holders of a token. It is no fact, and has no history.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    ...declaredFields(t, draftFields),
    spans: t.field({
      type: [DraftSpan],
      description: 'The words that the record cites.',
      ...sqlField<DraftRow>((row, _args, plan) => {
        const [citation, span] = [plan.scope.nextAlias(), plan.scope.nextAlias()].map((alias) => sql.raw(alias));
        const part = (name: string): SQL => sql`${span}.value ->> ${sql.raw(`'${name}'`)}`;
        return selectObjects(
          plan,
          sql`json_each(${row.record}, '$.citations') ${citation}, json_each(${citation}.value, '$.spans') ${span}`,
          {
            field: sql`coalesce(${citation}.value ->> 'field', '')`,
            ...{ words: part('words'), start: part('start'), end: part('end') },
          },
        );
      }),
    }),
    alternatives: t.field({
      type: [DraftAlternative],
      description: 'Other records that may be meant, best first.',
      ...jsonObjects<DraftRow>(({ alternatives }) => alternatives, ['field', 'key', 'name', 'score', 'reason']),
    }),
    unresolved: t.field({
      type: [UnresolvedField],
      description: 'What an editor has to state.',
      ...jsonObjects<DraftRow>(({ unresolved }) => unresolved, ['field', 'reason', 'words', 'start', 'end']),
    }),
    duplicates: t.field({
      type: ['String'],
      description:
        'The keys of what may mean the same: records, and open drafts of other texts, as they were when the text was read.',
      ...jsonTexts(({ duplicates }) => duplicates),
    }),
    requires: t.field({
      type: ['String'],
      description: 'The keys of the drafts that it refers to.',
      ...jsonTexts(({ requires }) => requires),
    }),
    change: t.field({
      type: Change,
      nullable: true,
      description: 'The change that the decision led to, with the record; null if nothing was recorded.',
      ...sqlField<DraftRow>((row, _args, plan) =>
        plan.selectOne((change) => sql`${change.sequence} = ${row.revision}`),
      ),
    }),
    reading: t.field({
      type: Reading,
      nullable: true,
      description: 'The text that it was read from; null if a program proposed it.',
      ...sqlField<DraftRow>((row, _args, plan) => plan.selectOne((reading) => sql`${reading.key} = ${row.readingKey}`)),
    }),
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

const draftList = defineList<DraftRow, DraftFilter>({
  type: Draft,
  pluralName: 'drafts',
  filter: inputTypes.Draft,
  sortFields: keySortFields(
    {
      CREATED_AT: { description: 'The time of creation.', column: ({ createdAt }) => createdAt },
      CONFIDENCE: { description: 'The confidence.', column: ({ confidence }) => confidence },
    },
    { field: 'CREATED_AT', direction: 'DESC' },
  ),
  conditions: (row, filter, { scope }) => draftConditions(scope, row, filter),
});
draftList.defineQuery('drafts', 'Drafts, newest first. Requires a token.', () => readWithToken);

Reading.implement({
  description: 'A text that was read, visible only to holders of a token.',
  fields: (t) => ({
    key: t.field({ type: 'String', description: 'The stable key.', ...sqlField<ReadingRow>(({ key }) => key) }),
    ...declaredFields(t, readingFields),
    text: t.field({
      type: 'String',
      nullable: true,
      description: 'The text; null if its licence does not allow it to be stored.',
      ...sqlField<ReadingRow>((row, _args, { scope }) => {
        const [source, stored] = [scope.aliasTable(sources), scope.aliasTable(sourceTexts)];
        return sql`coalesce(${row.text}, (SELECT ${stored.row.text} FROM ${source.from} JOIN ${stored.from} ON ${stored.row.sourceId} = ${source.row.id} WHERE ${source.row.sha256} = ${row.sha256} LIMIT 1))`;
      }),
    }),
    notices: t.field({
      type: [ReadingNotice],
      description: 'Remarks about the text.',
      ...jsonObjects<ReadingRow>(({ notices }) => notices, ['code', 'message']),
    }),
    source: t.field({
      type: Source,
      nullable: true,
      description: 'The source of the drafts; null if it is not on record.',
      ...sqlField<ReadingRow>((row, _args, plan) => plan.selectOne((source) => sql`${source.key} = ${row.sourceKey}`)),
    }),
    drafts: draftList.nestedField(t, 'What the text proposes, newest first.', (row, reading) => {
      const column = row.readingKey;
      return [columnCondition(column, sql`${column} = ${reading.key}`, 'one')];
    }),
  }),
});

builder.queryField('reading', (t) =>
  t.field({
    type: Reading,
    description: 'Returns the reading with this key; null if there is none. Requires a token.',
    args: { key: t.arg.string({ required: true, description: 'The key of the reading.' }) },
    ...rootField<{ key: string }>(
      (_row, { key }, plan) => plan.selectOne((row) => sql`${row.key} = ${key}`),
      () => readWithToken,
    ),
  }),
);
