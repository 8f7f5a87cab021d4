import { sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { sourceEntries, sources } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { citationFields, spanFields } from '../model/nouns/citation.ts';
import { text } from '../model/nouns/field-kinds.ts';
import { builder } from './builder.ts';
import { entryList, entryListCondition } from './entry.ts';
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

Coverage.implement({
  description: 'What was extracted from a source. Outside this coverage, an empty result is not evidence of absence.',
  fields: (t) => ({
    ...nounFields(t, nounStorage.coverage),
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

builder.queryField('coverage', (t) =>
  t.field({
    type: [Coverage],
    description: 'The coverage of each source.',
    args: {
      about: t.arg.string({ description: 'Returns only coverage whose subject contains this text, ignoring case.' }),
    },
    ...rootField<{ about?: string | null }>((_row, { about }, plan) => {
      const one = plan.scope.aliasTable(sources);
      return plan.selectMany((row) => ({
        through: one.from,
        where: sql`${one.row.id} = ${row.sourceId}${about == null ? sql`` : sql` AND instr(lower(${row.about}), ${about.toLowerCase()}) > 0`}`,
        orderBy: sql`${one.row.key}, ${row.about}`,
      }));
    }),
  }),
);
