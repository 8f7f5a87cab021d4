import { basename } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import { dataset, records, revisions } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import { diffRecords, type RecordJson } from '../model/record-diff.ts';
import { identitySchema } from '../model/records/field-schemas.ts';
import { parseRecord } from '../model/records/index.ts';
import { repairDates } from '../model/records/repair-record-dates.ts';
import { formatIssues } from '../model/validation-messages.ts';
import { type RecordNoun, recordNouns, type recordStates } from '../model/vocabulary.ts';
import { checkIntegrity } from '../store/check-integrity.ts';
import { appendRevision, findRecordIdentity } from '../store/history.ts';
import { MissingReferenceError } from '../store/reference-resolver.ts';
import { readRecord } from '../store/serialize/read-record.ts';
import { SpanVerifier } from '../store/span-texts.ts';
import { getRecordKey, writeRecordRows } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import { toBatches } from './batches.ts';
import { type DeferredItem, DeferredQueue } from './deferred-records.ts';
import { historyHeaderSchema, revisionSchema } from './history-format.ts';
import type { Rejection } from './import-report.ts';
import { type JsonlLine, readJsonl } from './read-jsonl.ts';
import { getRejectionReason, parseJsonLine } from './rejection-reason.ts';
import { createStubRecord } from './stub-record.ts';
import { type Tombstone, tombstoneSchema } from './tombstone.ts';

export interface RestoreReport {
  records: number;
  tombstones: number;
  revisions: number;
  /** Sequence number of the last change. */
  sequence: number;
  /** If anything is rejected, the database must be discarded. */
  rejected: number;
  /** At most 100. */
  rejections: Rejection[];
}

const batchSize = 500;
const maxReported = 100;

/**
 * Fills an empty database from a file written by `export --with-history`: records, tombstones and
 * revisions. At the end, replaying the history must give the current records.
 */
export async function restoreHistory(
  db: Database,
  path: string,
  onProgress: (lines: number) => void = () => undefined,
): Promise<RestoreReport> {
  const restore = new HistoryRestore(basename(path));
  // An export has the text of a source only if it was retained.
  const verifier = new SpanVerifier({ acceptsUnverified: true });
  // Writes as an importer, so that quoted words are not compared with other citations.
  const createWriter = (tx: Transaction): Writer => new Writer(tx, { by: 'restore', importer: 'restore' }, verifier);
  for await (const batch of toBatches(readJsonl(path), batchSize)) {
    await db.write((tx) => restore.processBatch(createWriter(tx), batch));
    onProgress(batch.at(-1)?.line ?? 0);
  }
  const stateProblems = await db.write((tx) => restore.finish(createWriter(tx)));
  if (restore.toReport().rejected === 0) {
    const problems = stateProblems.length > 0 ? stateProblems : (await checkIntegrity(db)).problems;
    for (const { reason, line } of await locateProblems(path, problems)) restore.addRejection(reason, line);
  }
  return restore.toReport();
}

/** Adds line numbers to problems that name a record. */
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
  /** The key by which others refer to it; undefined for a tombstone. */
  key?: string;
  write: WriteTask;
  /** Writes only the fields that others need. */
  writeStub: WriteTask;
}

