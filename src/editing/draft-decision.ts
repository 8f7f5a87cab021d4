import type { DraftVerb, RecordNoun } from '../model/vocabulary.ts';
import type { EditRejection, RecordFields } from './edit-types.ts';

export interface DraftDecision {
  key: string;
  decision: DraftVerb;
  /** Changes to the proposed record, which must be of this noun. */
  patch?: { noun: RecordNoun; fields: RecordFields } | undefined;
  /** The key of the record to which the draft is added. */
  into?: string | undefined;
  /** Whether the drafts that it refers to are accepted with it. */
  acceptRelated?: boolean | undefined;
  /** The text of the source, if new words of it are cited and it is not stored. */
  text?: string | undefined;
  /** Whether no person decides. */
  automatic?: boolean | undefined;
}

/** `drafts`: the keys of all drafts that were decided, that of the decision last. */
export type DecisionOutcome = { result: 'decided'; key: string; drafts: readonly string[] } | EditRejection;
