import { sql } from 'drizzle-orm';
import type { Proposal, ProposedRecord } from '../../model/proposal.ts';
import type { DraftStatus, RecordNoun } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { allOf, valueList } from '../sql-builder.ts';
import { drafts } from '../tables/index.ts';

/** A draft for the command line. */
export interface ListedDraft extends Omit<Proposal, 'rule' | 'confidence'> {
  key: string;
  reading: string | null;
  noun: RecordNoun;
  status: DraftStatus;
  rule: string | null;
  confidence: number | null;
  record: ProposedRecord;
  duplicates: readonly string[];
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
}

export interface DraftSelection {
  status?: readonly DraftStatus[] | undefined;
  noun?: readonly RecordNoun[] | undefined;
  rule?: string | undefined;
  reading?: string | undefined;
  minConfidence?: number | undefined;
  keys?: readonly string[] | undefined;
}

type Row = Record<'record', string> &
  Record<'alternatives' | 'unresolved' | 'duplicates', string | null> &
  Omit<ListedDraft, 'record' | 'alternatives' | 'unresolved' | 'duplicates'>;

/** Returns drafts, the readings in the order in which they were stored, and in each the order of the text. */
export async function listDrafts(
  reader: Reader,
  { status, noun, rule, reading, minConfidence, keys }: DraftSelection,
): Promise<ListedDraft[]> {
  const conditions = [
    ...(status ? [sql`${drafts.status} IN ${valueList(status)}`] : []),
    ...(noun ? [sql`${drafts.noun} IN ${valueList(noun)}`] : []),
    ...(rule === undefined ? [] : [sql`${drafts.rule} = ${rule}`]),
    ...(reading === undefined ? [] : [sql`${drafts.readingKey} = ${reading}`]),
    ...(minConfidence === undefined ? [] : [sql`${drafts.confidence} >= ${minConfidence}`]),
    ...(keys ? [sql`${drafts.key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`] : []),
  ];
  const rows = await reader.all<Row>(
    sql`SELECT key, reading_key AS "reading", noun, status, rule, confidence, record, alternatives, unresolved, duplicates,
        decided_by AS "decidedBy", decided_at AS "decidedAt", reason
      FROM ${drafts} WHERE ${allOf(conditions)} ORDER BY ${drafts.createdAt}, ${drafts.key}`,
  );
  return rows.map(({ record, alternatives, unresolved, duplicates, ...row }) => ({
    ...row,
    record: JSON.parse(record) as ProposedRecord,
    alternatives: parseList<ListedDraft['alternatives'][number]>(alternatives),
    unresolved: parseList<ListedDraft['unresolved'][number]>(unresolved),
    duplicates: parseList<string>(duplicates),
  }));
}

const parseList = <T>(json: string | null): T[] => (json === null ? [] : (JSON.parse(json) as T[]));
