import type { DuplicateCandidate } from '../store/find-duplicates.ts';

export interface Rejection {
  file: string;
  line?: number;
  key?: string;
  reason: string;
}

/** A warning: the record was imported, but an editor should check it. */
export interface ImportNote {
  file: string;
  line?: number;
  key?: string;
  note: string;
}

/** `read` is the sum of `created`, `updated`, `unchanged` and `rejected`. */
export interface ImportReport {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** Records of an earlier import that are no longer in the input. They are not deleted; the notes list them. */
  vanished: number;
  /** Spans that were written without comparing them with the text of their source. */
  unverifiedSpans: number;
  /** Groups of records that may mean the same, of which this import read at least one. */
  duplicates: number;
  /** At most 100 of these groups. */
  duplicateCandidates: DuplicateCandidate[];
  /** At most 100; files that were not read to their end come first. */
  rejections: Rejection[];
  /** At most 100. */
  notes: ImportNote[];
  /** Path of the file with the rejected records, to correct and import again; null if there are none. */
  rejectsFile: string | null;
}
