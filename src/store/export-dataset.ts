import { sql } from 'drizzle-orm';
import type { Database, Reader } from '../db/database.ts';
import { dataset, records, revisions, tradeFlows } from '../db/tables/index.ts';
import { type RecordNoun, type RevisionAction, recordNouns } from '../model/vocabulary.ts';
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
    flowsLeftOut: 0,
  };
  await db.read(async (reader) => {
    summary.sequence =
      (await reader.get<{ sequence: number }>(sql`SELECT ${dataset.sequence} AS "sequence" FROM ${dataset}`))
        ?.sequence ?? 0;
    summary.flowsLeftOut =
      (await reader.get<{ flows: number }>(sql`SELECT count(*) AS "flows" FROM ${tradeFlows}`))?.flows ?? 0;
    if (withHistory) await write(toJsonLine({ noun: 'history', sequence: summary.sequence }));
    for (const noun of recordNouns) {
      for await (const document of iterateCompleteRecords(reader, noun)) {
        summary.records += 1;
        if (noun === 'source' && document.licence === undefined) summary.withoutLicence += 1;
        await write(toJsonLine(document));
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

const toJsonLine = (content: object): string => `${JSON.stringify(content)}\n`;

const pageSize = 500;

interface TombstoneLine {
  noun: 'tombstone';
  of: RecordNoun;
  key: string;
  action: RevisionAction;
  into?: string;
  reason?: string;
}

/** Yields withdrawn and merged records, sorted by noun and key. */
async function* iterateTombstones(reader: Reader): AsyncIterable<TombstoneLine> {
  for (const of of recordNouns) {
    let page: { key: string; action: RevisionAction; into: string | null; reason: string | null }[];
    let after = '';
    do {
      page =
        await reader.all(sql`SELECT ${records.key} AS "key", ${records.state} AS "action", "survivor"."key" AS "into", ${revisions.reason} AS "reason"
        FROM ${records} LEFT JOIN ${records} "survivor" ON "survivor"."id" = ${records.survivorId} LEFT JOIN ${revisions} ON ${revisions.sequence} = ${records.revision}
        WHERE ${records.noun} = ${of} AND ${records.state} <> 'LIVE' AND ${records.key} > ${after} ORDER BY ${records.key} LIMIT ${pageSize}`);
      for (const { key, action, into, reason } of page)
        yield {
          noun: 'tombstone',
          of,
          key,
          action,
          ...(into !== null && { into }),
          ...(reason !== null && { reason }),
        };
      after = page.at(-1)?.key ?? '';
    } while (page.length === pageSize);
  }
}

interface RevisionRow {
  sequence: number;
  of: RecordNoun;
  key: string;
  action: RevisionAction;
  recordedAt: string;
  knownAt: string;
  by: string;
  reason: string | null;
  source: string | null;
  into: string | null;
  changes: string;
}

/** Yields every revision, sorted by sequence number. */
async function* iterateRevisions(reader: Reader): AsyncIterable<object> {
  let page: RevisionRow[];
  let after = 0;
  do {
    page =
      await reader.all(sql`SELECT ${revisions.sequence} AS "sequence", ${records.noun} AS "of", ${records.key} AS "key", ${revisions.action} AS "action",
        ${revisions.recordedAt} AS "recordedAt", ${revisions.knownAt} AS "knownAt", ${revisions.by} AS "by", ${revisions.reason} AS "reason",
        "source"."key" AS "source", "survivor"."key" AS "into", ${revisions.changes} AS "changes"
      FROM ${revisions} JOIN ${records} ON ${records.id} = ${revisions.recordId} LEFT JOIN ${records} "source" ON "source"."id" = ${revisions.sourceRecordId}
      LEFT JOIN ${records} "survivor" ON "survivor"."id" = ${revisions.intoId}
      WHERE ${revisions.sequence} > ${after} ORDER BY ${revisions.sequence} LIMIT ${pageSize}`);
    for (const { sequence, of, key, action, recordedAt, knownAt, by, reason, source, into, changes } of page)
      yield {
        noun: 'revision',
        ...{ sequence, of, key, action, recordedAt, knownAt, by },
        ...(reason !== null && { reason }),
        ...(source !== null && { source }),
        ...(into !== null && { into }),
        changes: JSON.parse(changes) as unknown,
      };
    after = page.at(-1)?.sequence ?? after;
  } while (page.length === pageSize);
}
