import type { z } from 'zod';
import { digestOf } from '../model/content-hash.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import {
  type InterchangeRecord,
  type Noun,
  type Place,
  parseHistory,
  type ReadItem,
  type RecordInput,
} from '../model/records/index.ts';
import { explainError, explainIssues, explainPlace } from '../model/validation-messages.ts';
import { entryNouns } from '../model/vocabulary.ts';
import { refusalOf } from '../store/constraint-error.ts';
import { identityOf } from '../store/history.ts';
import { broughtIn } from '../store/import-ownership.ts';
import { MissingReference } from '../store/reference-resolver.ts';
import { type Brought, bring } from '../store/upsert-owned-record.ts';
import { keyOfRecord, writeRows } from '../store/write-record.ts';
import type { Writer } from '../store/writer.ts';
import { Waiting, type Waits } from './deferred-records.ts';
import { outlineOf } from './stub-record.ts';
import { bringTombstone, tombstoneRecord } from './tombstone.ts';

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
  /** Brought in before from where it now is no more: kept, and listed in the notes. */
  vanished: number;
  /** The first hundred, after those of files that were not read to their ends. */
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
  noun: Noun | 'tombstone';
  /** Its identity: noun and key. */
  name: string;
  /** By which others refer to it; none of a tombstone. */
  key?: string;
  digest: string;
  /** None of a tombstone. */
  record?: InterchangeRecord;
  bring(writer: Writer): Brought;
}

type Outcome = 'created' | 'updated' | 'unchanged';

const kept = 100;
const ofEntries: ReadonlySet<Noun | 'tombstone'> = new Set<Noun | 'tombstone'>(entryNouns);

/** One import: what it has met, what waits for something further down, and its counts. */
export class Run {
  readonly #importer: string;
  readonly #whole: boolean;
  readonly #counts: 'all' | 'entries';
  readonly #listeners: Listeners;
  readonly #tally = { read: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, vanished: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #notes: Note[] = [];
  readonly #seen = new Map<string, { place: Place; digest: string }>();
  /** Every record that the input names, rejected ones too, and the files that it stands in. */
  readonly #named = new Set<string>();
  readonly #files = new Set<string>();
  readonly #waiting = new Waiting<Candidate>();

  constructor(
    { importer, whole }: { importer: string; whole: boolean },
    counts: 'all' | 'entries',
    listeners: Listeners,
  ) {
    this.#importer = importer;
    this.#whole = whole;
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
    const still = this.#retry(writer, this.#waiting.takeAll());
    this.#outline(writer, still);
    for (const { item, reason } of this.#retry(writer, still)) this.#reject(item.item, reason);
    this.#tellVanished(writer);
  }

  /** What still waits after all that can be written has been. */
  #retry(writer: Writer, waiting: readonly Waits<Candidate>[]): Waits<Candidate>[] {
    let left = [...waiting];
    let before: number;
    do {
      before = left.length;
      for (const { item } of left) this.#write(writer, item);
      left = this.#waiting.takeAll();
    } while (left.length < before);
    return left;
  }

