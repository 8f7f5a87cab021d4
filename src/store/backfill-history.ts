import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../db/database.ts';
import { records } from '../db/tables/index.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { recordNouns } from '../model/vocabulary.ts';
import { readRecord } from './serialize/read-record.ts';
import { writeRecord } from './write-record.ts';
import { Writer } from './writer.ts';

const batchSize = 500;

/** Writes a first revision, with the current content, for records that predate the history. */
export async function backfillHistory(db: Database): Promise<void> {
  const act = { by: 'update', reason: 'Recorded before the history existed.' };
  for (const noun of recordNouns) while (await db.write((tx) => backfillBatch(new Writer(tx, act), noun)));
}

const findUnrecordedKeys = (tx: Transaction) =>
  tx
    .select({ key: records.key })
    .from(records)
    .where(and(eq(records.noun, sql.placeholder('noun')), isNull(records.revision)))
    .limit(batchSize)
    .prepare();

/** Processes one batch of a noun; returns false when no records remain. */
function backfillBatch(writer: Writer, noun: (typeof recordNouns)[number]): boolean {
  const unrecorded = writer.prepare(findUnrecordedKeys).all({ noun });
  for (const { key } of unrecorded) {
    const document = readRecord(writer, noun, key);
    const parsed = parseStoredRecord(document);
    if ('issues' in parsed) throw new Error(`The ${noun} "${key}" can't be read: ${JSON.stringify(parsed.issues)}`);
    writeRecord(writer, parsed.record);
  }
  return unrecorded.length > 0;
}
