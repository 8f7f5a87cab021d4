import { sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { revisions } from '../../db/tables/index.ts';
import { applyChanges, type Changes, type Document } from '../../model/record-diff.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';
import { eachRecorded } from './read-record.ts';

/** What the revisions of a record make of it, from the first to the last; undefined where they leave nothing. */
export async function replayed(reader: Reader, recordId: number): Promise<Document | undefined> {
  const rows = await reader.all<{ changes: string }>(
    sql`SELECT ${revisions.changes} AS "changes" FROM ${revisions} WHERE ${revisions.recordId} = ${recordId} ORDER BY ${revisions.sequence}`,
  );
  return rows.reduce<Document | undefined>(
    (document, { changes }) => applyChanges(document, JSON.parse(changes) as Changes),
    undefined,
  );
}

/** Every live record of a noun: as it stands in the tables (undefined where it does not), and as its history tells it. */
export async function* remembered(
  reader: Reader,
  noun: RecordNoun,
): AsyncIterable<{ key: string; stands: Document | undefined; told: Document | undefined }> {
  for await (const { id, key, document } of eachRecorded(reader, noun))
    yield { key, stands: document, told: await replayed(reader, id) };
}
