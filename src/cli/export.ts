import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { UsageError } from '../server/settings.ts';
import { createChunkWriter } from '../store/export/chunk-writer.ts';
import type { Write } from '../store/export/table.ts';
import type { ExportSummary } from '../store/export-dataset.ts';
import { assertNewFile } from './assert-new-file.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { describeNouns, formatNames, interchangeFormat, parseSelection, type SelectionFlags } from './export-flags.ts';
import { formatTable, pluralize, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const stdoutArgument = '-';

interface Flags extends SelectionFlags {
  withHistory?: boolean;
  json?: boolean;
}

type ExportWork<Summary> = (write: Write) => Promise<Summary>;

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .description(
      'Write a consistent snapshot of all records to a JSON Lines file in the interchange format, which "import entries" reads, or a part of them in a format of other programs.',
    )
    .argument(
      '<file>',
      'File to create, or - for stdout. Its ending is that of the format: .jsonl for all records. An existing file is never overwritten.',
    )
    .option('--format <format>', `Format: ${formatNames.join(', ')}. By default that of the ending.`)
    .option('--noun <noun>', `What to export: ${describeNouns()}.`)
    .option('--filter <json>', 'Export only what matches this filter, the argument "filter" of the list in the API.')
    .option('--order-by <json>', 'Sort order, the argument "orderBy" of the list in the API.')
    .option('--first <number>', 'Maximum number of rows.')
    .option('--with-history', 'Add every revision after the records.')
    .option(
      '--json',
      'Print one JSON document (to stderr if the records go to stdout): file, records, tombstones, revisions, sequence, withoutLicence, longTexts, flowsLeftOut.',
    )
    .addHelpText('after', '\nExample:\n  chancery export record.jsonl --with-history')
    .action(async (name: string, flags: Flags) => {
      const { withHistory = false, json = false } = flags;
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      const selection = parseSelection(name, flags);
      if (withHistory && selection)
        throw new UsageError(
          `--with-history is for --format ${interchangeFormat}: ${selection.format} has no history.`,
        );
      const file = name === stdoutArgument ? null : resolve(name);
      if (file !== null) assertNewFile(file);
      await using db = await openExistingDatabase(values);
      const run = async <Summary extends object>(
        work: ExportWork<Summary>,
        format: (summary: Summary & { file: string | null }) => string,
      ): Promise<void> => {
        const summary = { file, ...(file === null ? await exportToStdout(work) : await exportToFile(file, work)) };
        if (file === null) printToStderr(json ? JSON.stringify(summary) : format(summary));
        else if (json) printJson(summary);
        else print(format(summary));
      };
      if (selection) {
        const { writeSelection } = await import('./export-selection.ts');
        await run((write) => writeSelection(db, selection, write), formatSelection);
        return;
      }
      const { exportDataset } = await import('../store/export-dataset.ts');
      await run((write) => exportDataset(db, write, { withHistory }), formatExport);
    });
  addSettingOptions(command, existingDatabaseSettings);
}

const formatSelection = ({ file, rows }: { file: string | null; rows: number }): string =>
  `Exported ${pluralize(rows, 'row')} ${file === null ? 'to stdout' : `to ${file}`}`;

function formatExport({
  file,
  withoutLicence,
  longTexts,
  flowsLeftOut,
  ...counts
}: ExportSummary & { file: string | null }): string {
  const lines = [`Exported ${file === null ? 'to stdout' : `to ${file}`}`, formatTable(Object.entries(counts))];
  if (withoutLicence > 0)
    lines.push(`${pluralize(withoutLicence, 'source')} ${withoutLicence === 1 ? 'has' : 'have'} no known licence.`);
  if (flowsLeftOut > 0)
    lines.push(
      `${pluralize(flowsLeftOut, 'trade flow')} not exported: import the tables again, or use "backup", which copies everything.`,
    );
  lines.push(...longTexts);
  return lines.join('\n');
}

/** Ignores write errors: a closed pipe (`chancery export - | head`) does not fail the export. */
const exportToStdout = <Summary>(work: ExportWork<Summary>): Promise<Summary> =>
  withBufferedWrites((part) => new Promise((done) => process.stdout.write(part, () => done())), work);

/** Writes to a temporary file, syncs it and then renames it, so that `file` is either complete or absent. */
async function exportToFile<Summary>(file: string, work: ExportWork<Summary>): Promise<Summary> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  try {
    const handle = await open(draft, 'wx');
    try {
      const summary = await withBufferedWrites((part) => handle.appendFile(part), work);
      await handle.sync();
      await handle.close();
      if (lstatSync(file, { throwIfNoEntry: false }))
        throw new UsageError(`Another process created ${file} during the export; it was not changed.`);
      await rename(draft, file);
      return summary;
    } finally {
      await handle.close();
      await rm(draft, { force: true });
    }
  } catch (error) {
    throw explainWriteError(file, error);
  }
}

/** Joins lines into larger chunks, because each write is slow. */
async function withBufferedWrites<Summary>(
  writeChunk: (chunk: Uint8Array) => Promise<void>,
  work: ExportWork<Summary>,
): Promise<Summary> {
  const { write, flush } = createChunkWriter(writeChunk);
  const summary = await work(write);
  await flush();
  return summary;
}

function explainWriteError(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = /^(ENOSPC|EDQUOT)$/.test(code)
    ? `The disk that holds ${file} is full. No partial file was left; free some space and try again.`
    : code === 'EIO'
      ? `The disk that holds ${file} failed. No partial file was left; check the disk and try again.`
      : /^E[A-Z]+$/.test(code)
        ? `${file} cannot be written. Make its folder writable, or choose another file.`
        : undefined;
  return message === undefined ? error : new StartError(message, { cause: error });
}
