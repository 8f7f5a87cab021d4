import type { Day } from './calendar.ts';
import type { RecordNoun } from './vocabulary.ts';

/** A record as JSON, in the interchange format. */
export type ProposedRecord = Readonly<Record<string, unknown>> & { readonly noun: RecordNoun; readonly key: string };

/** Another record that a field may mean. */
interface ProposedAlternative {
  field: string;
  key: string;
  name: string;
  score: number;
  reason: string;
}

/** What an editor has to state: the field, the words of the text if there are any, and why they are not enough. */
interface ProposedGap {
  field: string;
  reason: string;
  words?: string;
  start?: number;
  end?: number;
}

/** A record that a reader proposes. */
export interface Proposal {
  record: ProposedRecord;
  rule: string;
  confidence: number;
  /** Absent if only the rules found it; otherwise a language model suggested it, alone or as well. */
  origin?: 'SUGGESTED' | 'BOTH' | undefined;
  alternatives: readonly ProposedAlternative[];
  /** If not empty, the record cannot be written as it is. */
  unresolved: readonly ProposedGap[];
}

/** A text that was read, and what it proposes. Plain data, which threads can exchange. */
export interface TextReading {
  text: string;
  sha256: string;
  language: string;
  /** The day that the dates of the text are relative to. */
  publishedOn: Day;
  /** The key of the source that the proposals cite, whether it is on record or proposed. */
  sourceKey: string;
  /** The source, without its text. Its publisher is absent if nobody has stated it. */
  source: ProposedRecord;
  isSourceRecorded: boolean;
  proposals: readonly Proposal[];
  notices: readonly { code: string; message: string }[];
}
