import { not, or, type SQL, sql } from 'drizzle-orm';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { citations, sourceEntries, sources, sourceTexts, type spans, tradeFlows } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { badInput } from '../model/errors.ts';
import { citationFields, spanFields } from '../model/nouns/citation.ts';
import { number, text } from '../model/nouns/field-kinds.ts';
import { type EntryKind, entryKinds, spanVerifications } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { entryList, entryListCondition } from './entry.ts';
import { enumOf } from './enums.ts';
import { keyFields } from './node.ts';
import { childrenField, declaredFields, nounFields } from './noun-fields.ts';
import { defineList } from './pagination.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Citation, Coverage, Node, Source, SourceExcerpt, Span } from './type-refs.ts';

/** The maximum number of code points before and after words. */
const maxContext = 2000;

interface ExcerptArgs {
  around?: string | null;
  start?: number | null;
  context?: number | null;
}

function validateExcerptArgs({ around, start, context }: ExcerptArgs) {
  if (around === '') throw badInput('"around" is empty. Give words of the text, or omit it.', 'around');
  if (start != null && start < 0) throw badInput(`"start" is ${start}. It must be an offset from 0.`, 'start');
  const length = context ?? 200;
  if (length < 0 || length > maxContext)
    throw badInput(`"context" is ${length}. It must be a number from 0 to ${maxContext}.`, 'context');
  return { around, start, context: length };
}

Source.implement({
  description: 'A source of facts, such as a report, a dataset or a document.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.source),
    text: t.field({
      type: SourceExcerpt,
      nullable: true,
      description:
        'Words of the text in their context. If the text is not stored, a link to the words. Null if there is neither, or if the text does not have the words.',
      args: {
        around: t.arg.string({ description: 'The words, exactly as in the text. Defaults to the complete text.' }),
        start: t.arg.int({
          description: 'The offset of the words in code points. Defaults to that of their first occurrence.',
        }),
        context: t.arg.int({
          defaultValue: 200,
          description: `The number of code points before and after the words, at most ${maxContext}.`,
        }),
      },
      ...sqlField<AliasedColumns<typeof sources>, ExcerptArgs>((row, args, plan) => {
        const { around = null, start = null, context } = validateExcerptArgs(args);
        const stored = plan.scope.aliasTable(sourceTexts);
        const excerpt = sql.raw(plan.scope.nextAlias());
        const part = (name: string): SQL => sql`${excerpt}."json" ->> ${sql.raw(`'${name}'`)}`;
        const names = ['before', 'words', 'after', 'start', 'end', 'url'];
        const object = plan.selectEmbedded(Object.fromEntries(names.map((name) => [name, part(name)])));
        return sql`json((SELECT ${object} FROM (SELECT source_excerpt(
          (SELECT ${stored.row.text} FROM ${stored.from} WHERE ${stored.row.sourceId} = ${row.id}),
          ${around}, ${start}, ${context}, ${row.url}) AS "json") ${excerpt} WHERE ${excerpt}."json" IS NOT NULL))`;
      }),
    }),
    replacedBy: t.field({
      type: [Source],
      description: 'The newer versions that replace this source.',
      ...childrenField('replacesId', 'key'),
    }),
    entries: entryList.nestedField(
      t,
      'Entries that cite the source, newest first.',
      (row, source, { scope }, { filter }) => [
        entryListCondition(scope, sourceEntries, row.id, (list) => sql`${list.sourceId} = ${source.id}`, filter),
      ],
      entryList.filterArg,
    ),
  }),
});

Citation.implement({
  description: 'Evidence from a source: its words, and how the value follows from them.',
  fields: (t) => ({
    ...declaredFields(t, citationFields),
    ...declaredFields(t, {
      value: text(
        'The value that the evidence supports, in the format of a claim; null for the whole record, or if the field has no value.',
        { optional: true },
      ),
    }),
    spans: t.field({
      type: [Span],
      description: 'The exact words; empty if the text of the source is not available.',
      ...childrenField('citationId', 'ordinal'),
    }),
  }),
});

Span.implement({
  description: 'Words of a source and their position, in Unicode code points.',
  fields: (t) => ({
    ...declaredFields(t, spanFields),
    verification: t.field({
      type: enumOf(spanVerifications),
      description: 'Whether the words were compared with the text of the source.',
      ...sqlField<AliasedColumns<typeof spans>>((row, _args, { scope }) => {
        const citation = scope.aliasTable(citations);
        const stored = scope.aliasTable(sourceTexts);
        const isHeld = sql`EXISTS (SELECT 1 FROM ${citation.from} JOIN ${stored.from} ON ${stored.row.sourceId} = ${citation.row.sourceId}
          WHERE ${citation.row.id} = ${row.citationId})`;
        return sql`CASE WHEN NOT ${row.isVerified} THEN 'UNVERIFIED' WHEN ${isHeld} THEN 'HELD' ELSE 'SENT' END`;
      }),
    }),
  }),
});

