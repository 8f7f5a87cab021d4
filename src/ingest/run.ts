import { hash } from 'node:crypto';
import { digestOf, noteDigest } from '../db/writes/imported.ts';
import { keyOfRecord, writeRecord } from '../db/writes/index.ts';
import { MissingReference } from '../db/writes/keys.ts';
import { refusalOf } from '../db/writes/refusal.ts';
import type { Writer } from '../db/writes/writer.ts';
import { badInput, ChanceryError } from '../errors.ts';
import { explainError, explainIssues, explainPlace } from './explain.ts';
import { type InterchangeRecord, interchangeRecord, type Noun, type Place, type ReadItem, type RecordInput } from './records/index.ts';

export interface Rejection {
  file: string;
  line?: number;
  key?: string;
  reason: string;
}

/** Imported, but not as the source has it: an editor should look. */
export interface Note {
  file: string;
  line?: number;
  key?: string;
  note: string;
}

/** `read` is the sum of the other four counts. */
export interface Report {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** The first hundred. */
  rejections: Rejection[];
  /** The first hundred. */
  notes: Note[];
  /** The rejected records, to be mended and imported again; null where there is none. */
  rejectsFile: string | null;
}

interface Listeners {
  onItem?: ((read: number) => void) | undefined;
  onReject?: ((record: RecordInput) => void) | undefined;
}

interface Candidate {
  item: ReadItem & { record: RecordInput };
  record: InterchangeRecord;
  /** Its identity: noun and key. */
  name: string;
  digest: string;
}

type Outcome = 'created' | 'updated' | 'unchanged';

const kept = 100;
const entryNouns: ReadonlySet<Noun> = new Set<Noun>(['visit', 'statement', 'agreement', 'trade-link', 'position', 'figure']);

/** One import: what it has met, what waits for something further down, and its counts. */
export class Run {
  readonly #importer: string;
  readonly #counts: 'all' | 'entries';
  readonly #listeners: Listeners;
  readonly #tally = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #notes: Note[] = [];
  readonly #seen = new Map<string, Place>();
  #waiting: { candidate: Candidate; reason: string }[] = [];

  constructor(importer: string, counts: 'all' | 'entries', listeners: Listeners) {
    this.#importer = importer;
    this.#counts = counts;
    this.#listeners = listeners;
  }

  /** Writes what can be written; what refers to something unknown waits. */
  take(writer: Writer, items: readonly ReadItem[]): void {
    for (const item of items) {
      if ('rejected' in item) this.#reject(item, item.rejected);
      else this.#judge(writer, item);
    }
  }

  /** Tries again what waits until nothing more can be written, and rejects the rest. */
  settle(writer: Writer): void {
    let before: number;
    do {
      const waiting = this.#waiting;
      before = waiting.length;
      this.#waiting = [];
      for (const { candidate } of waiting) this.#write(writer, candidate);
    } while (this.#waiting.length < before);
    for (const { candidate, reason } of this.#waiting) this.#reject(candidate.item, reason);
    this.#waiting = [];
  }

  report(rejectsFile: string | null): Report {
    return { ...this.#tally, rejections: this.#rejections, notes: this.#notes, rejectsFile };
  }

  #judge(writer: Writer, item: ReadItem & { record: RecordInput }): void {
    const parsed = interchangeRecord.safeParse(item.record);
    if (!parsed.success) {
      this.#reject(item, explainIssues(parsed.error.issues, item.record));
      return;
    }
    const record = parsed.data;
    this.#write(writer, { item, record, name: nameOf(record), digest: hash('sha256', canonical(record)) });
  }

  #write(writer: Writer, candidate: Candidate): void {
    const { item, record, name, digest } = candidate;
    try {
      const unchanged = digestOf(writer, this.#importer, record.noun, keyOfRecord(record)) === digest;
      const earlier = this.#seen.get(name);
      if (!unchanged && earlier) throw badInput(`The record already stands at ${explainPlace(earlier)}, with other content.`);
      const outcome = unchanged ? 'unchanged' : writeRecord(writer, record).created ? 'created' : 'updated';
      if (!unchanged) noteDigest(writer, this.#importer, record.noun, keyOfRecord(record), item.place.file, digest);
      this.#seen.set(name, item.place);
      if (item.note !== undefined && this.#notes.length < kept) this.#notes.push({ ...placed(item), note: item.note });
      if (this.#counts === 'all' || entryNouns.has(record.noun)) this.#count(outcome);
    } catch (error) {
      if (error instanceof MissingReference) this.#waiting.push({ candidate, reason: explainError(error) });
      else this.#reject(item, reasonOf(error));
    }
  }

  #reject(item: ReadItem, reason: string): void {
    if (this.#rejections.length < kept) this.#rejections.push({ ...placed(item), reason });
    if ('record' in item) this.#listeners.onReject?.(item.record);
    this.#count('rejected');
  }

  #count(outcome: Outcome | 'rejected'): void {
    this.#tally[outcome] += 1;
    this.#tally.read += 1;
    this.#listeners.onItem?.(this.#tally.read);
  }
}

const placed = ({ place, key }: ReadItem): Place & { key?: string } => ({ ...place, ...(key !== undefined && { key }) });

/** Only what is wrong with the record is a reason; a full disk is not. */
function reasonOf(error: unknown): string {
  const reason = error instanceof ChanceryError ? explainError(error) : refusalOf(error);
  if (reason === undefined) throw error;
  return reason;
}

const nameOf = (record: InterchangeRecord): string => `${record.noun}:${keyOfRecord(record)}`;

/** The same text for the same content, in whatever order its fields were written. */
const canonical = (record: InterchangeRecord): string =>
  JSON.stringify(record, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted()) : value,
  );
