import { eq, sql } from 'drizzle-orm';
import { records } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { changesBetween } from '../model/record-diff.ts';
import type { RecordNoun, RevisionAction } from '../model/vocabulary.ts';
import { removeRows } from './delete-record-rows.ts';
import { type Name, referring, rowId } from './find-references.ts';
import { appendRevision, assertLive, type Identity, identityOf, knownAtOf } from './history.ts';
import { keepImported } from './import-ownership.ts';
import { readRecorded } from './serialize/read-record.ts';
import { assertNoFlows } from './trade-flow-reassign.ts';
import type { Writer } from './writer.ts';

const shown = 5;

/**
 * Takes a record out of the record, and leaves a tombstone with the reason. What others refer to stays. `survivorId` is of one that it had been
 * merged into, and that is gone itself by now. Gives the revision.
 */
export function withdrawRecord(
  writer: Writer,
  noun: RecordNoun,
  key: string,
  survivorId: number | null = null,
): number {
  return writer.whole(() => {
    const identity = liveRecord(writer, { noun, key }, 'key');
    const others = referring(writer, { noun, key });
    if (others.length > 0)
      throw badInput(
        `${others.length} other record${others.length === 1 ? ' refers' : 's refer'} to it: ${others
          .slice(0, shown)
          .map((one) => `${one.noun} "${one.key}"`)
          .join(', ')}${others.length > shown ? ' …' : ''}. Correct them first, or merge it into another.`,
        'key',
      );
    if (noun === 'source') assertNoFlows(writer, rowId(writer, { noun, key }));
    return bury(writer, { noun, key }, identity, survivorId === null ? 'WITHDRAWN' : 'MERGED', survivorId);
  });
}

/** The record of that name, which must be there and not be gone. */
export function liveRecord(writer: Writer, { noun, key }: Name, field: string): Identity {
  const identity = identityOf(writer, noun, key);
  if (!identity) throw new ChanceryError('NOT_FOUND', `No ${noun} has the key "${key}".`, field);
  assertLive(writer, identity, noun, key, field);
  return identity;
}

/** Removes the rows of a record that nothing refers to any more; its name and its history stay. */
export function bury(
  writer: Writer,
  name: Name,
  identity: Identity,
  action: RevisionAction,
  survivorId: number | null,
): number {
  const before = readRecorded(writer, name.noun, name.key);
  if (before) keepImported(writer, identity.id, before);
  removeRows(writer, name.noun, rowId(writer, name));
  writer.keys.forget();
  writer
    .once('bury', (tx) =>
      tx
        .update(records)
        .set({ state: sql`${sql.placeholder('state')}`, survivorId: sql`${sql.placeholder('survivorId')}` })
        .where(eq(records.id, sql.placeholder('id')))
        .prepare(),
    )
    .run({ id: identity.id, state: action, survivorId });
  return appendRevision(writer, identity.id, action, changesBetween(before, undefined), {
    knownAt: knownAtOf(writer, []),
    intoId: survivorId,
  });
}

/** Notes that a record which never stood here is gone, so that its name is not taken again. */
export function layTombstone(
  writer: Writer,
  { noun, key }: Name,
  action: 'WITHDRAWN' | 'MERGED',
  survivorId: number | null,
): number {
  const id = writer.insert(records, { noun, key, state: action, survivorId });
  return appendRevision(writer, id, action, {}, { knownAt: knownAtOf(writer, []), intoId: survivorId });
}
