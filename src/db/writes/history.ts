import { and, eq, sql } from 'drizzle-orm';
import { badInput } from '../../errors.ts';
import type { RecordNoun, RevisionAction } from '../../vocabulary.ts';
import { dataset, records, revisions } from '../tables/index.ts';
import type { Writer } from './writer.ts';

/** Who writes, and why: what every revision of a transaction says. */
export interface Act {
  by: string;
  reason?: string | undefined;
  /** The key of the source on which the write rests. */
  source?: string | undefined;
  /** When it became known; as the sources' publication tells, if absent. */
  knownAt?: string | undefined;
}

/** What was ever recorded under a noun and a key. */
export interface Identity {
  id: number;
  state: 'LIVE' | 'WITHDRAWN' | 'MERGED';
  revision: number | null;
  survivorId: number | null;
}

/** What a revision says of each field that it changed: values of the interchange format; null where there is none. */
export type Changes = Readonly<Record<string, { from: unknown; to: unknown }>>;

export const identityOf = (writer: Writer, noun: RecordNoun, key: string): Identity | undefined =>
  writer
    .once('identity', (tx) =>
      tx
        .select({ id: records.id, state: records.state, revision: records.revision, survivorId: records.survivorId })
        .from(records)
        .where(and(eq(records.noun, sql.placeholder('noun')), eq(records.key, sql.placeholder('key'))))
        .prepare(),
    )
    .get({ noun, key });

/** Adds a revision of a record: the next in the data set's sequence. */
export function appendRevision(
  writer: Writer,
  recordId: number,
  action: RevisionAction,
  changes: Changes,
  { knownAt, intoId = null }: { knownAt: string; intoId?: number | null },
): number {
  const { act } = writer;
  const sequence = nextSequence(writer);
  writer.insert(revisions, {
    sequence,
    recordId,
    action,
    recordedAt: writer.now,
    knownAt,
    by: act.by,
    reason: act.reason ?? null,
    sourceId: writer.keys.idIf('source', act.source, 'source'),
    intoId,
    changes: JSON.stringify(changes),
  });
  writer
    .once('last revision', (tx) =>
      tx
        .update(records)
        .set({ revision: sql`${sql.placeholder('sequence')}` })
        .where(eq(records.id, sql.placeholder('id')))
        .prepare(),
    )
    .run({ id: recordId, sequence });
  return sequence;
}

function nextSequence(writer: Writer): number {
  const row = writer
    .once('next sequence', (tx) =>
      tx
        .update(dataset)
        .set({ sequence: sql`${dataset.sequence} + 1` })
        .returning({ sequence: dataset.sequence })
        .prepare(),
    )
    .get();
  if (!row) throw new Error('The table dataset is empty.');
  return row.sequence;
}

/** Refuses what is no longer there to be changed. */
export function assertLive(identity: Identity, noun: RecordNoun, key: string): void {
  if (identity.state !== 'LIVE') throw badInput(`The ${noun} "${key}" is ${identity.state.toLowerCase()}.`, 'key');
}
