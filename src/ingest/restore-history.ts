import { basename } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../db/database.ts';
import { dataset, records, revisions } from '../db/tables/index.ts';
import { badInput, ChanceryError } from '../model/errors.ts';
import { parseRecord } from '../model/records/index.ts';
import { explainError, explainIssues } from '../model/validation-messages.ts';
import { type RecordNoun, recordNouns, type recordStates } from '../model/vocabulary.ts';
import { checkRecord } from '../store/check-integrity.ts';
import { refusalOf } from '../store/constraint-error.ts';
import { identityOf } from '../store/history.ts';
import { MissingReference } from '../store/reference-resolver.ts';
import { keyOfRecord, writeRows } from '../store/write-record.ts';
import { Writer } from '../store/writer.ts';
import { Waiting, type Waits } from './deferred-records.ts';
import { historyHeader, revisionRecord } from './history-format.ts';
import type { Rejection } from './import-run.ts';
import { type Line, linesOf } from './read-jsonl.ts';
import { outlineOf } from './stub-record.ts';
import { type Tombstone, tombstoneRecord } from './tombstone.ts';

/** What was restored of a record with its history. */
export interface Restored {
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
): Promise<Restored> {
  const restore = new Restore(basename(path));
  // As an importer: its words are not compared with those of other citations.
  const writer = (tx: Transaction): Writer => new Writer(tx, { by: 'restore', importer: 'restore' });
  const take = async (batch: readonly Line[]): Promise<void> => {
    await db.write((tx) => restore.take(writer(tx), batch));
    onProgress(batch.at(-1)?.line ?? 0);
  };
  let batch: Line[] = [];
  for await (const line of linesOf(path)) {
    batch.push(line);
    if (batch.length < batchSize) continue;
    await take(batch);
    batch = [];
  }
  await take(batch);
  const endings = await db.write((tx) => restore.finish(writer(tx)));
  if (restore.report().rejected === 0) {
    const problems = endings.length > 0 ? endings : (await checkRecord(db)).problems;
    for (const { reason, line } of await located(path, problems)) restore.reject(reason, line);
  }
  return restore.report();
}

/** Problems that name a record, with the line on which it stands. */
async function located(
  path: string,
  problems: readonly string[],
): Promise<{ reason: string; line: number | undefined }[]> {
  const lines = new Map<string, number>();
  if (problems.length > 0)
    for await (const { line, text } of linesOf(path)) {
      const { noun, of = noun, key, source, about } = JSON.parse(text) as Record<string, unknown>;
      if (noun === 'history' || noun === 'revision') continue;
      const name = `${String(of)} "${String(key ?? `${String(source)}/${String(about)}`)}"`;
      for (const problem of problems) if (problem.includes(` ${name}`)) lines.set(problem, line);
    }
  return problems.map((reason) => ({ reason, line: lines.get(reason) }));
}

type RecordState = (typeof recordStates)[number];
type Work = (writer: Writer) => void;

/** A record or a tombstone. */
interface Item {
  line: number;
  /** By which others refer to it; none of a tombstone. */
  key?: string;
  write: Work;
  /** Writes as much of it as others need. */
  outline: Work;
}

const shown = 100;

/** One history on its way in: what it has met, and what waits. */
class Restore {
  readonly #file: string;
  readonly #tally = { records: 0, tombstones: 0, revisions: 0, rejected: 0 };
  readonly #rejections: Rejection[] = [];
  readonly #waiting = new Waiting<Item>();
  #begun = false;
  /** The number of the last change, as the first line says. */
  #promised: number | undefined;
  #last = 0;

  constructor(file: string) {
    this.#file = file;
  }

  take(writer: Writer, lines: readonly Line[]): void {
    for (const { line, text, fault } of lines) {
      try {
        if (fault !== undefined) throw badInput(fault);
        this.#judge(writer, line, parsed(text));
      } catch (error) {
        this.reject(reasonOf(error), line);
      }
    }
  }

