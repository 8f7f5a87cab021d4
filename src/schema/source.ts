import { type SQL, sql } from 'drizzle-orm';
import {
  type CoverageFilter,
  coverageConditions,
  hasTradeFlows,
  isCitedByKind,
  type SourceFilter,
  sourceConditions,
} from '../db/queries/source.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { citations, type coverages, sourceEntries, type sources, sourceTexts, type spans } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { badInput } from '../model/errors.ts';
import { citationFields, spanFields } from '../model/nouns/citation.ts';
import { number, text } from '../model/nouns/field-kinds.ts';
import { entryKinds, spanVerifications } from '../model/vocabulary.ts';
import { entryList, entryListCondition } from './entry.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { childrenField, declaredFields, nounFields } from './output-fields.ts';
import { defineList } from './pagination.ts';
import { sqlField } from './plan/sql-field.ts';
import { Citation, Coverage, Node, Source, SourceExcerpt, Span, Versioned } from './type-refs.ts';

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
  interfaces: [Versioned, Node],
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

Coverage.implement({
  description: 'What was extracted from a source. Outside this coverage, an empty result is not evidence of absence.',
  interfaces: [Versioned, Node],
  fields: (t) => ({
    ...keyFields(t),
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

defineList<AliasedColumns<typeof sources>, SourceFilter>({
  type: Source,
  pluralName: 'sources',
  filter: inputTypes.Source,
  sortFields: keySortFields({ PUBLISHER: { description: 'The publisher.', column: ({ publisher }) => publisher } }),
  conditions: (row, filter, { scope }) => sourceConditions(scope, row, filter),
}).defineQuery('sources', 'Sources, by key.');

defineList<AliasedColumns<typeof coverages>, CoverageFilter>({
  type: Coverage,
  pluralName: 'coverages',
  filter: inputTypes.Coverage,
  sortFields: {
    fields: {
      SOURCE: {
        description: 'The key of the source.',
        // Sources have few subjects, and the sources with coverage are few.
        column: ({ sourceId }) => sql`(SELECT key FROM sources WHERE id = ${sourceId})`,
        thenBy: 'ABOUT',
      },
      ABOUT: { description: 'The subject.', column: ({ about }) => about },
    },
    default: { field: 'SOURCE', direction: 'ASC' },
    tieBreaker: ({ id }) => id,
  },
  conditions: (row, filter, { scope }) => coverageConditions(scope, row, filter),
}).defineQuery('coverages', 'The coverages of all sources, by source and subject.');
