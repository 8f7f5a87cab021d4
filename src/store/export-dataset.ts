import { sql } from 'drizzle-orm';
import type { Database, Reader } from '../db/database.ts';
import { readSequence } from '../db/queries/change.ts';
import { records, revisions, sources, sourceTexts, tradeFlows } from '../db/tables/index.ts';
import type { RecordJson } from '../model/record-diff.ts';
import { exportHeader } from '../model/records/export-header.ts';
import { findLongTexts } from '../model/records/long-texts.ts';
import { formatExcessLength } from '../model/text-limits.ts';
import { type RecordNoun, type RevisionAction, recordNouns } from '../model/vocabulary.ts';
import { iteratePages, pageSize } from './iterate-pages.ts';
import { iterateCompleteRecords } from './serialize/read-record.ts';

/** The contents of an export. */
export interface ExportSummary {
  /** Live records. */
  records: number;
  /** Records that were withdrawn or merged. */
  tombstones: number;
  /** Revisions; 0 if the export has no history. */
  revisions: number;
  /** The sequence number of the last change. */
  sequence: number;
  /** Exported sources without a known licence. */
  withoutLicence: number;
  /** The texts that are longer than an import accepts, one sentence each; at most 100. */
  longTexts: string[];
  /** Trade flows in the database. They are not records, so they are not exported. */
  flowsLeftOut: number;
}

/** Writes all records as JSON Lines, from one snapshot and in a stable order. Awaits each call of `write`. */
export async function exportDataset(
  db: Database,
  write: (text: string) => Promise<void>,
  { withHistory = false }: { withHistory?: boolean } = {},
): Promise<ExportSummary> {
  const summary: ExportSummary = {
    records: 0,
    tombstones: 0,
    revisions: 0,
    sequence: 0,
    withoutLicence: 0,
    longTexts: [],
    flowsLeftOut: 0,
  };
  await db.read(async (reader) => {
    summary.sequence = await readSequence(reader);
    summary.flowsLeftOut =
      (await reader.get<{ flows: number }>(sql`SELECT count(*) AS "flows" FROM ${tradeFlows}`))?.flows ?? 0;
    await write(toJsonLine(withHistory ? { noun: 'history', sequence: summary.sequence } : exportHeader));
    for (const noun of recordNouns) {
      for await (const document of iterateCompleteRecords(reader, noun)) {
        summary.records += 1;
        if (noun === 'source' && document.licence === undefined) summary.withoutLicence += 1;
        const complete = await withRetainedText(reader, document);
        if (summary.longTexts.length < maxReported) summary.longTexts.push(...describeLongTexts(complete));
        await write(toJsonLine(complete));
      }
    }
    for await (const tombstone of iterateTombstones(reader)) {
      summary.tombstones += 1;
      await write(toJsonLine(tombstone));
    }
    if (!withHistory) return;
    for await (const revision of iterateRevisions(reader)) {
      summary.revisions += 1;
      await write(toJsonLine(revision));
    }
  });
  return summary;
}

/** Adds the text of a source that retains it. It is not a part of the record, so that the history does not have it. */
async function withRetainedText(reader: Reader, document: RecordJson): Promise<RecordJson> {
  if (document.noun !== 'source' || document.textRetention !== 'RETAINED') return document;
  const stored = await reader.get<{ text: string }>(
    sql`SELECT ${sourceTexts.text} AS "text" FROM ${sourceTexts} JOIN ${sources} ON ${sources.id} = ${sourceTexts.sourceId} WHERE ${sources.key} = ${document.key}`,
  );
  return stored ? { ...document, text: stored.text } : document;
}

const maxReported = 100;

const describeLongTexts = (document: RecordJson): string[] =>
  findLongTexts(document).map(
    ({ path, text, maximum }) =>
      `The ${String(document.noun)} "${String(document.key ?? document.source)}" has a text that an import rejects: ${path.join('.')}: ${formatExcessLength(text, maximum)}`,
  );

const toJsonLine = (content: object): string => `${JSON.stringify(content)}\n`;

/** Yields withdrawn and merged records, sorted by noun and key. */
async function* iterateTombstones(reader: Reader): AsyncIterable<object> {
  for (const of of recordNouns)
    for await (const { key, action, into, reason } of iteratePages<TombstoneRow>((last) =>
      reader.all(sql`SELECT ${records.key} AS "key", ${records.state} AS "action", "survivor"."key" AS "into", ${revisions.reason} AS "reason"
        FROM ${records} LEFT JOIN ${records} "survivor" ON "survivor"."id" = ${records.survivorId} LEFT JOIN ${revisions} ON ${revisions.sequence} = ${records.revision}
        WHERE ${records.noun} = ${of} AND ${records.state} <> 'LIVE' AND ${records.key} > ${last?.key ?? ''} ORDER BY ${records.key} LIMIT ${pageSize}`),
    ))
      yield { noun: 'tombstone', of, key, action, ...(into !== null && { into }), ...(reason !== null && { reason }) };
}

interface TombstoneRow {
  key: string;
  action: RevisionAction;
  into: string | null;
  reason: string | null;
}

interface RevisionRow extends TombstoneRow {
  sequence: number;
  of: RecordNoun;
  recordedAt: string;
  knownAt: string;
  by: string;
  source: string | null;
  changes: string;
}

/** Yields every revision, sorted by sequence number. */
async function* iterateRevisions(reader: Reader): AsyncIterable<object> {
  for await (const { reason, source, into, changes, ...revision } of iteratePages<RevisionRow>((last) =>
    reader.all(sql`SELECT ${revisions.sequence} AS "sequence", ${records.noun} AS "of", ${records.key} AS "key", ${revisions.action} AS "action",
        ${revisions.recordedAt} AS "recordedAt", ${revisions.knownAt} AS "knownAt", ${revisions.by} AS "by", ${revisions.reason} AS "reason",
        "source"."key" AS "source", "survivor"."key" AS "into", ${revisions.changes} AS "changes"
      FROM ${revisions} JOIN ${records} ON ${records.id} = ${revisions.recordId} LEFT JOIN ${records} "source" ON "source"."id" = ${revisions.sourceRecordId}
      LEFT JOIN ${records} "survivor" ON "survivor"."id" = ${revisions.intoId}
      WHERE ${revisions.sequence} > ${last?.sequence ?? 0} ORDER BY ${revisions.sequence} LIMIT ${pageSize}`),
  ))
    yield {
      noun: 'revision',
      ...revision,
      ...(reason !== null && { reason }),
      ...(source !== null && { source }),
      ...(into !== null && { into }),
      changes: JSON.parse(changes) as unknown,
    };
}
