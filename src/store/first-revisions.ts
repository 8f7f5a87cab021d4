import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { textParameter } from '../db/sql-builder.ts';
import { imported, records, revisions } from '../db/tables/index.ts';
import { diffRecords } from '../model/record-diff.ts';
import { reserveSequences } from './history.ts';
import { readRecords } from './serialize/read-record.ts';
import type { CreatedRecord } from './write-batch.ts';
import type { Writer } from './writer.ts';

/** Appends the first revision of a new record with those of the batch, and saves that its importer has written it. */
export const appendFirstRevision = (writer: Writer, record: CreatedRecord): void =>
  writer.batch.created.add([record], (created) => appendRevisions(writer, created));

function appendRevisions(writer: Writer, created: readonly CreatedRecord[]): void {
  const documents = new Map(
    [...Map.groupBy(created, ({ noun }) => noun)].flatMap(([noun, group]) => {
      const keys = group.map(({ key }) => key);
      return readRecords(writer, noun, keys).map((document, index) => [group[index]?.recordId, document] as const);
    }),
  );
  const first = reserveSequences(writer, created.length);
  writer.insertRows(
    revisions,
    created.map(({ recordId, knownAt, by, reason, sourceRecordId }, index) => ({
      sequence: first + index,
      recordId,
      action: 'RECORDED' as const,
      recordedAt: writer.now,
      knownAt,
      by,
      reason,
      sourceRecordId,
      intoId: null,
      changes: JSON.stringify(diffRecords(undefined, documents.get(recordId))),
    })),
  );
  const ids = JSON.stringify(created.map(({ recordId }) => recordId));
  writer.prepare(updateLastRevisions).run({ ids });
  writer.insertRows(
    imported,
    created.map(({ recordId, importer, file, digest }) => ({ recordId, importer, file, digest, document: null })),
  );
}

const updateLastRevisions = (tx: Transaction) =>
  tx
    .update(records)
    .set({
      revision: sql`(SELECT max(${revisions.sequence}) FROM ${revisions} WHERE ${revisions.recordId} = ${records.id})`,
    })
    .where(sql`${records.id} IN (SELECT value FROM json_each(${textParameter('ids')}))`)
    .prepare();
