import { basename } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import { dataset, records, revisions } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { parseRecord } from '../model/records/index.ts';
import { formatFieldError, formatIssues } from '../model/validation-messages.ts';
import { type RecordNoun, recordNouns, type recordStates } from '../model/vocabulary.ts';
import { checkIntegrity } from '../store/check-integrity.ts';
import { explainConstraintError } from '../store/constraint-error.ts';
import { findRecordIdentity } from '../store/history.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { getRecordKey, writeRecordRows } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import { type DeferredItem, DeferredQueue } from './deferred-records.ts';
import { historyHeaderSchema, revisionSchema } from './history-format.ts';
import type { Rejection } from './import-run.ts';
import { type JsonlLine, readJsonl } from './read-jsonl.ts';
import { createStubRecord } from './stub-record.ts';
import { type Tombstone, tombstoneSchema } from './tombstone.ts';

/** What was restored of a record with its history. */
export interface RestoreReport {
  records: number;
  tombstones: number;
  revisions: number;
  /** Of the data set: the number of its last change. */
  sequence: number;
  /** How much is wrong: where anything is, the database is to be thrown away. */
  rejected: number;
  /** The first hundred. */
  rejections: Rejection[];
}

const batchSize = 500;

/**
 * Fills an empty database from a file that `export --with-history` has written: the records, what is gone, and the revisions word for word.
 * In the end the history must lead to what stands.
 */
export async function restoreHistory(
  db: Database,
  path: string,
  onProgress: (lines: number) => void = () => undefined,
): Promise<RestoreReport> {
  const restore = new HistoryRestore(basename(path));
  // As an importer: its words are not compared with those of other citations.
  const writer = (tx: Transaction): Writer => new Writer(tx, { by: 'restore', importer: 'restore' });
  const take = async (batch: readonly JsonlLine[]): Promise<void> => {
    await db.write((tx) => restore.processBatch(writer(tx), batch));
    onProgress(batch.at(-1)?.line ?? 0);
  };
  let batch: JsonlLine[] = [];
  for await (const line of readJsonl(path)) {
    batch.push(line);
    if (batch.length < batchSize) continue;
    await take(batch);
    batch = [];
  }
  await take(batch);
  const endings = await db.write((tx) => restore.finish(writer(tx)));
  if (restore.toReport().rejected === 0) {
    const problems = endings.length > 0 ? endings : (await checkIntegrity(db)).problems;
    for (const { reason, line } of await locateProblems(path, problems)) restore.addRejection(reason, line);
  }
  return restore.toReport();
}

/** Problems that name a record, with the line on which it stands. */
async function locateProblems(
  path: string,
  problems: readonly string[],
): Promise<{ reason: string; line: number | undefined }[]> {
  const lines = new Map<string, number>();
  if (problems.length > 0)
    for await (const { line, text } of readJsonl(path)) {
      const { noun, of = noun, key, source, about } = JSON.parse(text) as Record<string, unknown>;
      if (noun === 'history' || noun === 'revision') continue;
      const name = `${String(of)} "${String(key ?? `${String(source)}/${String(about)}`)}"`;
      for (const problem of problems) if (problem.includes(` ${name}`)) lines.set(problem, line);
    }
  return problems.map((reason) => ({ reason, line: lines.get(reason) }));
}

type RecordState = (typeof recordStates)[number];
type WriteTask = (writer: Writer) => void;

/** A record or a tombstone. */
interface RestoreItem {
  line: number;
  /** By which others refer to it; none of a tombstone. */
  key?: string;
  write: WriteTask;
  /** Writes as much of it as others need. */
  writeStub: WriteTask;
}

const maxReported = 100;

/** One history on its way in: what it has met, and what waits. */
class HistoryRestore {
  readonly #file: string;
  readonly #counts = { records: 0, tombstones: 0, revisions: 0, rejected: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #deferred = new DeferredQueue<RestoreItem>();
  #hasReadHeader = false;
  /** The number of the last change, as the first line says. */
  #expectedSequence: number | undefined;
  #lastSequence = 0;

  constructor(file: string) {
    this.#file = file;
  }

  processBatch(writer: Writer, lines: readonly JsonlLine[]): void {
    for (const { line, text, fault } of lines) {
      try {
        if (fault !== undefined) throw badInput(fault);
        this.#processLine(writer, line, parseJson(text));
      } catch (error) {
        this.addRejection(getRejectionReason(error), line);
      }
    }
  }

