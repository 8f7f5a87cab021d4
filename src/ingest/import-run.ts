import type { z } from 'zod';
import { hashContent } from '../model/content-hash.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import {
  type ImportItem,
  type InputLocation,
  type InterchangeRecord,
  type Noun,
  parseRecordWithHistory,
  type RecordInput,
} from '../model/records/index.ts';
import { formatFieldError, formatIssues, formatLocation } from '../model/validation-messages.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { explainConstraintError } from '../store/constraint-error.ts';
import { findRecordIdentity } from '../store/history.ts';
import { listImportedRecords } from '../store/import-ownership.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { type UpsertResult, upsertOwnedRecord } from '../store/upsert-owned-record.ts';
import { getRecordKey, writeRecordRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { type DeferredItem, DeferredQueue } from './deferred-records.ts';
import { createStubRecord } from './stub-record.ts';
import { importTombstone, tombstoneSchema } from './tombstone.ts';

export interface Rejection {
  file: string;
  line?: number;
  key?: string;
  reason: string;
}

/** Imported, but not as the source has it: an editor should look. */
export interface ImportNote {
  file: string;
  line?: number;
  key?: string;
  note: string;
}

/** `read` is the sum of the other four counts. */
export interface ImportReport {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  /** Brought in before from where it now is no more: kept, and listed in the notes. */
  vanished: number;
  /** The first hundred, after those of files that were not read to their ends. */
  rejections: Rejection[];
  /** The first hundred. */
  notes: ImportNote[];
  /** The rejected records, to be mended and imported again; null where there is none. */
  rejectsFile: string | null;
}

interface RunListeners {
  onItem?: ((read: number) => void) | undefined;
  onReject?: ((record: RecordInput) => void) | undefined;
}

interface Candidate {
  item: ImportItem & { record: RecordInput };
  noun: Noun | 'tombstone';
  /** Its identity: noun and key. */
  identityKey: string;
  /** By which others refer to it; none of a tombstone. */
  key?: string;
  digest: string;
  /** None of a tombstone. */
  record?: InterchangeRecord;
  upsert(writer: Writer): UpsertResult;
}

type Outcome = 'created' | 'updated' | 'unchanged';

const maxReported = 100;
const entryNounSet: ReadonlySet<Noun | 'tombstone'> = new Set<Noun | 'tombstone'>(entryNouns);

/** One import: what it has met, what waits for something further down, and its counts. */
export class ImportRun {
  readonly #importer: string;
  readonly #isCompleteInput: boolean;
  readonly #countScope: 'all' | 'entries';
  readonly #listeners: RunListeners;
  readonly #totals = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, vanished: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #notes: ImportNote[] = [];
  readonly #seen = new Map<string, { place: InputLocation; digest: string }>();
  /** Every record that the input names, rejected ones too, and the files that it stands in. */
  readonly #namedRecords = new Set<string>();
  readonly #files = new Set<string>();
  readonly #deferred = new DeferredQueue<Candidate>();

  constructor(
    { importer, whole }: { importer: string; whole: boolean },
    counts: 'all' | 'entries',
    listeners: RunListeners,
  ) {
    this.#importer = importer;
    this.#isCompleteInput = whole;
    this.#countScope = counts;
    this.#listeners = listeners;
  }

  /** Writes what can be written; what refers to something unknown waits. */
  processBatch(writer: Writer, items: readonly ImportItem[]): void {
    for (const item of items) {
      if ('rejected' in item) this.#addRejection(item, item.rejected);
      else this.#validateAndWrite(writer, item);
    }
  }

  /** Tries again what waits until nothing more can be written, and rejects the rest. */
  resolveDeferred(writer: Writer): void {
    const still = this.#retryDeferred(writer, this.#deferred.takeAll());
    this.#writeStubs(writer, still);
    for (const { item, reason } of this.#retryDeferred(writer, still)) this.#addRejection(item.item, reason);
    this.#reportVanished(writer);
  }

  /** What still waits after all that can be written has been. */
  #retryDeferred(writer: Writer, waiting: readonly DeferredItem<Candidate>[]): DeferredItem<Candidate>[] {
    let left = [...waiting];
    let before: number;
    do {
      before = left.length;
      for (const { item } of left) this.#writeWithDependents(writer, item);
      left = this.#deferred.takeAll();
    } while (left.length < before);
    return left;
  }

  /** New records that refer to each other are written in outline first, if as a whole they can follow. */
  #writeStubs(writer: Writer, waiting: readonly DeferredItem<Candidate>[]): void {
    const outline = (record: InterchangeRecord) =>
      writer.inSavepoint(() => void writeRecordRows(writer, createStubRecord(record)));
    const follow = (record: InterchangeRecord) => writer.inSavepoint(() => void writeRecordRows(writer, record));
    let ring = waiting.flatMap(({ item: { record } }) =>
      record && !findRecordIdentity(writer, record.noun, getRecordKey(record)) ? [record] : [],
    );
    for (let before = -1; ring.length !== before; ) {
      before = ring.length;
      const tried = ring;
      ring = writer.runAndRollBack(() => applyUntilStable(applyUntilStable(tried, outline), follow));
    }
    applyUntilStable(ring, outline);
  }

  toReport(rejectsFile: string | null): ImportReport {
    return { ...this.#totals, rejections: this.#rejections, notes: this.#notes, rejectsFile };
  }

  #recordSeen({ place }: ImportItem, named: unknown): void {
    this.#files.add(place.file);
    const { noun, key, source, about } = named as Record<string, unknown>;
    this.#namedRecords.add(`${String(noun)}:${key === undefined ? `${String(source)}/${String(about)}` : String(key)}`);
  }

  /** What this importer has brought in from these files, and finds there no more. The record keeps it. */
  #reportVanished(writer: Writer): void {
    for (const { noun, key, file } of listImportedRecords(
      writer,
      this.#importer,
      this.#isCompleteInput ? undefined : [...this.#files],
    )) {
      if (this.#namedRecords.has(`${noun}:${key}`)) continue;
      this.#totals.vanished += 1;
      this.#addNote({
        file,
        key,
        note: `The ${noun} stood here when it was last imported, and does not any more. It is kept: withdraw it if it was wrong.`,
      });
    }
  }

  #addNote(note: ImportNote): void {
    if (this.#notes.length < maxReported) this.#notes.push(note);
  }

  #validateAndWrite(writer: Writer, item: ImportItem & { record: RecordInput }): void {
    const judged = toCandidate(item, this.#importer);
    this.#recordSeen(item, item.record);
    if ('issues' in judged) this.#addRejection(item, formatIssues(judged.issues, item.record));
    else this.#writeWithDependents(writer, judged);
  }

  /** Writes a record, and what has waited for it: that need not hold up others. */
  #writeWithDependents(writer: Writer, candidate: Candidate): void {
    const due = [candidate];
    for (const one of due)
      if (this.#tryWrite(writer, one) && one.key !== undefined)
        due.push(...this.#deferred.takeWaitingFor(one.key).map(({ item }) => item));
  }

  #tryWrite(writer: Writer, candidate: Candidate): boolean {
    const { item, noun, identityKey: name, digest } = candidate;
    try {
      const earlier = this.#seen.get(name);
      if (earlier && earlier.digest !== digest)
        throw badInput(`The record already stands at ${formatLocation(earlier.place)}, with other content.`);
      const { outcome, claimedFields: claimed = [], uncitedFields: uncited = [] } = candidate.upsert(writer);
      this.#seen.set(name, { place: item.place, digest });
      const cited = claimed.filter((field) => !uncited.includes(field));
      if (cited.length > 0)
        this.#addNote({
          ...toReportLocation(item),
          note: `${cited.join(', ')}: corrected here since; what the input says now stands beside it as a claim.`,
        });
      if (uncited.length > 0)
        this.#addNote({
          ...toReportLocation(item),
          note: `${uncited.join(', ')}: corrected here since, and kept; the input has another value, without a source.`,
        });
      if (item.note !== undefined) this.#addNote({ ...toReportLocation(item), note: item.note });
      if (this.#countScope === 'all' || entryNounSet.has(noun)) this.#count(outcome);
      return true;
    } catch (error) {
      if (error instanceof MissingReferenceError)
        this.#deferred.add(candidate, { key: error.key, reason: formatFieldError(error) });
      else this.#addRejection(item, getRejectionReason(error));
      return false;
    }
  }

  #addRejection(item: ImportItem, reason: string): void {
    const told = { ...toReportLocation(item), reason };
    // That a file was not read to its end is told first, however much of it was rejected.
    if ('isFatal' in item) this.#rejections.unshift(told);
    else if (this.#rejections.length < maxReported) this.#rejections.push(told);
    if ('record' in item) this.#listeners.onReject?.(item.record);
    this.#count('rejected');
  }

  #count(outcome: Outcome | 'rejected'): void {
    this.#totals[outcome] += 1;
    this.#totals.read += 1;
    this.#listeners.onItem?.(this.#totals.read);
  }
}

