import { not, or, type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { sourceEntries, sources, tradeFlows } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { citationFields, spanFields } from '../model/nouns/citation.ts';
import { text } from '../model/nouns/field-kinds.ts';
import { type EntryKind, entryKinds } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { entryList, entryListCondition } from './entry.ts';
import { enumOf } from './enums.ts';
import { keyFields } from './node.ts';
import { childrenField, declaredFields, nounFields } from './noun-fields.ts';
import { defineList } from './pagination.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Citation, Coverage, Node, Source, Span } from './type-refs.ts';

Source.implement({
  description: 'A source of facts, such as a report, a dataset or a document.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.source),
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
  fields: (t) => declaredFields(t, spanFields),
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
  things: 'sources',
  build: (row, conditions) => ({ conditions, order: [row.key], isDescending: false }),
}).defineQuery('sources', 'Sources, by key.');

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