  /** New records that refer to each other are written in outline first, if as a whole they can follow. */
  #outline(writer: Writer, waiting: readonly Waits<Candidate>[]): void {
    const outline = (record: InterchangeRecord) => writer.whole(() => void writeRows(writer, outlineOf(record)));
    const follow = (record: InterchangeRecord) => writer.whole(() => void writeRows(writer, record));
    let ring = waiting.flatMap(({ item: { record } }) =>
      record && !identityOf(writer, record.noun, keyOfRecord(record)) ? [record] : [],
    );
    for (let before = -1; ring.length !== before; ) {
      before = ring.length;
      const tried = ring;
      ring = writer.trial(() => settled(settled(tried, outline), follow));
    }
    settled(ring, outline);
  }

  report(rejectsFile: string | null): Report {
    return { ...this.#tally, rejections: this.#rejections, notes: this.#notes, rejectsFile };
  }

  #met({ place }: ReadItem, named: unknown): void {
    this.#files.add(place.file);
    const { noun, key, source, about } = named as Record<string, unknown>;
    this.#named.add(`${String(noun)}:${key === undefined ? `${String(source)}/${String(about)}` : String(key)}`);
  }

  /** What this importer has brought in from these files, and finds there no more. The record keeps it. */
  #tellVanished(writer: Writer): void {
    for (const { noun, key, file } of broughtIn(writer, this.#importer, this.#whole ? undefined : [...this.#files])) {
      if (this.#named.has(`${noun}:${key}`)) continue;
      this.#tally.vanished += 1;
      this.#note({
        file,
        key,
        note: `The ${noun} stood here when it was last imported, and does not any more. It is kept: withdraw it if it was wrong.`,
      });
    }
  }

  #note(note: Note): void {
    if (this.#notes.length < kept) this.#notes.push(note);
  }

  #judge(writer: Writer, item: ReadItem & { record: RecordInput }): void {
    const judged = judge(item, this.#importer);
    this.#met(item, item.record);
    if ('issues' in judged) this.#reject(item, explainIssues(judged.issues, item.record));
    else this.#write(writer, judged);
  }

  /** Writes a record, and what has waited for it: that need not hold up others. */
  #write(writer: Writer, candidate: Candidate): void {
    const due = [candidate];
    for (const one of due)
      if (this.#isWritten(writer, one) && one.key !== undefined)
        due.push(...this.#waiting.takeFor(one.key).map(({ item }) => item));
  }

  #isWritten(writer: Writer, candidate: Candidate): boolean {
    const { item, noun, name, digest } = candidate;
    try {
      const earlier = this.#seen.get(name);
      if (earlier && earlier.digest !== digest)
        throw badInput(`The record already stands at ${explainPlace(earlier.place)}, with other content.`);
      const { outcome, claimed = [], uncited = [] } = candidate.bring(writer);
      this.#seen.set(name, { place: item.place, digest });
      const cited = claimed.filter((field) => !uncited.includes(field));
      if (cited.length > 0)
        this.#note({
          ...placed(item),
          note: `${cited.join(', ')}: corrected here since; what the input says now stands beside it as a claim.`,
        });
      if (uncited.length > 0)
        this.#note({
          ...placed(item),
          note: `${uncited.join(', ')}: corrected here since, and kept; the input has another value, without a source.`,
        });
      if (item.note !== undefined) this.#note({ ...placed(item), note: item.note });
      if (this.#counts === 'all' || ofEntries.has(noun)) this.#count(outcome);
      return true;
    } catch (error) {
      if (error instanceof MissingReference)
        this.#waiting.add(candidate, { key: error.key, reason: explainError(error) });
      else this.#reject(item, reasonOf(error));
      return false;
    }
  }

  #reject(item: ReadItem, reason: string): void {
    const told = { ...placed(item), reason };
    // That a file was not read to its end is told first, however much of it was rejected.
    if ('stops' in item) this.#rejections.unshift(told);
    else if (this.#rejections.length < kept) this.#rejections.push(told);
    if ('record' in item) this.#listeners.onReject?.(item.record);
    this.#count('rejected');
  }

  #count(outcome: Outcome | 'rejected'): void {
    this.#tally[outcome] += 1;
    this.#tally.read += 1;
    this.#listeners.onItem?.(this.#tally.read);
  }
}

const placed = ({ place, key }: ReadItem): Place & { key?: string } => ({
  ...place,
  ...(key !== undefined && { key }),
});

/** Only what is wrong with the record is a reason; a full disk is not. */
function reasonOf(error: unknown): string {
  const reason = error instanceof ChanceryError ? explainError(error) : refusalOf(error);
  if (reason === undefined) throw error;
  return reason;
}

/** Takes what can be taken, again and again, and gives that in the order in which it was given. */
function settled<T>(items: readonly T[], take: (item: T) => void): T[] {
  const left = new Set(items);
  for (let before = -1; left.size !== before; ) {
    before = left.size;
    for (const item of left) {
      try {
        take(item);
        left.delete(item);
      } catch (error) {
        reasonOf(error);
      }
    }
  }
  return items.filter((item) => !left.has(item));
}

/** What an item asks for, or what is wrong with it. */
function judge(item: ReadItem & { record: RecordInput }, importer: string): Candidate | { issues: z.core.$ZodIssue[] } {
  if ((item.record.noun as string) === 'tombstone') {
    const parsed = tombstoneRecord.safeParse(item.record);
    if (!parsed.success) return parsed.error;
    const { data } = parsed;
    const name = `tombstone:${data.of}:${data.key}`;
    return { item, noun: 'tombstone', name, digest: digestOf(data), bring: (writer) => bringTombstone(writer, data) };
  }
  const parsed = parseHistory(item.record);
  if ('issues' in parsed) return parsed;
  const { record, former } = parsed;
  const digest = digestOf(former.length > 0 ? [record, former] : record);
  return {
    item,
    record,
    noun: record.noun,
    name: `${record.noun}:${keyOfRecord(record)}`,
    key: keyOfRecord(record),
    digest,
    bring: (writer) => bring(writer, importer, { record, former, digest, file: item.place.file }),
  };
}
