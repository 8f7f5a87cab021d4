import { z } from 'zod';
import { badInput, ChanceryError } from '../model/errors.ts';
import { parseRecord } from '../model/records/index.ts';
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

/** What an export says of a record that is gone. */
export const tombstoneSchema = z
  .strictObject({
    noun: z.literal('tombstone'),
    of: z.enum(recordNouns).describe('What it was.'),
    key: z.string().min(1).describe('Its key.'),
    action: z.enum(['WITHDRAWN', 'MERGED']).describe('What became of it.'),
    into: z.string().min(1).optional().describe('The key of what it was merged into.'),
    reason: z.string().min(1).optional().describe('Why.'),
  })
  .refine(
    ({ action, into }) => (action === 'MERGED') === (into !== undefined),
    'What was MERGED says into what, with "into"; what was WITHDRAWN does not.',
  );

export type Tombstone = z.output<typeof tombstoneSchema>;

/** Takes a record out of the record as it was elsewhere; of one that never stood here, its name and the reason are kept. */
export function importTombstone(writer: Writer, { of, key, action, into, reason }: Tombstone): UpsertResult {
  const identity = findRecordIdentity(writer, of, key);
  const survivor = into === undefined ? undefined : findRecordIdentity(writer, of, into);
  if (into !== undefined && !survivor) throw new MissingReferenceError(of === 'coverage' ? 'source' : of, into, 'into');
  if (identity && identity.state !== 'LIVE') {
    if (identity.state !== action || identity.survivorId !== (survivor?.id ?? null))
      throw badInput(`The ${of} "${key}" was ${identity.state.toLowerCase()} here already, in another way.`, 'key');
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

/** What refers to it may have a tombstone of its own further down: it is tried again after that. */
function withdrawOrDefer(writer: Writer, noun: RecordNoun, key: string, survivorId: number | undefined): void {
  try {
    withdrawRecord(writer, noun, key, survivorId);
  } catch (error) {
    if (!(error instanceof ChanceryError) || noun === 'coverage') throw error;
    throw new MissingReferenceError(noun, key, 'key', error.message);
  }
}

/** An importer that says what the survivor is has merged it already: nothing is added to what it says. */
function mergeIntoSurvivor(
  writer: Writer,
  noun: RecordNoun,
  { key, into, survivorId }: { key: string; into: string; survivorId: number | undefined },
): void {
  const { importer } = writer.attribution;
  const own =
    importer === undefined || survivorId === undefined ? undefined : findImportedVersion(writer, importer, survivorId);
  const said = own?.document === null ? parseRecord(readRecord(writer, noun, into)) : undefined;
  mergeRecord(writer, noun, key, into);
  if (said && 'record' in said) writeRecord(writer, said.record);
}
