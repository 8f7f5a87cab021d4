import { and, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { dataset, records, revisions, sources } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import type { FieldChanges } from '../model/record-diff.ts';
import { entryNouns, partyNouns, type RecordNoun, type RevisionAction } from '../model/vocabulary.ts';
import type { Writer } from './writer.ts';

/** The author and the reason recorded with every revision of a transaction. */
export interface Attribution {
  by: string;
  reason?: string | undefined;
  /** The key of the source that supports the write. */
  source?: string | undefined;
  /** When it became known; defaults to the publication of the sources. */
  knownAt?: string | undefined;
  /** The importer, if the write is an import. */
  importer?: string | undefined;
}

/** The identity of a record by noun and key, including withdrawn and merged records. */
export interface RecordIdentity {
  id: number;
  state: 'LIVE' | 'WITHDRAWN' | 'MERGED';
  revision: number | null;
  survivorId: number | null;
}

const findIdentity = (tx: Transaction) =>
  tx
    .select({ id: records.id, state: records.state, revision: records.revision, survivorId: records.survivorId })
    .from(records)
    .where(and(eq(records.noun, sql.placeholder('noun')), eq(records.key, sql.placeholder('key'))))
    .prepare();

export const findRecordIdentity = (writer: Writer, noun: RecordNoun, key: string): RecordIdentity | undefined =>
  withRevisions(writer, () => writer.prepare(findIdentity).all({ noun, key }))[0];

const findIdentitiesByKey = (tx: Transaction) =>
  tx
    .select({
      noun: records.noun,
      id: records.id,
      state: records.state,
      revision: records.revision,
      survivorId: records.survivorId,
    })
    .from(records)
    .where(eq(records.key, sql.placeholder('key')))
    .prepare();

/** Returns the identities of all records with a key: of one noun each. */
export const findIdentities = (writer: Writer, key: string): ReadonlyMap<RecordNoun, RecordIdentity> =>
  new Map(
    withRevisions(writer, () => writer.prepare(findIdentitiesByKey).all({ key })).map((identity) => [
      identity.noun,
      identity,
    ]),
  );

/** Reads identities. If one has no revision yet, appends the revisions of the batch first. */
function withRevisions<T extends RecordIdentity>(writer: Writer, read: () => T[]): T[] {
  const identities = read();
  const isComplete = identities.every(({ revision }) => revision !== null);
  return isComplete || !writer.batch.created.flush() ? identities : read();
}

const updateLastRevision = (tx: Transaction) =>
  tx
    .update(records)
    .set({ revision: sql`${sql.placeholder('sequence')}` })
    .where(eq(records.id, sql.placeholder('id')))
    .prepare();

/** Appends a revision of a record, with the next sequence number of the dataset. */
export function appendRevision(
  writer: Writer,
  recordId: number,
  action: RevisionAction,
  changes: FieldChanges,
  { knownAt, intoId = null }: { knownAt: string; intoId?: number | null },
): number {
  const { attribution: act } = writer;
  writer.batch.created.flush();
  const sequence = reserveSequences(writer, 1);
  writer.insert(revisions, {
    sequence,
    recordId,
    action,
    recordedAt: writer.now,
    knownAt,
    by: act.by,
    reason: act.reason ?? null,
    sourceRecordId: findSourceRecordId(writer),
    intoId,
    changes: JSON.stringify(changes),
  });
  writer.prepare(updateLastRevision).run({ id: recordId, sequence });
  return sequence;
}

/** Returns the id of the record of the source that supports the write. */
export function findSourceRecordId(writer: Writer): number | null {
  const { source } = writer.attribution;
  if (source === undefined) return null;
  return findRecordIdentity(writer, 'source', writer.references.resolveKey('source', source, 'source'))?.id ?? null;
}

const increaseSequence = (tx: Transaction) =>
  tx
    .update(dataset)
    .set({ sequence: sql`${dataset.sequence} + ${sql.placeholder('count')}` })
    .prepare();

/** Reserves the next sequence numbers of the dataset, and returns the first. */
export function reserveSequences(writer: Writer, count: number): number {
  // Without RETURNING, for which SQLite would create a temporary table each time.
  const { changes } = writer.prepare(increaseSequence).run({ count });
  if (changes !== 1) throw new Error('The table dataset is empty.');
  return getLastSequence(writer) - count + 1;
}

const selectSequence = (tx: Transaction) => tx.select({ sequence: dataset.sequence }).from(dataset).prepare();

/** Returns the sequence number of the last revision. */
export const getLastSequence = (writer: Writer): number => writer.prepare(selectSequence).get()?.sequence ?? 0;

const selectChangedRecords = (tx: Transaction) =>
  tx
    .select({ noun: records.noun, key: records.key })
    .from(revisions)
    .innerJoin(records, eq(records.id, revisions.recordId))
    .where(gt(revisions.sequence, sql.placeholder('sequence')))
    .orderBy(revisions.sequence)
    .limit(sql.placeholder('limit'))
    .prepare();

/** Returns the nouns and keys of the records that were changed after a revision, in order. */
export const listChangedRecords = (writer: Writer, sequence: number, limit: number): string[] => [
  ...new Set(
    writer
      .prepare(selectChangedRecords)
      .all({ sequence, limit })
      .map(({ noun, key }) => `${noun} ${key}`),
  ),
];

/** Formats a reason for the end of a sentence. */
export const formatReason = (reason: string | null | undefined): string =>
  `${(reason ?? 'no reason was given').replace(/[.]$/, '')}.`;

const findEnd = (tx: Transaction) =>
  tx
    .select({ recordedAt: revisions.recordedAt, reason: revisions.reason, survivor: records.key })
    .from(revisions)
    .leftJoin(records, eq(records.id, sql.placeholder('survivorId')))
    .where(eq(revisions.sequence, sql.placeholder('revision')))
    .prepare();

/** Throws if a record was withdrawn or merged; the message says when, why and into what. */
export function assertLive(
  writer: Writer,
  identity: RecordIdentity,
  noun: RecordNoun,
  key: string,
  field = 'key',
): void {
  if (identity.state === 'LIVE') return;
  const end = writer.prepare(findEnd).get({ survivorId: identity.survivorId, revision: identity.revision });
  const what = identity.state === 'MERGED' ? `merged into "${end?.survivor}"` : 'withdrawn';
  const instead = identity.state === 'MERGED' ? `Use "${end?.survivor}" instead.` : 'Use another key.';
  throw badInput(
    `The ${noun} "${key}" was ${what} on ${end?.recordedAt.slice(0, 10)}: ${formatReason(end?.reason)} ${instead}`,
    field,
  );
}

/**
 * Throws if the key belonged to a withdrawn or merged party or entry of another kind: it must still
 * lead to that record.
 */
export function assertKeyAvailable(
  writer: Writer,
  noun: RecordNoun,
  key: string,
  identities: ReadonlyMap<RecordNoun, RecordIdentity>,
): void {
  const others = [partyNouns, entryNouns].find((nouns: readonly RecordNoun[]) => nouns.includes(noun)) ?? [];
  for (const other of others) {
    const identity = identities.get(other);
    if (identity) assertLive(writer, identity, other, key);
  }
}

/**
 * Returns when a version became known: as stated by the write, else the publication of the
 * supporting source, else the latest publication of the cited sources.
 */
export function resolveKnownAt(writer: Writer, citations: readonly { source: string }[]): string {
  const { attribution: act } = writer;
  if (act.knownAt !== undefined) return act.knownAt;
  const cited = act.source === undefined ? [...new Set(citations.map(({ source }) => source))] : [act.source];
  const instants = cited.flatMap((source) => findPublicationInstant(writer, source) ?? []);
  return (
    instants.reduce<string | null>((last, instant) => (last !== null && last >= instant ? last : instant), null) ??
    writer.now
  );
}

const findPublication = (tx: Transaction) =>
  tx
    .select({ at: sources.publishedAt, on: sources.publishedOnEarliest, retrieved: sources.retrievedOn })
    .from(sources)
    .where(eq(sources.id, sql.placeholder('id')))
    .prepare();

/** Returns the instant of publication, or the start of that day; falls back to the day of retrieval. */
function findPublicationInstant(writer: Writer, source: string): string | null {
  const row = writer.getCachedRow(findPublication, writer.references.resolveId('source', source, 'source'));
  const day = row?.on ?? row?.retrieved;
  return row?.at ?? (day == null ? null : `${day}T00:00:00.000Z`);
}