const toReportLocation = ({ place, key }: ImportItem): InputLocation & { key?: string } => ({
  ...place,
  ...(key !== undefined && { key }),
});

/** Only what is wrong with the record is a reason; a full disk is not. */
function getRejectionReason(error: unknown): string {
  const reason = error instanceof ChanceryError ? formatFieldError(error) : explainConstraintError(error);
  if (reason === undefined) throw error;
  return reason;
}

/** Takes what can be taken, again and again, and gives that in the order in which it was given. */
function applyUntilStable<T>(items: readonly T[], take: (item: T) => void): T[] {
  const left = new Set(items);
  for (let before = -1; left.size !== before; ) {
    before = left.size;
    for (const item of left) {
      try {
        take(item);
        left.delete(item);
      } catch (error) {
        getRejectionReason(error);
      }
    }
  }
  return items.filter((item) => !left.has(item));
}

/** What an item asks for, or what is wrong with it. */
function toCandidate(
  item: ImportItem & { record: RecordInput },
  importer: string,
): Candidate | { issues: z.core.$ZodIssue[] } {
  if ((item.record.noun as string) === 'tombstone') {
    const parsed = tombstoneSchema.safeParse(item.record);
    if (!parsed.success) return parsed.error;
    const { data } = parsed;
    const name = `tombstone:${data.of}:${data.key}`;
    return {
      item,
      noun: 'tombstone',
      identityKey: name,
      digest: hashContent(data),
      upsert: (writer) => importTombstone(writer, data),
    };
  }
  const parsed = parseRecordWithHistory(item.record);
  if ('issues' in parsed) return parsed;
  const { record, former } = parsed;
  const digest = hashContent(former.length > 0 ? [record, former] : record);
  return {
    item,
    record,
    noun: record.noun,
    identityKey: `${record.noun}:${getRecordKey(record)}`,
    key: getRecordKey(record),
    digest,
    upsert: (writer) =>
      upsertOwnedRecord(writer, importer, { record, earlierVersions: former, digest, file: item.place.file }),
  };
}
