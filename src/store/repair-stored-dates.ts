import { sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { entries, imported, sourceEntries, sources } from '../db/tables/index.ts';
import { ChanceryError } from '../model/errors.ts';
import type { RecordJson } from '../model/record-diff.ts';
import type { InterchangeRecord } from '../model/records/index.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { repairDates } from '../model/records/repair-record-dates.ts';
import { entryNouns, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { findOutdatedDates, type OutdatedDate } from './check-dates.ts';
import { dateSemanticsVersion } from './date-semantics-version.ts';
import { appendRevision, findRecordIdentity, resolveKnownAt } from './history.ts';
import { readRecord } from './serialize/read-record.ts';
import { writeRecord, writeRecordRows } from './write-record.ts';
import { Writer } from './writer.ts';

/**
 * Parses the stored dates again, since another version of Chancery wrote them. Each repair is a revision. Calls `backUp`
 * if there is something to repair.
 */
export async function repairStoredDates(db: Database, backUp?: () => void): Promise<void> {
  const outdated = await db.read(findOutdatedDates);
  if (outdated.length > 0) backUp?.();
  else if (db.readOnlyReason) return;
  await db.write((tx) => {
    const writer = new Writer(tx, { by: 'update' });
    const version = writer.get<{ user_version: number }>(sql`PRAGMA user_version`)?.user_version ?? 0;
    // Another process may have repaired while this one waited for the lock.
    if (version >= dateSemanticsVersion) return;
    // The text was valid when it was written; what it now means must not keep the database from opening.
    writer.isHistorical = true;
    for (const { noun, key, dates } of groupByRecord(outdated)) repairRecord(writer, noun, key, dates);
    writer.run(sql.raw(`PRAGMA user_version = ${dateSemanticsVersion}`));
  });
}

interface OutdatedRecord {
  noun: RecordNoun;
  key: string;
  dates: OutdatedDate[];
}

/** Groups dates by record, in the order in which records refer to each other. */
function groupByRecord(outdated: readonly OutdatedDate[]): OutdatedRecord[] {
  const records = new Map<string, OutdatedRecord>();
  for (const date of outdated) {
    const { noun, key } = date;
    const record = records.get(`${noun}:${key}`) ?? { noun, key, dates: [] };
    record.dates.push(date);
    records.set(`${noun}:${key}`, record);
  }
  return [...records.values()].toSorted((a, b) => recordNouns.indexOf(a.noun) - recordNouns.indexOf(b.noun));
}

function repairRecord(writer: Writer, noun: RecordNoun, key: string, dates: readonly OutdatedDate[]): void {
  const document = readRecord(writer, noun, key);
  if (!document) return;
  const publishedBefore = noun === 'source' ? findPublicationDay(writer, key) : null;
  const fallbackDay = findFallbackDay(writer, document);
  for (const isRewriteDisabled of [false, true]) {
    const { document: repaired, repairs } = repairDates(noun, document, { fallbackDay, isRewriteDisabled });
    const parsed = parseStoredRecord(repaired);
    if ('issues' in parsed) continue;
    const reread = dates.flatMap(({ field, edtf, meaning }) =>
      meaning === undefined ? [] : [`${field} "${edtf}" means ${meaning}`],
    );
    const reason = `Dates were read again by a newer version: ${[...new Set([...repairs, ...reread])].join('; ')}.`;
    try {
      writer.withAttribution({ by: 'update', reason }, () => writeRepaired(writer, parsed.record, key));
      if (noun === 'source' && publishedBefore !== null) resortEntries(writer, key, publishedBefore);
      return;
    } catch (error) {
      // Such as an end that is now before the start: try again without the rewritten dates, else leave it to the check.
      if (!(error instanceof ChanceryError)) throw error;
    }
  }
}

/** Writes a record with a revision, also if only the meaning of its dates has changed. */
function writeRepaired(writer: Writer, record: InterchangeRecord, key: string): void {
  const { noun } = record;
  const recordId = findRecordIdentity(writer, noun, key)?.id;
  const versions = recordId === undefined ? [] : readImportedVersions(writer, recordId);
  const { changed } = writeRecord(writer, record);
  if (recordId === undefined) return;
  if (!changed) {
    const knownAt = resolveKnownAt(writer, 'citations' in record ? record.citations : []);
    appendRevision(writer, recordId, 'CORRECTED', {}, { knownAt });
  }
  // A repair is no correction by an editor: importers still own what they wrote, with repaired dates.
  for (const { importer, document } of versions) {
    const repaired = document === null ? null : JSON.stringify(repairImported(writer, noun, document));
    writer.run(
      sql`UPDATE ${imported} SET document = ${repaired} WHERE ${imported.recordId} = ${recordId} AND ${imported.importer} = ${importer}`,
    );
  }
}

const readImportedVersions = (writer: Writer, recordId: number): { importer: string; document: string | null }[] =>
  writer.all(
    sql`SELECT ${imported.importer} AS "importer", ${imported.document} AS "document" FROM ${imported} WHERE ${imported.recordId} = ${recordId}`,
  );

function repairImported(writer: Writer, noun: RecordNoun, json: string): RecordJson {
  const document = JSON.parse(json) as RecordJson;
  return repairDates(noun, document, { fallbackDay: findFallbackDay(writer, document) }).document;
}

/** Returns the first day on which a cited source was published, else the present one. */
function findFallbackDay(writer: Writer, { citations }: RecordJson): string {
  const cited = Array.isArray(citations) ? (citations as { source: string }[]) : [];
  const days = cited.flatMap(({ source }) => findPublicationDay(writer, source) ?? []);
  return days.toSorted()[0] ?? writer.now.slice(0, 10);
}

const findPublicationDay = (writer: Writer, key: string): string | null =>
  writer.get<{ day: string | null }>(
    sql`SELECT ${sources.publishedOnEarliest} AS "day" FROM ${sources} WHERE ${sources.key} = ${key}`,
  )?.day ?? null;

/** Sorts the entries again that have the day of publication of a source in place of a date. */
function resortEntries(writer: Writer, source: string, publishedBefore: string): void {
  const rows = writer.all<{ noun: RecordNoun; key: string }>(
    sql`SELECT replace(lower(${entries.kind}), '_', '-') AS "noun", ${entries.key} AS "key" FROM ${sourceEntries}
      JOIN ${entries} ON ${entries.id} = ${sourceEntries.entryId} JOIN ${sources} ON ${sources.id} = ${sourceEntries.sourceId}
      WHERE ${sources.key} = ${source} AND ${entries.at} = ${publishedBefore} AND ${entries.dateEarliest} IS NULL AND ${entries.attestedOn} IS NULL`,
  );
  for (const { noun, key } of rows) {
    if (!(entryNouns as readonly RecordNoun[]).includes(noun)) continue;
    const parsed = parseStoredRecord(readRecord(writer, noun, key));
    if ('record' in parsed) writeRecordRows(writer, parsed.record);
  }
}
