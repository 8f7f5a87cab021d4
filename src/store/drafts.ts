import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import { drafts, records, revisions } from '../db/tables/index.ts';
import type { Proposal, ProposedRecord } from '../model/proposal.ts';
import type { DraftStatus, RecordNoun } from '../model/vocabulary.ts';
import type { Writer } from './writer.ts';

/** A draft, as its decision needs it. */
export interface StoredDraft {
  key: string;
  noun: RecordNoun;
  record: ProposedRecord;
  status: DraftStatus;
  decidedBy: string | null;
  decidedAt: string | null;
  sourceKey: string | null;
  readingKey: string | null;
  unresolved: Proposal['unresolved'];
  duplicates: readonly string[];
  /** The revision that the decision led to. */
  revision: number | null;
}

const columns = {
  key: drafts.key,
  noun: drafts.noun,
  record: drafts.record,
  status: drafts.status,
  decidedBy: drafts.decidedBy,
  decidedAt: drafts.decidedAt,
  sourceKey: drafts.sourceKey,
  readingKey: drafts.readingKey,
  unresolved: drafts.unresolved,
  duplicates: drafts.duplicates,
  revision: drafts.revision,
};

const selectByKey = (tx: Transaction) =>
  tx
    .select(columns)
    .from(drafts)
    .where(eq(drafts.key, sql.placeholder('key')))
    .prepare();

const selectByReading = (tx: Transaction) =>
  tx
    .select(columns)
    .from(drafts)
    .where(eq(drafts.readingKey, sql.placeholder('readingKey')))
    .orderBy(drafts.key)
    .prepare();

type DraftRow = NonNullable<ReturnType<ReturnType<typeof selectByKey>['get']>>;

const toDraft = ({ record, unresolved, duplicates, ...row }: DraftRow): StoredDraft => ({
  ...row,
  record: { ...(JSON.parse(record) as ProposedRecord), noun: row.noun },
  unresolved: unresolved === null ? [] : (JSON.parse(unresolved) as Proposal['unresolved']),
  duplicates: duplicates === null ? [] : (JSON.parse(duplicates) as string[]),
});

export function findDraft(writer: Writer, key: string): StoredDraft | undefined {
  const row = writer.prepare(selectByKey).get({ key });
  return row && toDraft(row);
}

/** Returns the drafts of a reading, in the order of the text. */
export const listDraftsOfReading = (writer: Writer, readingKey: string): StoredDraft[] =>
  writer.prepare(selectByReading).all({ readingKey }).map(toDraft);

interface StoredDecision {
  key: string;
  status: DraftStatus;
  by: string;
  reason: string | undefined;
  automatic: boolean;
  revision: number | null;
}

const updateDecision = (tx: Transaction) =>
  tx
    .update(drafts)
    .set({
      status: sql`${sql.placeholder('status')}`,
      decidedAt: sql`${sql.placeholder('decidedAt')}`,
      decidedBy: sql`${sql.placeholder('by')}`,
      reason: sql`${sql.placeholder('reason')}`,
      automatic: sql`${sql.placeholder('automatic')}`,
      revision: sql`${sql.placeholder('revision')}`,
    })
    .where(eq(drafts.key, sql.placeholder('key')))
    .prepare();

/** Stores what was decided about a draft. */
export function saveDecision(writer: Writer, { reason, automatic, ...decision }: StoredDecision): void {
  writer
    .prepare(updateDecision)
    .run({ ...decision, reason: reason ?? null, automatic: Number(automatic), decidedAt: writer.now });
}

const selectRecordOfRevision = (tx: Transaction) =>
  tx
    .select({ key: records.key })
    .from(revisions)
    .innerJoin(records, eq(records.id, revisions.recordId))
    .where(eq(revisions.sequence, sql.placeholder('revision')))
    .prepare();

/** Returns the key of the record that a draft became; its own key if it did not become any. */
export const getResultKey = (writer: Writer, { revision, record }: StoredDraft): string =>
  revision === null ? record.key : (writer.prepare(selectRecordOfRevision).get({ revision })?.key ?? record.key);
