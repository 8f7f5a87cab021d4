import type { z } from 'zod';
import { hashContent } from '../model/content-hash.ts';
import { badInput } from '../model/errors.ts';
import {
  type ImportItem,
  type InputLocation,
  type InterchangeRecord,
  type Noun,
  parseRecordWithHistory,
} from '../model/records/index.ts';
import { formatIssues, formatLocation } from '../model/validation-messages.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { type DuplicateCandidate, findDuplicates } from '../store/find-duplicates.ts';
import { findOwnCountryVisit } from '../store/find-own-country-visit.ts';
import { findRecordIdentity } from '../store/history.ts';
import { listImportedRecords } from '../store/import-ownership.ts';
import { type UpsertResult, upsertOwnedRecord } from '../store/upsert-owned-record.ts';
import { countUnverifiedSpans } from '../store/write/span.ts';
import { getRecordKey, writeRecordRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { applyUntilStable } from './apply-until-stable.ts';
import { type DeferredItem, DeferredQueue } from './deferred-records.ts';
import type { RecordItem } from './import-items.ts';
import type { ImportNote, ImportReport, Rejection } from './import-report.ts';
import { createStubRecord } from './stub-record.ts';
import { importTombstone, tombstoneSchema } from './tombstone.ts';

interface RunOptions {
  importer: string;
  isCompleteInput: boolean;
  skipsImported: boolean;
  countScope: 'all' | 'entries';
  onItem?: ((read: number) => void) | undefined;
  onReject?: ((item: ImportItem, reason: string) => void) | undefined;
  /** Called for each record that the import created. */
  onCreated?: ((item: ImportItem) => void) | undefined;
}

interface Candidate {
  item: RecordItem;
  noun: Noun | 'tombstone';
  /** Noun and key. */
  identityKey: string;
  /** The key by which others refer to it; undefined for a tombstone. */
  key?: string;
  digest: string;
  /** Undefined for a tombstone. */
  record?: InterchangeRecord;
  upsert: (writer: Writer) => UpsertResult;
}

const maxReported = 100;
const entryNounSet: ReadonlySet<Noun | 'tombstone'> = new Set<Noun | 'tombstone'>(entryNouns);

/** The state of one import: counts, rejections, notes, and records that wait for others. */
export class ImportRun {
  readonly #options: RunOptions;
  readonly #totals = {
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    vanished: 0,
    unverifiedSpans: 0,
    duplicates: 0,
  };
  readonly #rejections: Rejection[] = [];
  readonly #notes: ImportNote[] = [];
  readonly #written = new Map<string, { place: InputLocation; digest: string }>();
  /** All records in the input, including rejected ones. */
  readonly #namedRecords = new Set<string>();
  /** The keys of input that a reader rejected before it became a record. */
  readonly #rejectedKeys = new Set<string>();
  /** Records with duplicates when they were written, by noun and key. */
  readonly #duplicated = new Map<string, Pick<DuplicateCandidate, 'noun'> & { key: string }>();
  readonly #duplicateCandidates: DuplicateCandidate[] = [];
  readonly #files = new Set<string>();
  readonly #truncatedFiles = new Set<string>();
  readonly #deferred = new DeferredQueue<Candidate>(({ item }, reason) => this.#addRejection(item, reason));

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /** Writes the records that can be written. Those with a missing reference wait for `resolveDeferred`. */
  processBatch(writer: Writer, items: readonly ImportItem[]): void {
    for (const item of items) {
      if ('rejected' in item) {
        if (item.key !== undefined) this.#rejectedKeys.add(item.key);
        this.#addRejection(item, item.rejected);
      } else this.#validateAndWrite(writer, item);
    }
  }

  /** Retries the waiting records, rejects those that still cannot be written, and reports vanished records. */
  resolveDeferred(writer: Writer): void {
    const write = (candidate: Candidate): void => this.#write(writer, candidate);
    const waiting = this.#deferred.retry(this.#deferred.takeAll(), write);
    this.#writeStubs(writer, waiting);
    for (const { item, reason } of this.#deferred.retry(waiting, write)) this.#addRejection(item.item, reason);
    this.#reportVanished(writer);
    this.#reportDuplicates(writer);
    this.#totals.unverifiedSpans = countUnverifiedSpans(writer);
  }

  toReport(rejectsFile: string | null): ImportReport {
    return {
      ...this.#totals,
      duplicateCandidates: this.#duplicateCandidates,
      rejections: this.#rejections,
      notes: this.#notes,
      rejectsFile,
    };
  }

  /** Writes stubs of new records that refer to each other, if they can be completed afterwards. */
  #writeStubs(writer: Writer, waiting: readonly DeferredItem<Candidate>[]): void {
    const writeStub = (record: InterchangeRecord) =>
      writer.inSavepoint(() => void writeRecordRows(writer, createStubRecord(record)));
    const complete = (record: InterchangeRecord) => writer.inSavepoint(() => void writeRecordRows(writer, record));
    let records = waiting.flatMap(({ item: { record } }) =>
      record && !findRecordIdentity(writer, record.noun, getRecordKey(record)) ? [record] : [],
    );
    for (let previousCount = -1; records.length !== previousCount; ) {
      previousCount = records.length;
      const candidates = records;
      records = writer.runAndRollBack(() => applyUntilStable(applyUntilStable(candidates, writeStub), complete));
    }
    applyUntilStable(records, writeStub);
  }

  /** Reports what this importer wrote earlier and no longer finds. A file that was not read to its end proves nothing. */
  #reportVanished(writer: Writer): void {
    const { importer, isCompleteInput } = this.#options;
    if (isCompleteInput && this.#truncatedFiles.size > 0) return;
    for (const { noun, key, file } of listImportedRecords(
      writer,
      importer,
      isCompleteInput ? undefined : [...this.#files].filter((file) => !this.#truncatedFiles.has(file)),
    )) {
      if (this.#namedRecords.has(`${noun}:${key}`) || this.#rejectedKeys.has(key)) continue;
      this.#totals.vanished += 1;
      this.#addNote({
        file,
        key,
        note: `The ${noun} was in the input of an earlier import and no longer is. It was not deleted: withdraw it if it was wrong.`,
      });
    }
  }

  /** Reports each group of duplicates once, as it is at the end of the import. */
  #reportDuplicates(writer: Writer): void {
    const reported = new Set<string>();
    for (const { noun, key } of this.#duplicated.values()) {
      const candidate = findDuplicates(writer, noun, key);
      const group = candidate?.keys.join('\n');
      if (!candidate || group === undefined || reported.has(group)) continue;
      reported.add(group);
      this.#totals.duplicates += 1;
      if (this.#duplicateCandidates.length < maxReported) this.#duplicateCandidates.push(candidate);
    }
  }

  #addNote(note: ImportNote): void {
    if (this.#notes.length < maxReported) this.#notes.push(note);
  }

  #validateAndWrite(writer: Writer, item: RecordItem): void {
    const { noun, key, source, about } = item.record as Record<string, unknown>;
    this.#files.add(item.place.file);
    this.#namedRecords.add(`${String(noun)}:${key === undefined ? `${String(source)}/${String(about)}` : String(key)}`);
    if (item.isLeftOut) return;
    if (item.isUnchanged) {
      if (item.note !== undefined) this.#addNote({ ...toReportLocation(item), note: item.note });
      this.#count('unchanged');
      return;
    }
    const candidate = toCandidate(item, this.#options);
    if ('issues' in candidate) this.#addRejection(item, formatIssues(candidate.issues, item.record));
    else this.#deferred.write(candidate, (next) => this.#write(writer, next));
  }

  #write(writer: Writer, { item, noun, identityKey, key, digest, upsert }: Candidate): void {
    const earlier = this.#written.get(identityKey);
    if (earlier && earlier.digest !== digest)
      throw badInput(`The record is already at ${formatLocation(earlier.place)}, with other content.`);
    const { outcome, claimedFields = [], uncitedFields = [] } = upsert(writer);
    this.#written.set(identityKey, { place: item.place, digest });
    if (outcome === 'created') this.#options.onCreated?.(item);
    const duplicate = key === undefined ? undefined : findDuplicates(writer, noun, key);
    if (duplicate && key !== undefined) this.#duplicated.set(identityKey, { noun: duplicate.noun, key });
    const location = toReportLocation(item);
    const citedFields = claimedFields.filter((field) => !uncitedFields.includes(field));
    const addFieldNote = (fields: readonly string[], what: string): void => {
      if (fields.length > 0)
        this.#addNote({
          ...location,
          note: `${fields.join(', ')}: corrected by an editor since; the new value ${what}.`,
        });
    };
    addFieldNote(citedFields, 'of the input was added as a claim');
    addFieldNote(uncitedFields, 'of the input has no source and was not added');
    if (item.note !== undefined) this.#addNote({ ...location, note: item.note });
    const ownCountry =
      noun === 'visit' && key !== undefined && outcome !== 'unchanged' ? findOwnCountryVisit(writer, key) : undefined;
    if (ownCountry !== undefined)
      this.#addNote({ ...location, note: `The host, ${ownCountry}, is the country for which a traveller travelled.` });
    if (!item.isUncounted && (this.#options.countScope === 'all' || entryNounSet.has(noun))) this.#count(outcome);
  }

  #addRejection(item: ImportItem, reason: string): void {
    const rejection = { ...toReportLocation(item), reason };
    if ('isFatal' in item) {
      // Listed first, however many rejections there are.
      this.#rejections.unshift(rejection);
      this.#truncatedFiles.add(item.place.file);
    } else if (this.#rejections.length < maxReported) this.#rejections.push(rejection);
    this.#options.onReject?.(item, reason);
    this.#count('rejected');
  }

  #count(outcome: 'created' | 'updated' | 'unchanged' | 'rejected'): void {
    this.#totals[outcome] += 1;
    this.#totals.read += 1;
    this.#options.onItem?.(this.#totals.read);
  }
}

const toReportLocation = ({ place, key }: ImportItem): InputLocation & { key?: string } => ({
  ...place,
  ...(key !== undefined && { key }),
});

function toCandidate(
  item: RecordItem,
  { importer, skipsImported }: Pick<RunOptions, 'importer' | 'skipsImported'>,
): Candidate | { issues: z.core.$ZodIssue[] } {
  if ((item.record.noun as string) === 'tombstone') {
    const { data, error } = tombstoneSchema.safeParse(item.record);
    if (error) return error;
    return {
      item,
      noun: 'tombstone',
      identityKey: `tombstone:${data.of}:${data.key}`,
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
      upsertOwnedRecord(writer, importer, {
        record,
        earlierVersions: former,
        digest,
        file: item.place.file,
        skipsImported,
      }),
  };
}
