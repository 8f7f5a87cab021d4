import type { RecordNoun, TokenRole } from '../model/vocabulary.ts';

/** Who edits, as their token says. */
export interface Editor {
  tokenId: number;
  /** Whom revisions name as their author. */
  holder: string;
  role: TokenRole;
}

/** A record, or some fields of one, in the interchange format. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** What an editor asks for. In a patch, null takes a value away, and `addCitations` adds to the evidence that stands. */
export type Edit =
  | { verb: 'record'; noun: RecordNoun; record: RecordFields }
  | { verb: 'correct'; noun: RecordNoun; key: string; patch: RecordFields }
  | { verb: 'withdraw'; noun: RecordNoun | undefined; key: string }
  | { verb: 'merge'; noun: RecordNoun | undefined; key: string; into: string }
  | { verb: 'import'; records: readonly (RecordFields & { noun: RecordNoun })[] };

/** What every edit says beside. */
export interface EditOptions {
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

/** Fields of a record that others have corrected since: what a batch says of them stands beside as a claim. */
export interface ClaimedFields {
  noun: RecordNoun;
  key: string;
  fields: string[];
}

export type EditOutcome =
  | { result: 'written'; noun: RecordNoun; key: string; revision: number; changed: boolean }
  | { result: 'imported'; created: number; updated: number; unchanged: number; claimed: ClaimedFields[] }
  | { result: 'invalid'; fields: InvalidField[] }
  | { result: 'conflict'; noun: RecordNoun; key: string; revision: number }
  | { result: 'notFound'; message: string }
  | { result: 'forbidden'; message: string };

/** What a noun is called as a field: `tradeLink`. */
export const nounToFieldName = (noun: RecordNoun): string =>
  noun.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What a record of a noun is called as an argument, beside the source that an edit rests on. */
export const nounToArgumentName = (noun: RecordNoun): string => (noun === 'source' ? 'record' : nounToFieldName(noun));

/** What a noun is called as a type: `TradeLink`. */
export const nounToTypeName = (noun: RecordNoun): string =>
  nounToFieldName(noun).replace(/^\w/, (letter) => letter.toUpperCase());

/** The fields that name a record: no correction changes them. */
export const identityFields = (noun: RecordNoun): readonly string[] =>
  noun === 'coverage' ? ['noun', 'source', 'about'] : ['noun', 'key'];
