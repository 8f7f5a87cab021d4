import { sql } from 'drizzle-orm';
import { badInput, ChanceryError } from '../../model/errors.ts';
import type { Reader } from '../database.ts';
import { withoutDeadline } from '../deadline.ts';
import { aliasColumns, fromClause, limitExpression } from '../sql-builder.ts';
import { dataset, revisions } from '../tables/index.ts';

const selectSequence = withoutDeadline(sql`SELECT sequence FROM ${fromClause(dataset, 'd')}`);

/** Returns the sequence number of the last change in the snapshot. */
export async function readSequence(reader: Reader): Promise<number> {
  const row = await reader.get<{ sequence: number }>(selectSequence);
  if (!row) throw new Error('The table dataset is empty.');
  return row.sequence;
}

/** Selects the epoch of the dataset. */
export const selectEpoch = sql`(SELECT epoch FROM dataset)`;

/** Returns an error if sequence numbers of the epoch `given` do not belong to the dataset. */
export function validateEpoch(given: unknown, epoch: unknown): ChanceryError | undefined {
  if (given === epoch) return undefined;
  return new ChanceryError(
    'EPOCH_CHANGED',
    `epoch: ${JSON.stringify(given)} is not the epoch of this dataset, which is ${JSON.stringify(epoch)}: the database was restored from a backup, so sequence numbers and cursors of changes that you have stored no longer apply. Read the changes again from the start.`,
    'epoch',
  );
}

/** Returns the sequence numbers of the first changes after `after`, in order. */
export async function listSequencesAfter(reader: Reader, after: number, limit: number): Promise<number[]> {
  const row = aliasColumns(revisions, 'r');
  const rows = await reader.all<{ sequence: number }>(
    sql`SELECT ${row.sequence} AS sequence FROM ${fromClause(revisions, 'r')} WHERE ${row.sequence} > ${after} ORDER BY ${row.sequence} LIMIT ${limitExpression(limit)}`,
  );
  return rows.map(({ sequence }) => sequence);
}

/** Returns an error if `after` is negative or greater than the last sequence number. */
export function validateAfterSequence(after: number, last: number): ChanceryError | undefined {
  if (after < 0)
    return badInput(
      `afterSequence: ${after} is negative. Give 0 for all changes, or the last sequence number that you have seen.`,
      'afterSequence',
    );
  if (after > last)
    return badInput(
      `afterSequence: ${after} is in the future: the last change has the sequence number ${last}. Give at most that.`,
      'afterSequence',
    );
  return undefined;
}
