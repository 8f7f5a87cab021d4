import { sql } from 'drizzle-orm';
import type { BulkStatements } from '../db/database.ts';
import { tradeFlowFiles, tradeFlows } from '../db/tables/index.ts';
import { StartError } from '../model/errors.ts';
import type { Writer } from './writer.ts';

/** The progress of a file import, saved in the transaction of each batch. */
export interface ImportProgress<Counts> {
  /** Identifies the running import. An import that was superseded stops. */
  run: string;
  /** The line at which the next batch begins. */
  line: number;
  /** The id of the last row before the import began. */
  lastBefore: number;
  /** Whether the source had no flows before the import: only such an import can be resumed. */
  first: boolean;
  counts: Counts;
}

export interface FlowFileImport<Counts> {
  id: number;
  progress: ImportProgress<Counts>;
  /** Whether it resumes an interrupted import of the same content. */
  isResumed: boolean;
  /** Whether the file was imported before, completely or in part. */
  wasImportedBefore: boolean;
}

/** Begins the import of a file, or resumes an interrupted import of the same content. */
export function beginFileImport<Counts>(
  writer: Writer,
  {
    sourceId,
    name,
    digest,
    run,
    counts,
  }: { sourceId: number; name: string; digest: string; run: string; counts: Counts },
  canResume: (counts: Counts) => boolean,
): FlowFileImport<Counts> {
  const found = writer.get<{ id: number; digest: string; progress: string | null }>(
    sql`SELECT ${tradeFlowFiles.id} AS "id", ${tradeFlowFiles.digest} AS "digest", ${tradeFlowFiles.progress} AS "progress" FROM ${tradeFlowFiles}
      WHERE ${tradeFlowFiles.sourceId} = ${sourceId} AND ${tradeFlowFiles.name} = ${name}`,
  );
  const stopped =
    found?.progress && found.digest === digest ? (JSON.parse(found.progress) as ImportProgress<Counts>) : undefined;
  const resumed = stopped?.first === true && stopped.line > 2 && canResume(stopped.counts);
  const progress = resumed ? { ...stopped, run } : { run, line: 2, ...readStateBeforeImport(writer, sourceId), counts };
  const id = found?.id ?? writer.insert(tradeFlowFiles, { sourceId, name, digest, progress: null });
  writer.run(
    sql`UPDATE ${tradeFlowFiles} SET digest = ${digest}, progress = ${JSON.stringify(progress)} WHERE ${tradeFlowFiles.id} = ${id}`,
  );
  return { id, progress, isResumed: resumed, wasImportedBefore: found !== undefined };
}

function readStateBeforeImport(writer: Writer, sourceId: number): { lastBefore: number; first: boolean } {
  const any = writer.get(sql`SELECT 1 FROM ${tradeFlows} WHERE ${tradeFlows.sourceId} = ${sourceId} LIMIT 1`);
  return { lastBefore: readLastFlowId(writer), first: any === undefined };
}

/** Returns the id of a file that was imported before, completely or in part. */
export const findFileId = (writer: Writer, sourceId: number, name: string): number | undefined =>
  writer.get<{ id: number }>(
    sql`SELECT ${tradeFlowFiles.id} AS "id" FROM ${tradeFlowFiles} WHERE ${tradeFlowFiles.sourceId} = ${sourceId} AND ${tradeFlowFiles.name} = ${name}`,
  )?.id;

/** Returns the id of the last row; 0 if there is none. */
export const readLastFlowId = (writer: Writer): number =>
  writer.get<{ last: number | null }>(sql`SELECT max(${tradeFlows.id}) AS "last" FROM ${tradeFlows}`)?.last ?? 0;

/** Saves the progress of an import; `undefined` when it is complete. Throws if another import has taken over. */
export function saveProgress<Counts>(
  writer: Writer,
  file: number,
  run: string,
  progress: ImportProgress<Counts> | undefined,
): void {
  const stored = writer.get<{ run: string | null; name: string }>(
    sql`SELECT ${tradeFlowFiles.progress} ->> 'run' AS "run", ${tradeFlowFiles.name} AS "name" FROM ${tradeFlowFiles} WHERE ${tradeFlowFiles.id} = ${file}`,
  );
  if (stored?.run !== run)
    throw new StartError(
      `Another import of ${stored?.name ?? 'the file'} has started and continues from here. This one stops.`,
    );
  const text = progress === undefined ? null : JSON.stringify(progress);
  writer.run(sql`UPDATE ${tradeFlowFiles} SET progress = ${text} WHERE ${tradeFlowFiles.id} = ${file}`);
}

/** Counts the rows of a file in a range of ids. */
export function countRowsOfFile(
  bulk: BulkStatements,
  file: number,
  { after, upTo }: { after: number; upTo: number },
): number {
  const statement = bulk.prepare(
    sql`SELECT count(*) AS rows FROM ${tradeFlows} NOT INDEXED WHERE ${tradeFlows.id} > ? AND ${tradeFlows.id} <= ? AND ${tradeFlows.fileId} = ?`,
  );
  const [counted] = statement.all(after, upTo, file) as { rows: number }[];
  return counted?.rows ?? 0;
}