  /** After the last line: notes each record's last revision, and tells of records of which that is no right one. */
  finish(writer: Writer): string[] {
    this.#resolveDeferred(writer);
    if (this.#expectedSequence !== undefined && this.#lastSequence !== this.#expectedSequence)
      this.addRejection(
        `The last revision has the number ${this.#lastSequence}, and the first line promises ${this.#expectedSequence}: lines are missing.`,
        undefined,
      );
    writer.run(
      sql`UPDATE ${records} SET revision = (SELECT max(${revisions.sequence}) FROM ${revisions} WHERE ${revisions.recordId} = ${records.id})`,
    );
    writer.run(sql`UPDATE ${dataset} SET sequence = ${this.#lastSequence}`);
    return writer
      .all<{ name: string; state: string; action: string | null }>(
        sql`SELECT ${records.noun} || ' "' || ${records.key} || '"' AS "name", ${records.state} AS "state", ${revisions.action} AS "action" FROM ${records}
          LEFT JOIN ${revisions} ON ${revisions.sequence} = ${records.revision}
          WHERE ${records.state} IS NOT CASE WHEN ${revisions.action} IN ('RECORDED', 'CORRECTED') THEN 'LIVE' ELSE ${revisions.action} END`,
      )
      .map(
        ({ name, state, action }) =>
          `The ${name} is ${state} here, and ${action ? `its last revision says ${action}` : 'has no revision'}.`,
      );
  }

  addRejection(reason: string, line: number | undefined): void {
    this.#counts.rejected += 1;
    if (this.#rejections.length < maxReported)
      this.#rejections.push({ file: this.#file, ...(line !== undefined && { line }), reason });
  }

  toReport(): RestoreReport {
    const { rejected, ...counts } = this.#counts;
    return { ...counts, sequence: this.#lastSequence, rejected, rejections: this.#rejections };
  }

  #processLine(writer: Writer, line: number, raw: unknown): void {
    const noun = typeof raw === 'object' && raw !== null && 'noun' in raw ? raw.noun : undefined;
    if (!this.#hasReadHeader) {
      this.#hasReadHeader = true;
      this.#expectedSequence = parseWithSchema(historyHeaderSchema, raw).sequence;
    } else if (noun === 'history') throw badInput('A history begins once, on the first line.');
    else if (noun === 'revision') this.#restoreRevision(writer, parseWithSchema(revisionSchema, raw));
    else if (this.#counts.revisions > 0) throw badInput('Records and tombstones stand before the revisions.');
    else if (noun === 'tombstone') this.#restoreTombstone(writer, line, parseWithSchema(tombstoneSchema, raw));
    else this.#restoreRecord(writer, line, raw);
  }

  #restoreRecord(writer: Writer, line: number, raw: unknown): void {
    const parsed = parseRecord(raw);
    if ('issues' in parsed) {
      // Its name is known all the same: its revisions are not at fault.
      const named = recordIdentitySchema.safeParse(raw);
      if (named.success) insertRecordIdentity(writer, named.data.noun, named.data.key);
      throw badInput(formatIssues(parsed.issues, raw));
    }
    const { record } = parsed;
    insertRecordIdentity(writer, record.noun, getRecordKey(record));
    this.#counts.records += 1;
    this.#writeWithDependents(writer, {
      line,
      key: getRecordKey(record),
      write: (writer) => void writeRecordRows(writer, record),
      writeStub: (writer) => void writeRecordRows(writer, createStubRecord(record)),
    });
  }