SourceExcerpt.implement({
  description: 'Words of a source in their context.',
  fields: (t) =>
    declaredFields(t, {
      before: text('The text before the words; null if the text is not stored.', { optional: true }),
      words: text('The words.'),
      after: text('The text after the words; null if the text is not stored.', { optional: true }),
      start: number('The offset of the first code point; null if the text is not stored and none was given.', {
        optional: true,
      }),
      end: number('The offset after the last code point; null if the start is.', { optional: true }),
      url: text('The URL of the source, with a text fragment that highlights the words; null if it has no URL.', {
        optional: true,
      }),
    }),
});

const isCitedByKind = (scope: StatementContext, source: SQL, kind: SQL): SQL => {
  const { row, from } = scope.aliasTable(sourceEntries);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.sourceId} = ${source} AND ${row.kind} = ${kind})`;
};

const hasTradeFlows = (scope: StatementContext, source: SQL): SQL => {
  const { row, from } = scope.aliasTable(tradeFlows);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.sourceId} = ${source})`;
};

Coverage.implement({
  description: 'What was extracted from a source. Outside this coverage, an empty result is not evidence of absence.',
  fields: (t) => ({
    ...nounFields(t, nounStorage.coverage),
    kinds: t.field({
      type: [enumOf(entryKinds)],
      description: 'The kinds of entries that cite the source: the coverage tells why none of them matches.',
      ...sqlField((row, _args, { scope }) => {
        const condition = isCitedByKind(scope, sql`${row.sourceId}`, sql`"entry_kind".value`);
        return sql`json((SELECT json_group_array("entry_kind".value) FROM json_each(${sql.raw(`'${JSON.stringify(entryKinds)}'`)}) "entry_kind" WHERE ${condition}))`;
      }),
    }),
    tradeFlows: t.boolean({
      description: 'Whether the source has trade flows.',
      ...sqlField((row, _args, { scope }) => hasTradeFlows(scope, sql`${row.sourceId}`)),
    }),
    entries: t.int({
      description: 'The number of entries that cite the source.',
      ...sqlField((row, _args, { scope }) => {
        const { row: list, from } = scope.aliasTable(sourceEntries);
        return sql`(SELECT count(*) FROM ${from} WHERE ${list.sourceId} = ${row.sourceId})`;
      }),
    }),
  }),
});

defineList<AliasedColumns<typeof sources>>({
  type: Source,
  pluralName: 'sources',
  build: (row, conditions) => ({ conditions, order: [row.key], isDescending: false }),
}).defineQuery('sources', 'Sources, by key.');

builder.queryField('source', (t) =>
  t.field({
    type: Source,
    nullable: true,
    description: 'Returns the source with this key; null if there is none.',
    args: { key: t.arg.string({ required: true, description: 'The key of the source.' }) },
    ...rootField<{ key: string }>((_row, { key }, plan) =>
      plan.selectOne((row) => sql`${row.key} IN (${key}, ${selectSurvivorKey(plan.scope, key, ['source'])})`),
    ),
  }),
);

interface CoverageArgs {
  about?: string | null;
  kinds?: EntryKind[] | null;
  tradeFlows?: boolean | null;
}

builder.queryField('coverage', (t) =>
  t.field({
    type: [Coverage],
    description: 'The coverage of each source.',
    args: {
      about: t.arg.string({ description: 'Returns only coverage whose subject contains this text, ignoring case.' }),
      kinds: t.arg({
        type: [enumOf(entryKinds)],
        description: 'Returns only coverage of sources that entries of these kinds cite.',
      }),
      tradeFlows: t.arg.boolean({
        description: 'Returns only coverage of sources with trade flows (true) or without (false).',
      }),
    },
    ...rootField<CoverageArgs>((_row, { about, kinds, tradeFlows: flows }, plan) => {
      const one = plan.scope.aliasTable(sources);
      return plan.selectMany((row) => {
        const source = sql`${row.sourceId}`;
        const conditions = [
          sql`${one.row.id} = ${source}`,
          ...(about == null ? [] : [sql`instr(lower(${row.about}), ${about.toLowerCase()}) > 0`]),
          ...(kinds == null
            ? []
            : [or(...kinds.map((kind) => isCitedByKind(plan.scope, source, sql`${kind}`))) ?? sql`0`]),
          ...(flows == null
            ? []
            : [flows ? hasTradeFlows(plan.scope, source) : not(hasTradeFlows(plan.scope, source))]),
        ];
        return {
          through: one.from,
          where: sql.join(conditions, sql` AND `),
          orderBy: sql`${one.row.key}, ${row.about}`,
        };
      });
    }),
  }),
);
