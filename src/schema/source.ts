import { sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { listCondition } from '../db/queries/filter.ts';
import { type AliasedColumns, allOf } from '../db/sql-builder.ts';
import { citations, coverages, type entries, sourceEntries, sources, spans } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { EntryConnection, SourceConnection } from './connection-types.ts';
import { buildListSpecByDay, singleKindCondition } from './entry.ts';
import { Basis, ClaimRank } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields, referenceField } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { rootField, sqlFieldFor } from './plan/sql-field.ts';
import { Citation, Coverage, Node, Party, Source, Span } from './type-refs.ts';

const sourceField = sqlFieldFor(sources);
const citationField = sqlFieldFor(citations);
const spanField = sqlFieldFor(spans);
const coverageField = sqlFieldFor(coverages);

Source.implement({
  description: 'A source of facts, such as a report, a dataset or a document.',
  interfaces: [Node],
  fields: (t) => ({
    key: t.string({ description: 'The stable key.', ...sourceField((row) => row.key) }),
    ...nounFields(t, nounStorage.source),
    replacedBy: t.field({
      type: [Source],
      description: 'The newer versions that replace this source.',
      ...sourceField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.replacesId} = ${row.id}`, orderBy: sql`${one.key}` })),
      ),
    }),
    entries: t.field({
      type: EntryConnection,
      description: 'Entries that cite the source, newest first.',
      args: {
        filter: t.arg({ type: inputTypes.Entry, description: 'Filters the entries.' }),
        ...paginationArgs(t.arg),
      },
      ...nestedConnectionField<
        AliasedColumns,
        AliasedColumns<typeof entries>,
        PageArgs & { filter?: EntryFilter | null }
      >((row, parent, { filter }, { scope }) => {
        return buildListSpecByDay(row, [
          listCondition(
            scope,
            sourceEntries,
            row.id,
            (list) => allOf([sql`${list.sourceId} = ${parent.id}`, ...singleKindCondition(list, filter)]),
            true,
          ),
          ...entryConditions(scope, row, filter ?? {}),
        ]);
      }),
    }),
  }),
});

Citation.implement({
  description: 'Evidence from a source: its words, and how the value follows from them.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      ...referenceField<AliasedColumns<typeof citations>>((row) => row.sourceId),
    }),
    field: t.string({
      nullable: true,
      description: 'The field that the evidence supports; null for the whole record.',
      ...citationField((row) => row.field),
    }),
    spans: t.field({
      type: [Span],
      description: 'The exact words; empty if the text of the source is not available.',
      ...citationField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.citationId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    basis: t.field({
      type: Basis,
      description: 'How the value follows from the words.',
      ...citationField((row) => row.basis),
    }),
    value: t.string({
      nullable: true,
      description:
        'The value that the evidence supports, in the format of a claim; null for the whole record, or if the field has no value.',
      ...citationField((row) => row.value),
    }),
    rank: t.field({
      type: ClaimRank,
      nullable: true,
      description: 'The rank stated for the value; null if none is stated.',
      ...citationField((row) => row.rank),
    }),
    reason: t.string({
      nullable: true,
      description: 'The reason for the rank; null if none is stated.',
      ...citationField((row) => row.reason),
    }),
    voice: t.field({
      type: Party,
      nullable: true,
      description: 'The party quoted in the source; null for the source itself.',
      ...referenceField<AliasedColumns<typeof citations>>((row) => row.voiceId),
    }),
  }),
});

Span.implement({
  description: 'Words of a source and their position, in Unicode code points.',
  fields: (t) => ({
    words: t.string({ description: 'The exact words.', ...spanField((row) => row.words) }),
    start: t.int({ description: 'The offset of the first code point, from 0.', ...spanField((row) => row.start) }),
    end: t.int({ description: 'The offset after the last code point.', ...spanField((row) => row.end) }),
  }),
});

Coverage.implement({
  description: 'What was extracted from a source. Outside this coverage, an empty result is not evidence of absence.',
  fields: (t) => ({
    ...nounFields(t, nounStorage.coverage),
    entries: t.int({
      description: 'The number of entries that cite the source.',
      ...coverageField((row, _args: object, { scope }) => {
        const { row: list, from } = scope.aliasTable(sourceEntries);
        return sql`(SELECT count(*) FROM ${from} WHERE ${list.sourceId} = ${row.sourceId})`;
      }),
    }),
  }),
});

builder.queryFields((t) => ({
  sources: t.field({
    type: SourceConnection,
    description: 'Sources, by key.',
    args: paginationArgs(t.arg),
    ...rootConnectionField<AliasedColumns<typeof sources>>((row) => ({
      conditions: [],
      order: [row.key],
      isDescending: false,
    })),
  }),
  coverage: t.field({
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
}));
