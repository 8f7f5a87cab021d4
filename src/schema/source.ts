import { sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { listCondition } from '../db/queries/filter.ts';
import { type AliasedColumns, allOf } from '../db/sql-builder.ts';
import {
  citations,
  coverages,
  type entries,
  sourceDerivations,
  sourceEntries,
  sources,
  spans,
} from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { EntryConnection, SourceConnection } from './connection-types.ts';
import { buildListSpecByDay, singleKindCondition } from './entry.ts';
import { Basis, ClaimRank } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { partyField } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { rootField, sqlFieldFor } from './plan/sql-field.ts';
import { Citation, Coverage, FuzzyDate, Node, Party, Source, Span } from './type-refs.ts';

const sourceField = sqlFieldFor(sources);
const citationField = sqlFieldFor(citations);
const spanField = sqlFieldFor(spans);
const coverageField = sqlFieldFor(coverages);

Source.implement({
  description: 'Where facts come from: a report, a data set, a document.',
  interfaces: [Node],
  fields: (t) => ({
    key: t.string({ description: 'Its stable key.', ...sourceField((row) => row.key) }),
    publisher: t.string({ description: 'Who published it.', ...sourceField((row) => row.publisher) }),
    title: t.string({ nullable: true, description: 'Its title.', ...sourceField((row) => row.title) }),
    url: t.string({ nullable: true, description: 'Its address.', ...sourceField((row) => row.url) }),
    language: t.string({
      nullable: true,
      description: 'Its language, a BCP 47 tag.',
      ...sourceField((row) => row.language),
    }),
    publishedOn: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it was published.',
      ...fuzzyDateField('publishedOn'),
    }),
    publishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The instant of its publication; null where only the day is known.',
      ...sourceField((row) => row.publishedAt),
    }),
    retrievedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was read for the record.',
      ...sourceField((row) => row.retrievedOn),
    }),
    sha256: t.string({
      nullable: true,
      description: 'The hash of the text that spans count in, in hexadecimal.',
      ...sourceField((row) => row.sha256),
    }),
    length: t.int({
      nullable: true,
      description: 'How many Unicode code points its text has: no span ends later.',
      ...sourceField((row) => row.length),
    }),
    licence: t.string({
      nullable: true,
      description: 'Under which licence it may be used.',
      ...sourceField((row) => row.licence),
    }),
    derivedFrom: t.field({
      type: [Source],
      description: 'Sources that it copies or rewords: it is not independent of them.',
      ...sourceField((row, _args: object, plan) => {
        const link = plan.scope.aliasTable(sourceDerivations);
        return plan.selectMany((one) => ({
          through: link.from,
          where: sql`${link.row.sourceId} = ${row.id} AND ${one.id} = ${link.row.fromId}`,
          orderBy: sql`${link.row.ordinal}`,
        }));
      }),
    }),
    replaces: t.field({
      type: Source,
      nullable: true,
      description: 'The earlier version of it.',
      ...sourceField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.replacesId}`)),
    }),
    replacedBy: t.field({
      type: [Source],
      description: 'The versions that replace it.',
      ...sourceField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.replacesId} = ${row.id}`, orderBy: sql`${one.key}` })),
      ),
    }),
    entries: t.field({
      type: EntryConnection,
      description: 'Entries that cite it, newest first.',
      args: {
        filter: t.arg({ type: inputTypes.Entry, description: 'Which entries; all if left out.' }),
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
  description: 'Evidence: which source says so, in which words, and how the value follows from them.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      ...citationField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
    field: t.string({
      nullable: true,
      description: 'The field that it is evidence for; null for the whole.',
      ...citationField((row) => row.field),
    }),
    spans: t.field({
      type: [Span],
      description: 'The exact words; empty where the text is not held.',
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
        'The value that it supports, written as in a claim; null for the whole, or where the field has none.',
      ...citationField((row) => row.value),
    }),
    rank: t.field({
      type: ClaimRank,
      nullable: true,
      description: 'The rank stated for its value; null where none is.',
      ...citationField((row) => row.rank),
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it has that rank; null where no one says.',
      ...citationField((row) => row.reason),
    }),
    voice: t.field({
      type: Party,
      nullable: true,
      description: 'Who says so in the source; null for the source itself.',
      ...partyField<AliasedColumns<typeof citations>>((row) => row.voiceId),
    }),
  }),
});

Span.implement({
  description: 'Words of a source and where they stand, in Unicode code points.',
  fields: (t) => ({
    words: t.string({ description: 'The words, exactly.', ...spanField((row) => row.words) }),
    start: t.int({ description: 'The offset of the first code point, from 0.', ...spanField((row) => row.start) }),
    end: t.int({ description: 'The offset after the last code point.', ...spanField((row) => row.end) }),
  }),
});

Coverage.implement({
  description: 'What the record took from a source: outside it, an empty answer says nothing.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      ...coverageField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
    about: t.string({ description: 'What it was read for.', ...coverageField((row) => row.about) }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day covered.',
      ...coverageField((row) => row.from),
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day covered.',
      ...coverageField((row) => row.until),
    }),
    entries: t.int({
      description: 'How many entries cite it.',
      ...coverageField((row, _args: object, { scope }) => {
        const { row: list, from } = scope.aliasTable(sourceEntries);
        return sql`(SELECT count(*) FROM ${from} WHERE ${list.sourceId} = ${row.sourceId})`;
      }),
    }),
    note: t.string({ nullable: true, description: 'What to know about it.', ...coverageField((row) => row.note) }),
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
    description: 'What the record covers, source by source.',
    args: { about: t.arg.string({ description: 'Only what mentions this; case does not count.' }) },
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