  /** After the last line: notes each record's last revision, and tells of records of which that is no right one. */
  finish(writer: Writer): string[] {
    this.#settle(writer);
    if (this.#promised !== undefined && this.#last !== this.#promised)
      this.reject(
        `The last revision has the number ${this.#last}, and the first line promises ${this.#promised}: lines are missing.`,
        undefined,
      );
    writer.run(
      sql`UPDATE ${records} SET revision = (SELECT max(${revisions.sequence}) FROM ${revisions} WHERE ${revisions.recordId} = ${records.id})`,
    );
    writer.run(sql`UPDATE ${dataset} SET sequence = ${this.#last}`);
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

  reject(reason: string, line: number | undefined): void {
    this.#tally.rejected += 1;
    if (this.#rejections.length < shown)
      this.#rejections.push({ file: this.#file, ...(line !== undefined && { line }), reason });
  }

  report(): Restored {
    const { rejected, ...counts } = this.#tally;
    return { ...counts, sequence: this.#last, rejected, rejections: this.#rejections };
  }

  #judge(writer: Writer, line: number, raw: unknown): void {
    const noun = typeof raw === 'object' && raw !== null && 'noun' in raw ? raw.noun : undefined;
    if (!this.#begun) {
      this.#begun = true;
      this.#promised = read(historyHeader, raw).sequence;
    } else if (noun === 'history') throw badInput('A history begins once, on the first line.');
    else if (noun === 'revision') this.#revision(writer, read(revisionRecord, raw));
    else if (this.#tally.revisions > 0) throw badInput('Records and tombstones stand before the revisions.');
    else if (noun === 'tombstone') this.#tombstone(writer, line, read(tombstoneRecord, raw));
    else this.#record(writer, line, raw);
  }

  #record(writer: Writer, line: number, raw: unknown): void {
    const parsed = parseRecord(raw);
    if ('issues' in parsed) {
      // Its name is known all the same: its revisions are not at fault.
      const named = name.safeParse(raw);
      if (named.success) nameRecord(writer, named.data.noun, named.data.key);
      throw badInput(explainIssues(parsed.issues, raw));
    }
    const { record } = parsed;
    nameRecord(writer, record.noun, keyOfRecord(record));
    this.#tally.records += 1;
    this.#write(writer, {
      line,
      key: keyOfRecord(record),
      write: (writer) => void writeRows(writer, record),
      outline: (writer) => void writeRows(writer, outlineOf(record)),
    });
  }

  #tombstone(writer: Writer, line: number, { of: noun, key, action: state, into }: Tombstone): void {
    const write: Work = (writer) => {
      const survivor = into === undefined ? undefined : identityOf(writer, noun, into);
      if (into !== undefined && !survivor)
        throw new MissingReference(noun === 'coverage' ? 'source' : noun, into, 'into');
      nameRecord(writer, noun, key, { state, survivorId: survivor?.id ?? null });
    };
    this.#tally.tombstones += 1;
    this.#write(writer, { line, write, outline: write });
  }

  #revision(writer: Writer, revision: z.output<typeof revisionRecord>): void {
    const { sequence, of, key, action, recordedAt, knownAt, by, reason = null, source, into, changes } = revision;
    if (this.#tally.revisions === 0) this.#settle(writer);
    const last = this.#last;
    this.#tally.revisions += 1;
    this.#last = sequence;
    // A database that is older than its history begins with a later number than 1.
    if (last > 0 && sequence !== last + 1)
      throw badInput(`${sequence} follows ${last}, where ${last + 1} is wanted.`, 'sequence');
    if (this.#promised !== undefined && sequence > this.#promised)
      throw badInput(
        `${sequence} is past the last number that the first line promises, ${this.#promised}.`,
        'sequence',
      );
    writer.insert(revisions, {
      ...{ sequence, action, recordedAt, knownAt, by, reason },
      recordId: idOf(writer, of, key, 'key'),
      sourceRecordId: source === undefined ? null : idOf(writer, 'source', source, 'source'),
      intoId: into === undefined ? null : idOf(writer, of, into, 'into'),
      changes: JSON.stringify(changes),
    });
  }

  /** Writes now, with what has waited for it, or waits for what stands further down. */
  #write(writer: Writer, item: Item): void {
    const due = [item];
    for (const one of due)
      if (this.#isTaken(writer, one, 'write') && one.key !== undefined)
        due.push(...this.#waiting.takeFor(one.key).map(({ item }) => item));
  }

  #isTaken(writer: Writer, item: Item, how: 'write' | 'outline'): boolean {
    try {
      writer.whole(() => item[how](writer));
      return true;
    } catch (error) {
      if (error instanceof MissingReference) this.#waiting.add(item, { key: error.key, reason: explainError(error) });
      else this.reject(reasonOf(error), item.line);
      return false;
    }
  }

  /** Writes what waits. What refers to each other is first written in outline. */
  #settle(writer: Writer): void {
    const ring = this.#retry(writer, this.#waiting.takeAll(), 'write');
    const unknown = this.#retry(writer, ring, 'outline');
    const known = ring.filter(({ item }) => !unknown.some((one) => one.item === item));
    for (const { item, reason } of [...unknown, ...this.#retry(writer, known, 'write')]) this.reject(reason, item.line);
  }

  /** What still waits after all that can be written has been. */
  #retry(writer: Writer, waiting: readonly Waits<Item>[], how: 'write' | 'outline'): Waits<Item>[] {
    let left = [...waiting];
    let before: number;
    do {
      before = left.length;
      for (const { item } of left) this.#isTaken(writer, item, how);
      left = this.#waiting.takeAll();
    } while (left.length < before);
    return left;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badInput(`The line is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function read<Out>(schema: z.ZodType<Out>, raw: unknown): Out {
  const result = schema.safeParse(raw);
  if (!result.success) throw badInput(explainIssues(result.error.issues, raw));
  return result.data;
}

const name = z.object({ noun: z.enum(recordNouns), key: z.string().min(1) });
const live: { state: RecordState; survivorId: number | null } = { state: 'LIVE', survivorId: null };

function nameRecord(writer: Writer, noun: RecordNoun, key: string, standing = live): void {
  if (identityOf(writer, noun, key)) throw badInput(`The ${noun} "${key}" stands further up already.`, 'key');
  writer.insert(records, { noun, key, ...standing });
}

function idOf(writer: Writer, noun: RecordNoun, key: string, field: string): number {
  const identity = identityOf(writer, noun, key);
  if (!identity) throw badInput(`No ${noun} has the key "${key}": neither a record nor a tombstone names it.`, field);
  return identity.id;
}

/** Only what is wrong with a line is a reason; a full disk is not. */
function reasonOf(error: unknown): string {
  const reason = error instanceof ChanceryError ? explainError(error) : refusalOf(error);
  if (reason === undefined) throw error;
  return reason;
}
