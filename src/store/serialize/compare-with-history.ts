import { sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { revisions } from '../../db/tables/index.ts';
import { applyChanges, type FieldChanges, type RecordJson } from '../../model/record-diff.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { iterateRecords } from './read-record.ts';

/** What the revisions of a record make of it, from the first to the last; undefined where they leave nothing. */
export async function replayRevisions(reader: Reader, recordId: number): Promise<RecordJson | undefined> {
  const rows = await reader.all<{ changes: string }>(
    sql`SELECT ${revisions.changes} AS "changes" FROM ${revisions} WHERE ${revisions.recordId} = ${recordId} ORDER BY ${revisions.sequence}`,
  );
  return rows.reduce<RecordJson | undefined>(
    (document, { changes }) => applyChanges(document, JSON.parse(changes) as FieldChanges),
    undefined,
  );
}

/** Every live record of a noun: as it stands in the tables (undefined where it does not), and as its history tells it. */
export async function* compareWithHistory(
  reader: Reader,
  noun: RecordNoun,
): AsyncIterable<{ key: string; stands: RecordJson | undefined; told: RecordJson | undefined }> {
  for await (const { id, key, document } of iterateRecords(reader, noun))
    yield { key, stands: document, told: await replayRevisions(reader, id) };
}
