import { sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { revisions } from '../../db/tables/index.ts';
import { applyChanges, type FieldChanges, type RecordJson } from '../../model/record-diff.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { iterateRecords } from './read-record.ts';

/** Replays all revisions of a record; returns undefined if no fields remain. */
export async function replayRevisions(reader: Reader, recordId: number): Promise<RecordJson | undefined> {
  const rows = await reader.all<{ changes: string }>(
    sql`SELECT ${revisions.changes} AS "changes" FROM ${revisions} WHERE ${revisions.recordId} = ${recordId} ORDER BY ${revisions.sequence}`,
  );
  return rows.reduce<RecordJson | undefined>(
    (document, { changes }) => applyChanges(document, JSON.parse(changes) as FieldChanges),
    undefined,
  );
}

/**
 * Yields every live record of a noun, as stored in the tables (undefined if missing) and as
 * replayed from its history.
 */
export async function* compareWithHistory(
  reader: Reader,
  noun: RecordNoun,
): AsyncIterable<{ key: string; stored: RecordJson | undefined; replayed: RecordJson | undefined }> {
  for await (const { id, key, document } of iterateRecords(reader, noun))
    yield { key, stored: document, replayed: await replayRevisions(reader, id) };
}
