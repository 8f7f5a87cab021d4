import type { RecordNoun, TokenRole } from '../vocabulary.ts';

/** Who edits, as their token says. */
export interface Editor {
  tokenId: number;
  /** Whom revisions name as their author. */
  holder: string;
  role: TokenRole;
}

/** What an editor asks for. Records and patches are in the interchange format; in a patch, null takes a value away. */
export type Edit =
  | { verb: 'record'; noun: RecordNoun; record: Readonly<Record<string, unknown>> }
  | { verb: 'correct'; noun: RecordNoun; key: string; patch: Readonly<Record<string, unknown>> }
  | { verb: 'withdraw'; noun: RecordNoun | undefined; key: string }
  | { verb: 'merge'; noun: RecordNoun | undefined; key: string; into: string }
  | { verb: 'import'; records: readonly Readonly<Record<string, unknown>>[] };

/** What every edit says beside. */
export interface Terms {
  /** The key of the source that it rests on. */
  source?: string | undefined;
  reason?: string | undefined;
  /** When it became known, an instant; as the source's publication tells, if absent. */
  knownAt?: string | undefined;
  /** The revision that the editor has seen: a newer one is a conflict. */
  expectedRevision?: number | undefined;
  /** The same key with the same edit is written once. */
  idempotencyKey?: string | undefined;
}

/** A value that was refused: where it stands in the edit, what is wrong, and what would be right. */
export interface InvalidField {
  path: string[];
  message: string;
  /** The value as JSON; null where there was none. */
  value: string | null;
}

export type Outcome =
  | { result: 'written'; noun: RecordNoun; key: string; revision: number; changed: boolean }
  | { result: 'imported'; created: number; updated: number; unchanged: number }
  | { result: 'invalid'; fields: InvalidField[] }
  | { result: 'conflict'; noun: RecordNoun; key: string; revision: number }
  | { result: 'notFound'; message: string };
