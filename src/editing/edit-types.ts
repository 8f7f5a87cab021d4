import type { RecordNoun, TokenRole } from '../model/vocabulary.ts';

/** The editor, from their token. */
export interface Editor {
  tokenId: number;
  /** The author that revisions name. */
  holder: string;
  role: TokenRole;
}

/** An editor who uses the command line has no token. */
export type LocalEditor = Omit<Editor, 'tokenId'> & Partial<Pick<Editor, 'tokenId'>>;

/** A record, or some fields of one, in the interchange format. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** An edit. In a patch, null removes a value, `addMet` adds to a list and `removeMet` removes from it. */
export type Edit =
  | { verb: 'record'; noun: RecordNoun; record: RecordFields }
  | { verb: 'correct'; noun: RecordNoun; key: string; patch: RecordFields }
  | { verb: 'withdraw'; noun: RecordNoun | undefined; key: string }
  | { verb: 'merge'; noun: RecordNoun | undefined; key: string; into: string }
  | { verb: 'import'; records: readonly (RecordFields & { noun: RecordNoun })[] };

/** Options of all edits. */
export interface EditOptions {
  /** The key of the source that supports the edit. */
  source?: string | undefined;
  reason?: string | undefined;
  /** The instant when it became known. Defaults to the source's publication. */
  knownAt?: string | undefined;
  /** The revision that the editor has seen. A newer one is a conflict. */
  expectedRevision?: number | undefined;
  /** Whether words are accepted that cannot be compared with the text of their source. */
  acceptUnverified?: boolean | undefined;
  /** The same edit with the same key is applied only once. */
  idempotencyKey?: string | undefined;
  /** Whether the edit is validated and then rolled back. */
  dryRun?: boolean | undefined;
}

/** A rejected value: its path in the edit, and a message that states the expected form. */
export interface InvalidField {
  path: string[];
  message: string;
  /** The value as JSON; null if there was none. */
  value: string | null;
}

/** Fields that others have corrected since. The values of the batch were added as claims. */
export interface ClaimedFields {
  noun: RecordNoun;
  key: string;
  fields: string[];
}

/** Why an edit was not applied. */
export type EditRejection = Exclude<EditOutcome, { result: 'written' | 'imported' }>;

export type EditOutcome =
  | { result: 'written'; noun: RecordNoun; key: string; revision: number; changed: boolean }
  | { result: 'imported'; created: number; updated: number; unchanged: number; claimed: ClaimedFields[] }
  | { result: 'invalid'; fields: InvalidField[] }
  | { result: 'conflict'; noun: RecordNoun; key: string; revision: number }
  | { result: 'notFound'; message: string }
  | { result: 'forbidden'; message: string }
  /** The token was revoked or has expired since the request was authenticated. */
  | { result: 'unauthenticated'; message: string }
  /** Why a draft cannot be decided: it is decided, or others have to be decided first. */
  | { result: 'blocked'; code: 'CONFLICT' | 'BAD_INPUT'; message: string; drafts: readonly string[] };

/** What an edit has written, for the audit log. */
export interface WriteSummary {
  verb: Edit['verb'] | 'decide';
  /** The records, as noun and key, at most a hundred. */
  records: string[];
  /** The number of revisions: one for each record and change. */
  revisions: number;
  /** The sequence numbers of the first and the last of them. */
  firstSequence: number;
  lastSequence: number;
  /** The key of the source that supports the edit. */
  source: string | undefined;
}

/** Returns the field name of a noun: `tradeLink`. */
export const nounToFieldName = (noun: RecordNoun): string =>
  noun.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns the argument name of a noun. `source` is the edit's own source. */
export const nounToArgumentName = (noun: RecordNoun): string => (noun === 'source' ? 'record' : nounToFieldName(noun));

/** Returns the type name of a noun: `TradeLink`. */
export const nounToTypeName = (noun: RecordNoun): string =>
  nounToFieldName(noun).replace(/^\w/, (letter) => letter.toUpperCase());

/** Returns the fields that identify a record, which corrections cannot change. */
export const identityFields = (noun: RecordNoun): readonly string[] =>
  noun === 'coverage' ? ['noun', 'source', 'about'] : ['noun', 'key'];
