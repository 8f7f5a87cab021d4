import { GraphQLError } from 'graphql';
import { createExportContents } from '../api/export/export-contents.ts';
import { checkArguments, getList, getListOfNoun } from '../api/export/export-lists.ts';
import { parseJson } from '../api/export/list-parameters.ts';
import { findRootCause } from '../api/graphql-errors.ts';
import { ListReader } from '../api/list-reader.ts';
import type { Database } from '../db/database.ts';
import { readSequence } from '../db/queries/change.ts';
import { ChanceryError } from '../model/errors.ts';
import { recordNouns } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { writeExport } from '../store/export/export-format.ts';
import type { Write } from '../store/export/table.ts';
import type { CliSelection } from './export-flags.ts';

/** Writes what is selected from one snapshot, and returns the number of rows. */
export async function writeSelection(
  db: Database,
  { format, noun, filter, orderBy, first = Infinity }: CliSelection,
  write: Write,
): Promise<{ format: string; rows: number; sequence: number }> {
  const recordNoun = recordNouns.find((each) => each === noun);
  const list = noun === undefined ? undefined : recordNoun ? getListOfNoun(recordNoun) : getList(noun);
  try {
    const args = {
      filter: parseJson('filter', filter, '--filter') as object | undefined,
      orderBy: parseJson('orderBy', orderBy, '--order-by'),
    };
    if (list) checkArguments(list, args);
    return await db.read(async (reader) => {
      const sequence = await readSequence(reader);
      const { contents, progress } = createExportContents(
        { list, args, maxRows: first, maxBytes: Infinity },
        { reader, lists: new ListReader(reader, db), info: { version: `${db.epoch}:${sequence}` } },
      );
      await writeExport(format, contents, write);
      return { format, rows: progress.rows, sequence };
    });
  } catch (error) {
    throw toUsageError(error);
  }
}

/** An invalid filter or order is a mistake in the command line. */
function toUsageError(error: unknown): unknown {
  const cause = error instanceof GraphQLError ? findRootCause(error) : error;
  return cause instanceof GraphQLError || (cause instanceof ChanceryError && cause.code === 'BAD_INPUT')
    ? new UsageError(cause.message)
    : cause;
}
