import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { drafts, readings, sources, sourceTexts } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import type { Proposal, ProposedRecord, TextReading } from '../model/proposal.ts';
import { SourceText, verifySpan } from '../model/source-text.ts';
import { findProposedDuplicates } from './find-proposed-duplicates.ts';
import { findRepeatedDrafts } from './find-repeated-drafts.ts';
import { listReferences } from './list-references.ts';
import type { Writer } from './writer.ts';

export interface ReadingRow {
  key: string;
  sha256: string;
  length: number;
  sourceKey: string;
  text: string | null;
}

const readingColumns = {
  key: readings.key,
  sha256: readings.sha256,
  length: readings.length,
  sourceKey: readings.sourceKey,
  text: readings.text,
};

const findBySha256 = (tx: Transaction) =>
  tx
    .select({ key: readings.key })
    .from(readings)
    .where(eq(readings.sha256, sql.placeholder('sha256')))
    .prepare();

/** Finds the key of the earlier reading of a text. */
export const findReadingOf = (writer: Writer, sha256: string): string | undefined =>
  writer.prepare(findBySha256).get({ sha256 })?.key;

const findByKey = (tx: Transaction) =>
  tx
    .select(readingColumns)
    .from(readings)
    .where(eq(readings.key, sql.placeholder('key')))
    .prepare();

export const findReading = (writer: Writer, key: string): ReadingRow | undefined =>
  writer.prepare(findByKey).get({ key });

interface StoredReadingOptions {
  readerVersion: string;
  /** Whether the text is stored, as its licence allows. */
  retainsText: boolean;
}

/** Stores a reading and its proposals as pending drafts. Throws if the words of a span are not those of the text. */
export function saveReading(
  writer: Writer,
  reading: TextReading,
  { readerVersion, retainsText }: StoredReadingOptions,
): string {
  const { text, sha256, language, publishedOn, sourceKey, source, isSourceRecorded } = reading;
  const sourceText = new SourceText(text);
  const key = sha256.slice(0, 16);
  const by = { createdAt: writer.now, createdBy: writer.attribution.by };
  writer.insert(readings, {
    ...{ key, sha256, length: sourceText.length, language, publishedOn, readerVersion, ...by, sourceKey },
    publisher: toText(source.publisher),
    title: toText(source.title),
    url: toText(source.url),
    notices: JSON.stringify(reading.notices),
    text: retainsText ? text : null,
  });
  const proposals = [...(isSourceRecorded ? [] : [proposeSource(source)]), ...reading.proposals];
  for (const { record, unresolved } of proposals) {
    for (const span of listSpans(record)) assertWords(sourceText, span);
    for (const { words, start, end } of unresolved)
      if (words !== undefined && start !== undefined && end !== undefined)
        assertWords(sourceText, { words, start, end });
  }
  const toDraftKey = (index: number): string => `${key}-${String(index + 1).padStart(4, '0')}`;
  const indexByName = new Map(proposals.map(({ record: { noun, key } }, index) => [`${noun} ${key}`, index]));
  const duplicates = findProposedDuplicates(writer, proposals, { sha256, length: sourceText.length, text });
  for (const [index, { record, rule, confidence, alternatives, unresolved }] of proposals.entries()) {
    const requires = listReferences(record).flatMap((name) => indexByName.get(name) ?? []);
    writer.insert(drafts, {
      ...{ key: toDraftKey(index), noun: record.noun, record: JSON.stringify(record), status: 'PENDING' },
      ...{ rule, confidence, ...by, sourceKey, readingKey: key },
      ...{ decidedAt: null, decidedBy: null, automatic: null, reason: null, revision: null },
      alternatives: toJsonList(alternatives),
      unresolved: toJsonList(unresolved),
      duplicates: toJsonList(duplicates[index] ?? []),
      requires: toJsonList([...new Set(requires)].map(toDraftKey)),
    });
  }
  const repeated = findRepeatedDrafts(writer, key);
  for (const index of proposals.keys()) {
    const others = repeated.get(toDraftKey(index));
    if (others === undefined) continue;
    const all = JSON.stringify([...new Set([...(duplicates[index] ?? []), ...others])]);
    writer.run(sql`UPDATE ${drafts} SET duplicates = ${all} WHERE key = ${toDraftKey(index)}`);
  }
  return key;
}

const toText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const toJsonList = (list: readonly unknown[]): string | null => (list.length > 0 ? JSON.stringify(list) : null);

/** A source that is not on record is a draft like the others. */
const proposeSource = (source: ProposedRecord): Proposal => ({
  record: source,
  rule: 'source',
  confidence: 1,
  alternatives: [],
  unresolved: source.publisher === undefined ? [{ field: 'publisher', reason: 'The text does not state it.' }] : [],
});

interface ProposedSpan {
  words: string;
  start: number;
  end: number;
}

/** Returns the spans that a proposed record cites. */
export const listSpans = ({ citations }: Readonly<Record<string, unknown>>): ProposedSpan[] =>
  (Array.isArray(citations) ? (citations as { spans?: ProposedSpan[] }[]) : []).flatMap(({ spans = [] }) => spans);

function assertWords(text: SourceText, span: ProposedSpan): void {
  const mismatch = verifySpan(text, span);
  if (mismatch !== undefined)
    throw badInput(`A proposal quotes words that the text does not have. ${mismatch}`, 'text');
}

/** Deletes the text of a reading, and overwrites it in the file: the source has it now, or was rejected. */
export function deleteTextOfReading(writer: Writer, key: string): void {
  writer.run(sql`PRAGMA secure_delete = ON`);
  writer.run(sql`UPDATE ${readings} SET text = NULL WHERE key = ${key} AND text IS NOT NULL`);
  writer.run(sql`PRAGMA secure_delete = OFF`);
}

/** Returns the text of a reading, if it is stored with it or with its source. */
export const findTextOfReading = (writer: Writer, { sha256, text }: ReadingRow): string | undefined =>
  text ??
  writer.get<{ text: string }>(
    sql`SELECT ${sourceTexts.text} AS "text" FROM ${sourceTexts} JOIN ${sources} ON ${sources.id} = ${sourceTexts.sourceId} WHERE ${sources.sha256} = ${sha256} LIMIT 1`,
  )?.text;