/** The state of one restore: counts, rejections, and records that wait for others. */
class HistoryRestore {
  readonly #file: string;
  readonly #counts = { records: 0, tombstones: 0, revisions: 0, rejected: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #deferred = new DeferredQueue<RestoreItem>(({ line }, reason) => this.addRejection(reason, line));
  #hasReadHeader = false;
  /** Sequence number of the last change, from the first line. */
  #expectedSequence: number | undefined;
  #lastSequence = 0;
  readonly #repaired: { noun: RecordNoun; key: string; exported: RecordJson; repairs: string[] }[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  processBatch(writer: Writer, lines: readonly JsonlLine[]): void {
    for (const { line, text, fault } of lines) {
      try {
        if (fault !== undefined) throw badInput(fault);
        this.#processLine(writer, line, parseJsonLine(text));
      } catch (error) {
        this.addRejection(getRejectionReason(error), line);
      }
    }
  }

  /** Sets the last revision of each record. Returns a problem for each record whose state differs from its last revision. */
  finish(writer: Writer): string[] {
    this.#resolveDeferred(writer);
    if (this.#expectedSequence !== undefined && this.#lastSequence !== this.#expectedSequence) {
      this.#counts.rejected += 1;
      this.#rejections.unshift({
        file: this.#file,
        reason: `The last revision has sequence ${this.#lastSequence}, but the first line announces ${this.#expectedSequence}: lines are missing.`,
      });
    }
    writer.run(
      sql`UPDATE ${records} SET revision = (SELECT max(${revisions.sequence}) FROM ${revisions} WHERE ${revisions.recordId} = ${records.id})`,
    );
    writer.run(sql`UPDATE ${dataset} SET sequence = ${this.#lastSequence}`);
    this.#recordRepairs(writer);
    return writer
      .all<{ name: string; state: string; action: string | null }>(
        sql`SELECT ${records.noun} || ' "' || ${records.key} || '"' AS "name", ${records.state} AS "state", ${revisions.action} AS "action" FROM ${records}
          LEFT JOIN ${revisions} ON ${revisions.sequence} = ${records.revision}
          WHERE ${records.state} IS NOT CASE WHEN ${revisions.action} IN ('RECORDED', 'CORRECTED') THEN 'LIVE' ELSE ${revisions.action} END`,
      )
      .map(
        ({ name, state, action }) =>
          `The ${name} is ${state}, but ${action ? `its last revision says ${action}` : 'it has no revision'}.`,
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
    } else if (noun === 'history') throw badInput('A history header is only allowed on the first line.');
    else if (noun === 'revision') this.#restoreRevision(writer, parseWithSchema(revisionSchema, raw));
    else if (this.#counts.revisions > 0) throw badInput('Records and tombstones must come before the revisions.');
    else if (noun === 'tombstone') this.#restoreTombstone(writer, line, parseWithSchema(tombstoneSchema, raw));
    else this.#restoreRecord(writer, line, raw);
  }

  #restoreRecord(writer: Writer, line: number, raw: unknown): void {
    const parsed = this.#parseWithRepairs(writer, raw);
    if ('issues' in parsed) {
      // Registers its identity, so that its revisions are not rejected too.
      const { data } = recordIdentitySchema.safeParse(raw);
      if (data) insertRecordIdentity(writer, data.noun, data.key);
      throw badInput(formatIssues(parsed.issues, raw));
    }
    const { record } = parsed;
    insertRecordIdentity(writer, record.noun, getRecordKey(record));
    this.#counts.records += 1;
    this.#write(writer, {
      line,
      key: getRecordKey(record),
      write: (writer) => void writeRecordRows(writer, record),
      writeStub: (writer) => void writeRecordRows(writer, createStubRecord(record)),
    });
  }

  /** Parses a record; repairs dates that the version accepted that wrote the export. */
  #parseWithRepairs(writer: Writer, raw: unknown): ReturnType<typeof parseRecord> {
    const parsed = parseRecord(raw);
    const { data: identity } = recordIdentitySchema.safeParse(raw);
    if ('record' in parsed || !identity) return parsed;
    const { document, repairs } = repairDates(identity.noun, raw as RecordJson, {
      fallbackDay: writer.now.slice(0, 10),
    });
    if (repairs.length > 0) this.#repaired.push({ ...identity, exported: raw as RecordJson, repairs });
    return repairs.length > 0 ? parseRecord(document) : parsed;
  }

  /** Appends a revision for each record whose dates were repaired. */
  #recordRepairs(writer: Writer): void {
    for (const { noun, key, exported, repairs } of this.#repaired) {
      const identity = findRecordIdentity(writer, noun, key);
      const stored = readRecord(writer, noun, key);
      if (!identity || !stored) continue;
      const reason = `Dates were read again by a newer version: ${repairs.join('; ')}.`;
      const knownAt = writer.now;
      this.#lastSequence = writer.withAttribution({ ...writer.attribution, by: 'update', reason }, () =>
        appendRevision(writer, identity.id, 'CORRECTED', diffRecords(exported, stored), { knownAt }),
      );
    }
  }

  #restoreTombstone(writer: Writer, line: number, { of: noun, key, action: state, into }: Tombstone): void {
    const write: WriteTask = (writer) => {
      const survivor = into === undefined ? undefined : findRecordIdentity(writer, noun, into);
      if (into !== undefined && !survivor)
        throw new MissingReferenceError(noun === 'coverage' ? 'source' : noun, into, 'into');
      insertRecordIdentity(writer, noun, key, { state, survivorId: survivor?.id ?? null });
    };
    this.#counts.tombstones += 1;
    this.#write(writer, { line, write, writeStub: write });
  }

  #restoreRevision(writer: Writer, revision: z.output<typeof revisionSchema>): void {
    const { sequence, of, key, action, recordedAt, knownAt, by, reason = null, source, into, changes } = revision;
    if (this.#counts.revisions === 0) this.#resolveDeferred(writer);
    const previous = this.#lastSequence;
    this.#counts.revisions += 1;
    this.#lastSequence = sequence;
    // The history of a database that is older than this feature starts later than 1.
    if (previous > 0 && sequence !== previous + 1)
      throw badInput(`${sequence} follows ${previous}. Expected ${previous + 1}.`, 'sequence');
    if (this.#expectedSequence !== undefined && sequence > this.#expectedSequence)
      throw badInput(
        `${sequence} is greater than the last sequence announced by the first line, ${this.#expectedSequence}.`,
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

  #write(writer: Writer, item: RestoreItem): void {
    this.#deferred.write(item, ({ write }) => writer.inSavepoint(() => write(writer)));
  }

  /** Retries the waiting records. Those that refer to each other are written as stubs first. */
  #resolveDeferred(writer: Writer): void {
    const retry = (items: readonly DeferredItem<RestoreItem>[], method: 'write' | 'writeStub') =>
      this.#deferred.retry(items, (item) => writer.inSavepoint(() => item[method](writer)));
    const waiting = retry(this.#deferred.takeAll(), 'write');
    const unresolvable = retry(waiting, 'writeStub');
    const stubs = waiting.filter(({ item }) => !unresolvable.some((other) => other.item === item));
    for (const { item, reason } of [...unresolvable, ...retry(stubs, 'write')]) this.addRejection(reason, item.line);
  }
}

function parseWithSchema<Out>(schema: z.ZodType<Out>, raw: unknown): Out {
  const result = schema.safeParse(raw);
  if (!result.success) throw badInput(formatIssues(result.error.issues, raw));
  return result.data;
}

const recordIdentitySchema = z.object({ noun: z.enum(recordNouns), key: identitySchema() });
const liveState: { state: RecordState; survivorId: number | null } = { state: 'LIVE', survivorId: null };

function insertRecordIdentity(writer: Writer, noun: RecordNoun, key: string, state = liveState): void {
  if (findRecordIdentity(writer, noun, key))
    throw badInput(`The ${noun} "${key}" is already on an earlier line.`, 'key');
  writer.insert(records, { noun, key, revision: null, ...state });
}

function requireRecordId(writer: Writer, noun: RecordNoun, key: string, field: string): number {
  const identity = findRecordIdentity(writer, noun, key);
  if (!identity) throw badInput(`No record or tombstone has the ${noun} key "${key}".`, field);
  return identity.id;
}