  #restoreTombstone(writer: Writer, line: number, { of: noun, key, action: state, into }: Tombstone): void {
    const write: WriteTask = (writer) => {
      const survivor = into === undefined ? undefined : findRecordIdentity(writer, noun, into);
      if (into !== undefined && !survivor)
        throw new MissingReferenceError(noun === 'coverage' ? 'source' : noun, into, 'into');
      insertRecordIdentity(writer, noun, key, { state, survivorId: survivor?.id ?? null });
    };
    this.#counts.tombstones += 1;
    this.#writeWithDependents(writer, { line, write, writeStub: write });
  }

  #restoreRevision(writer: Writer, revision: z.output<typeof revisionSchema>): void {
    const { sequence, of, key, action, recordedAt, knownAt, by, reason = null, source, into, changes } = revision;
    if (this.#counts.revisions === 0) this.#resolveDeferred(writer);
    const last = this.#lastSequence;
    this.#counts.revisions += 1;
    this.#lastSequence = sequence;
    // A database that is older than its history begins with a later number than 1.
    if (last > 0 && sequence !== last + 1)
      throw badInput(`${sequence} follows ${last}, where ${last + 1} is wanted.`, 'sequence');
    if (this.#expectedSequence !== undefined && sequence > this.#expectedSequence)
      throw badInput(
        `${sequence} is past the last number that the first line promises, ${this.#expectedSequence}.`,
        'sequence',
      );
    writer.insert(revisions, {
      ...{ sequence, action, recordedAt, knownAt, by, reason },
      recordId: requireRecordId(writer, of, key, 'key'),
      sourceRecordId: source === undefined ? null : requireRecordId(writer, 'source', source, 'source'),
      intoId: into === undefined ? null : requireRecordId(writer, of, into, 'into'),
      changes: JSON.stringify(changes),
    });
  }

  /** Writes now, with what has waited for it, or waits for what stands further down. */
  #writeWithDependents(writer: Writer, item: RestoreItem): void {
    const due = [item];
    for (const one of due)
      if (this.#tryWrite(writer, one, 'write') && one.key !== undefined)
        due.push(...this.#deferred.takeWaitingFor(one.key).map(({ item }) => item));
  }

  #tryWrite(writer: Writer, item: RestoreItem, how: 'write' | 'writeStub'): boolean {
    try {
      writer.inSavepoint(() => item[how](writer));
      return true;
    } catch (error) {
      if (error instanceof MissingReferenceError)
        this.#deferred.add(item, { key: error.key, reason: formatFieldError(error) });
      else this.addRejection(getRejectionReason(error), item.line);
      return false;
    }
  }

  /** Writes what waits. What refers to each other is first written in outline. */
  #resolveDeferred(writer: Writer): void {
    const ring = this.#retryDeferred(writer, this.#deferred.takeAll(), 'write');
    const unknown = this.#retryDeferred(writer, ring, 'writeStub');
    const known = ring.filter(({ item }) => !unknown.some((one) => one.item === item));
    for (const { item, reason } of [...unknown, ...this.#retryDeferred(writer, known, 'write')])
      this.addRejection(reason, item.line);
  }

  /** What still waits after all that can be written has been. */
  #retryDeferred(
    writer: Writer,
    waiting: readonly DeferredItem<RestoreItem>[],
    how: 'write' | 'writeStub',
  ): DeferredItem<RestoreItem>[] {
    let left = [...waiting];
    let before: number;
    do {
      before = left.length;
      for (const { item } of left) this.#tryWrite(writer, item, how);
      left = this.#deferred.takeAll();
    } while (left.length < before);
    return left;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`The line is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function parseWithSchema<Out>(schema: z.ZodType<Out>, raw: unknown): Out {
  const result = schema.safeParse(raw);
  if (!result.success) throw badInput(formatIssues(result.error.issues, raw));
  return result.data;
}

const recordIdentitySchema = z.object({ noun: z.enum(recordNouns), key: z.string().min(1) });
const liveState: { state: RecordState; survivorId: number | null } = { state: 'LIVE', survivorId: null };

function insertRecordIdentity(writer: Writer, noun: RecordNoun, key: string, standing = liveState): void {
  if (findRecordIdentity(writer, noun, key)) throw badInput(`The ${noun} "${key}" stands further up already.`, 'key');
  writer.insert(records, { noun, key, ...standing });
}

function requireRecordId(writer: Writer, noun: RecordNoun, key: string, field: string): number {
  const identity = findRecordIdentity(writer, noun, key);
  if (!identity) throw badInput(`No ${noun} has the key "${key}": neither a record nor a tombstone names it.`, field);
  return identity.id;
}

/** Only what is wrong with a line is a reason; a full disk is not. */
function getRejectionReason(error: unknown): string {
  const reason = error instanceof ChanceryError ? formatFieldError(error) : explainConstraintError(error);
  if (reason === undefined) throw error;
  return reason;
}
