import { sql } from 'drizzle-orm';
import { valueList } from '../db/sql-builder.ts';
import { records, revisions } from '../db/tables/index.ts';
import { applyChanges, type FieldChanges, type RecordJson } from '../model/record-diff.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { repairDates } from '../model/records/repair-record-dates.ts';
import { entryNouns, type RecordNoun } from '../model/vocabulary.ts';
import type { RecordRef } from './find-references.ts';
import { MissingReferenceError } from './reference-resolver.ts';
import { writeRecordRows } from './write-record.ts';
import type { Writer } from './writer.ts';

interface Version extends RecordRef {
  /** Undefined if it was unknown or withdrawn at that time. */
  document: RecordJson | undefined;
  revision: number;
}

interface RevisionRow {
  sequence: number;
  action: string;
  changes: string;
  into: number | null;
}

/**
 * Overwrites an entry with its version at an instant; returns false if it was unknown. For use in a
 * transaction that is rolled back.
 */
export function restoreVersion(writer: Writer, key: string, at: string): boolean {
  const found = writer.get<{ id: number }>(
    sql`SELECT ${records.id} AS "id" FROM ${records} WHERE ${records.key} = ${key} AND ${records.noun} IN ${valueList(entryNouns)}`,
  );
  if (!found) return false;
  const version = findVersionAt(writer, found.id, at);
  if (!version?.document) return false;
  writer.isHistorical = true;
  writeVersion(writer, version, version.document);
  // The survivor of that time may have been merged since, and its merged records with it.
  writer.run(
    sql`UPDATE ${records} SET survivor_id = (SELECT id FROM ${records} WHERE ${records.noun} = ${version.noun} AND ${records.key} = ${version.key}) WHERE ${records.id} = ${found.id} AND ${records.key} <> ${version.key}`,
  );
  return true;
}

/** Replays the revisions known at an instant, of the survivor if the record had been merged by then. */
function findVersionAt(writer: Writer, recordId: number, at: string): Version | undefined {
  // A revision does not count as known before the revisions that it corrects, even if its source is older.
  const rows = writer.all<RevisionRow>(
    sql`SELECT "sequence", "action", "changes", "into" FROM (
      SELECT ${revisions.sequence} AS "sequence", ${revisions.action} AS "action", ${revisions.changes} AS "changes", ${revisions.intoId} AS "into",
        max(${revisions.knownAt}) OVER (ORDER BY ${revisions.sequence}) AS "known" FROM ${revisions} WHERE ${revisions.recordId} = ${recordId}
    ) WHERE "known" <= ${at} ORDER BY "sequence"`,
  );
  const last = rows.at(-1);
  if (!last) return undefined;
  if (last.action === 'MERGED' && last.into !== null) return findVersionAt(writer, last.into, at);
  const name = writer.get<{ noun: RecordNoun; key: string }>(
    sql`SELECT ${records.noun} AS "noun", ${records.key} AS "key" FROM ${records} WHERE ${records.id} = ${recordId}`,
  );
  if (!name) return undefined;
  const fields = replayChanges(rows);
  return { ...name, document: fields && { ...name, ...fields }, revision: last.sequence };
}

const replayChanges = (rows: readonly Pick<RevisionRow, 'changes'>[]): RecordJson | undefined =>
  rows.reduce<RecordJson | undefined>(
    (fields, { changes }) => applyChanges(fields, JSON.parse(changes) as FieldChanges),
    undefined,
  );

/** Overwrites the current version, restoring referenced records that were withdrawn since. */
function writeVersion(writer: Writer, { noun, key, revision }: Version, document: RecordJson): void {
  // A former version may have dates that were accepted then.
  const { document: readable } = repairDates(noun, document, { fallbackDay: writer.now.slice(0, 10) });
  const parsed = parseStoredRecord(readable);
  if ('issues' in parsed)
    throw new Error(`A former version of the ${noun} "${key}" can't be read: ${JSON.stringify(parsed.issues)}`);
  writer.run(
    sql`UPDATE ${records} SET state = 'LIVE', survivor_id = NULL, revision = ${revision} WHERE ${records.noun} = ${noun} AND ${records.key} = ${key}`,
  );
  const missing = new Set<string>();
  for (;;) {
    try {
      writer.inSavepoint(() => writeRecordRows(writer, parsed.record));
      return;
    } catch (error) {
      if (!(error instanceof MissingReferenceError) || missing.has(error.key)) throw error;
      missing.add(error.key);
      restoreWithdrawn(writer, error);
    }
  }
}

/** Restores the last version of a withdrawn record. */
function restoreWithdrawn(writer: Writer, missing: MissingReferenceError): void {
  const withdrawn = writer.all<{ id: number; noun: RecordNoun; revision: number }>(
    sql`SELECT ${records.id} AS "id", ${records.noun} AS "noun", ${records.revision} AS "revision" FROM ${records} WHERE ${records.key} = ${missing.key} AND ${records.state} = 'WITHDRAWN'`,
  );
  for (const { id, noun, revision } of withdrawn) {
    const rows = writer.all<{ changes: string }>(
      sql`SELECT ${revisions.changes} AS "changes" FROM ${revisions} WHERE ${revisions.recordId} = ${id} AND ${revisions.action} <> 'WITHDRAWN' ORDER BY ${revisions.sequence}`,
    );
    const document = { noun, key: missing.key, ...replayChanges(rows) };
    writeVersion(writer, { noun, key: missing.key, document, revision }, document);
  }
}
