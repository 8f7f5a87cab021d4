import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { records } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { diffRecords } from '../model/record-diff.ts';
import type { RecordNoun, RevisionAction } from '../model/vocabulary.ts';
import { deleteRecordRows } from './delete-record-rows.ts';
import { findReferringRecords, findRowId, type RecordRef } from './find-references.ts';
import { appendRevision, assertLive, findRecordIdentity, type RecordIdentity, resolveKnownAt } from './history.ts';
import { preserveImportedVersion } from './import-ownership.ts';
import { deleteUnusedFlowFiles } from './reassign-flows.ts';
import { readRecord } from './serialize/read-record.ts';
import type { Writer } from './writer.ts';

const maxListed = 5;

/**
 * Withdraws a record and leaves a tombstone with the reason. Rejected if others refer to it.
 * `survivorId`: a record that it had been merged into and that is itself withdrawn. Returns the
 * revision.
 */
export function withdrawRecord(
  writer: Writer,
  noun: RecordNoun,
  key: string,
  survivorId: number | null = null,
): number {
  return writer.inSavepoint(() => {
    const identity = requireLiveRecord(writer, { noun, key }, 'key');
    // First, because the flows cannot be corrected away, as the coverage of a source can.
    if (noun === 'source') deleteUnusedFlowFiles(writer, findRowId(writer, { noun, key }));
    const others = findReferringRecords(writer, { noun, key });
    if (others.length > 0)
      throw badInput(
        `${others.length} other record${others.length === 1 ? ' refers' : 's refer'} to it: ${others
          .slice(0, maxListed)
          .map((record) => `${record.noun} "${record.key}"`)
          .join(', ')}${others.length > maxListed ? ' …' : ''}. Correct them first, or merge it into another.`,
        'key',
      );
    return retireRecord(writer, { noun, key }, identity, survivorId === null ? 'WITHDRAWN' : 'MERGED', survivorId);
  });
}

/** Returns the identity of a live record; throws if it is missing, withdrawn or merged. */
export function requireLiveRecord(writer: Writer, { noun, key }: RecordRef, field: string): RecordIdentity {
  const identity = findRecordIdentity(writer, noun, key);
  if (!identity) throw new ChanceryError('NOT_FOUND', `No ${noun} has the key "${key}".`, field);
  assertLive(writer, identity, noun, key, field);
  return identity;
}

const markRecordGone = (tx: Transaction) =>
  tx
    .update(records)
    .set({ state: sql`${sql.placeholder('state')}`, survivorId: sql`${sql.placeholder('survivorId')}` })
    .where(eq(records.id, sql.placeholder('id')))
    .prepare();

/** Deletes the rows of an unreferenced record, which was `before` last; its identity and history remain. */
export function retireRecord(
  writer: Writer,
  name: RecordRef,
  identity: RecordIdentity,
  action: RevisionAction,
  survivorId: number | null,
  before = readRecord(writer, name.noun, name.key),
): number {
  if (before) preserveImportedVersion(writer, identity.id, before);
  deleteRecordRows(writer, name.noun, findRowId(writer, name));
  writer.clearCache();
  writer.prepare(markRecordGone).run({ id: identity.id, state: action, survivorId });
  return appendRevision(writer, identity.id, action, diffRecords(before, undefined), {
    knownAt: resolveKnownAt(writer, []),
    intoId: survivorId,
  });
}

/** Records a tombstone for a record that never existed in this database, so that its key is not reused. */
export function insertTombstone(
  writer: Writer,
  { noun, key }: RecordRef,
  action: 'WITHDRAWN' | 'MERGED',
  survivorId: number | null,
): number {
  const id = writer.insert(records, { noun, key, state: action, revision: null, survivorId });
  return appendRevision(writer, id, action, {}, { knownAt: resolveKnownAt(writer, []), intoId: survivorId });
}
