import { z } from 'zod';
import { badInput, ChanceryError } from '../model/errors.ts';
import { boundedText, identitySchema } from '../model/records/field-schemas.ts';
import { parseStoredRecord } from '../model/records/long-texts.ts';
import { type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { findRecordIdentity } from '../store/history.ts';
import { findImportedVersion } from '../store/import-ownership.ts';
import { mergeRecord } from '../store/merge-record.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import type { UpsertResult } from '../store/upsert-owned-record.ts';
import { insertTombstone, withdrawRecord } from '../store/withdraw-record.ts';
import { writeRecord } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';

/** A record that was withdrawn or merged, in the interchange format. */
export const tombstoneSchema = z
  .strictObject({
    noun: z.literal('tombstone'),
    of: z.enum(recordNouns).describe('Noun of the record.'),
    key: identitySchema().describe('Key of the record.'),
    action: z.enum(['WITHDRAWN', 'MERGED']).describe('What was done with the record.'),
    into: identitySchema().optional().describe('Key of the record that it was merged into.'),
    reason: boundedText('remarks').min(1).optional().describe('Reason for the action.'),
  })
  .refine(
    ({ action, into }) => (action === 'MERGED') === (into !== undefined),
    '"into" is required for MERGED and not allowed for WITHDRAWN.',
  );

export type Tombstone = z.output<typeof tombstoneSchema>;

/** Withdraws or merges a record as in another database. A record that is unknown here becomes a tombstone. */
export function importTombstone(writer: Writer, { of, key, action, into, reason }: Tombstone): UpsertResult {
  const identity = findRecordIdentity(writer, of, key);
  const survivor = into === undefined ? undefined : findRecordIdentity(writer, of, into);
  if (into !== undefined && !survivor) throw new MissingReferenceError(of === 'coverage' ? 'source' : of, into, 'into');
  if (identity && identity.state !== 'LIVE') {
    if (identity.state !== action || identity.survivorId !== (survivor?.id ?? null))
      throw badInput(`The ${of} "${key}" is already ${identity.state.toLowerCase()}, with a different outcome.`, 'key');
    return { outcome: 'unchanged' };
  }
  writer.withAttribution({ ...writer.attribution, reason }, () => {
    if (!identity) insertTombstone(writer, { noun: of, key }, action, survivor?.id ?? null);
    else if (into !== undefined && survivor?.state === 'LIVE')
      mergeIntoSurvivor(writer, of, { key, into, survivorId: survivor.id });
    else withdrawOrDefer(writer, of, key, survivor?.id);
  });
  return { outcome: identity ? 'updated' : 'created' };
}

/** Defers the withdrawal if other records refer to this one: their tombstones may follow in the input. */
function withdrawOrDefer(writer: Writer, noun: RecordNoun, key: string, survivorId: number | undefined): void {
  try {
    withdrawRecord(writer, noun, key, survivorId);
  } catch (error) {
    if (!(error instanceof ChanceryError) || noun === 'coverage') throw error;
    throw new MissingReferenceError(noun, key, 'key', error.message);
  }
}

/** Merges a record. If the importer also wrote the survivor, that is already merged, so its content stays unchanged. */
function mergeIntoSurvivor(
  writer: Writer,
  noun: RecordNoun,
  { key, into, survivorId }: { key: string; into: string; survivorId: number | undefined },
): void {
  const { importer } = writer.attribution;
  const importedVersion =
    importer === undefined || survivorId === undefined ? undefined : findImportedVersion(writer, importer, survivorId);
  const survivor = importedVersion?.document === null ? parseStoredRecord(readRecord(writer, noun, into)) : undefined;
  mergeRecord(writer, noun, key, into);
  if (survivor && 'record' in survivor) writeRecord(writer, survivor.record);
}
