import { sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { inList } from '../db/queries/filter.ts';
import { all, type Row } from '../db/sql-builder.ts';
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
import { Entries, Sources } from './connection-types.ts';
import { byDay, oneKind } from './entry.ts';
import { Basis, ClaimRank } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf, root } from './plan/sql-field.ts';
import { Citation, Coverage, FuzzyDate, Node, Party, Source, Span } from './type-refs.ts';

const source = fieldsOf(sources);
const citation = fieldsOf(citations);
const span = fieldsOf(spans);
const coverage = fieldsOf(coverages);

Source.implement({
  description: 'Where facts come from: a report, a data set, a document.',
  interfaces: [Node],
  fields: (t) => ({
    key: t.string({ description: 'Its stable key.', ...source((row) => row.key) }),
    publisher: t.string({ description: 'Who published it.', ...source((row) => row.publisher) }),
    title: t.string({ nullable: true, description: 'Its title.', ...source((row) => row.title) }),
    url: t.string({ nullable: true, description: 'Its address.', ...source((row) => row.url) }),
    language: t.string({
      nullable: true,
      description: 'Its language, a BCP 47 tag.',
      ...source((row) => row.language),
    }),
    publishedOn: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it was published.',
      ...fuzzyDateOf('publishedOn'),
    }),
    publishedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The instant of its publication; null where only the day is known.',
      ...source((row) => row.publishedAt),
    }),
    retrievedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'When it was read for the record.',
      ...source((row) => row.retrievedOn),
    }),
    sha256: t.string({
      nullable: true,
      description: 'The hash of the text that spans count in, in hexadecimal.',
      ...source((row) => row.sha256),
    }),
    length: t.int({
      nullable: true,
      description: 'How many Unicode code points its text has: no span ends later.',
      ...source((row) => row.length),
    }),
    licence: t.string({
      nullable: true,
      description: 'Under which licence it may be used.',
      ...source((row) => row.licence),
    }),
    derivedFrom: t.field({
      type: [Source],
      description: 'Sources that it copies or rewords: it is not independent of them.',
      ...source((row, _args: object, plan) => {
        const link = plan.scope.table(sourceDerivations);
        return plan.many((one) => ({
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
      ...source((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.replacesId}`)),
    }),
    replacedBy: t.field({
      type: [Source],
      description: 'The versions that replace it.',
      ...source((row, _args: object, plan) =>
        plan.many((one) => ({ where: sql`${one.replacesId} = ${row.id}`, orderBy: sql`${one.key}` })),
      ),
    }),
    entries: t.field({
      type: Entries,
      description: 'Entries that cite it, newest first.',
      args: {
        filter: t.arg({ type: inputs.Entry, description: 'Which entries; all if left out.' }),
        ...pageArgs(t.arg),
      },
      ...nestedList<Row, Row<typeof entries>, PageArgs & { filter?: EntryFilter | null }>(
        (row, parent, { filter }, { scope }) => {
          return byDay(row, [
            inList(
              scope,
              sourceEntries,
              row.id,
              (list) => all([sql`${list.sourceId} = ${parent.id}`, ...oneKind(list, filter)]),
              true,
            ),
            ...entryConditions(scope, row, filter ?? {}),
          ]);
        },
      ),
    }),
  }),
});

Citation.implement({
  description: 'Evidence: which source says so, in which words, and how the value follows from them.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      ...citation((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
    field: t.string({
      nullable: true,
      description: 'The field that it is evidence for; null for the whole.',
      ...citation((row) => row.field),
    }),
    spans: t.field({
      type: [Span],
      description: 'The exact words; empty where the text is not held.',
      ...citation((row, _args: object, plan) =>
        plan.many((one) => ({ where: sql`${one.citationId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    basis: t.field({
      type: Basis,
      description: 'How the value follows from the words.',
      ...citation((row) => row.basis),
    }),
    value: t.string({
      nullable: true,
      description:
        'The value that it supports, written as in a claim; null for the whole, or where the field has none.',
      ...citation((row) => row.value),
    }),
    rank: t.field({
      type: ClaimRank,
      nullable: true,
      description: 'The rank stated for its value; null where none is.',
      ...citation((row) => row.rank),
    }),
    reason: t.string({
      nullable: true,
      description: 'Why it has that rank; null where no one says.',
      ...citation((row) => row.reason),
    }),
    voice: t.field({
      type: Party,
      nullable: true,
      description: 'Who says so in the source; null for the source itself.',
      ...partyIn<Row<typeof citations>>((row) => row.voiceId),
    }),
  }),
});

Span.implement({
  description: 'Words of a source and where they stand, in Unicode code points.',
  fields: (t) => ({
    words: t.string({ description: 'The words, exactly.', ...span((row) => row.words) }),
    start: t.int({ description: 'The offset of the first code point, from 0.', ...span((row) => row.start) }),
    end: t.int({ description: 'The offset after the last code point.', ...span((row) => row.end) }),
  }),
});

Coverage.implement({
  description: 'What the record took from a source: outside it, an empty answer says nothing.',
  fields: (t) => ({
    source: t.field({
      type: Source,
      description: 'The source.',
      ...coverage((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
    about: t.string({ description: 'What it was read for.', ...coverage((row) => row.about) }),
    from: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day covered.',
      ...coverage((row) => row.from),
    }),
    until: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day covered.',
      ...coverage((row) => row.until),
    }),
    entries: t.int({
      description: 'How many entries cite it.',
      ...coverage((row, _args: object, { scope }) => {
        const { row: list, from } = scope.table(sourceEntries);
        return sql`(SELECT count(*) FROM ${from} WHERE ${list.sourceId} = ${row.sourceId})`;
      }),
    }),
    note: t.string({ nullable: true, description: 'What to know about it.', ...coverage((row) => row.note) }),
  }),
});

builder.queryFields((t) => ({
  sources: t.field({
    type: Sources,
    description: 'Sources, by key.',
    args: pageArgs(t.arg),
    ...rootList<Row<typeof sources>>((row) => ({ conditions: [], order: [row.key], descending: false })),
  }),
  coverage: t.field({
    type: [Coverage],
    description: 'What the record covers, source by source.',
    args: { about: t.arg.string({ description: 'Only what mentions this; case does not count.' }) },
    ...root<{ about?: string | null }>((_row, { about }, plan) => {
      const one = plan.scope.table(sources);
      return plan.many((row) => ({
        through: one.from,
        where: sql`${one.row.id} = ${row.sourceId}${about == null ? sql`` : sql` AND instr(lower(${row.about}), ${about.toLowerCase()}) > 0`}`,
        orderBy: sql`${one.row.key}, ${row.about}`,
      }));
    }),
  }),
}));
