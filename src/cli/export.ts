import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { UsageError } from '../server/settings.ts';
import type { ExportSummary } from '../store/export-dataset.ts';
import { assertNewFile } from './assert-new-file.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, pluralize, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const stdoutArgument = '-';

interface Flags {
  withHistory?: boolean;
  json?: boolean;
}

type WriteText = (text: string) => Promise<void>;
type ExportWork = (write: WriteText) => Promise<ExportSummary>;

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .description(
      'Write a consistent snapshot of all records to a JSON Lines file in the interchange format. "import entries" reads it.',
    )
    .argument(
      '<file>',
      'File to create; use a name that ends in .jsonl, or - for stdout. An existing file is never overwritten.',
    )
    .option('--with-history', 'Add every revision after the records.')
    .option(
      '--json',
      'Print one JSON document (to stderr if the records go to stdout): file, records, tombstones, revisions, sequence, withoutLicence, longTexts, flowsLeftOut.',
    )
    .addHelpText('after', '\nExample:\n  chancery export record.jsonl --with-history')
    .action(async (name: string, { withHistory = false, json = false }: Flags) => {
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      const file = name === stdoutArgument ? null : resolve(name);
      if (file !== null) assertNewFile(file);
      await using db = await openExistingDatabase(values);
      const { exportDataset } = await import('../store/export-dataset.ts');
      const work: ExportWork = (write) => exportDataset(db, write, { withHistory });
      const summary = { file, ...(file === null ? await exportToStdout(work) : await exportToFile(file, work)) };
      if (file === null) printToStderr(json ? JSON.stringify(summary) : formatExport(summary));
      else if (json) printJson(summary);
      else print(formatExport(summary));
    });
  addSettingOptions(command, existingDatabaseSettings);
}

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
const exportToStdout = (work: ExportWork): Promise<ExportSummary> =>
  withBufferedWrites((text) => new Promise((done) => process.stdout.write(text, () => done())), work);

/** Writes to a temporary file, syncs it and then renames it, so that `file` is either complete or absent. */
async function exportToFile(file: string, work: ExportWork): Promise<ExportSummary> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  try {
    const handle = await open(draft, 'wx');
    try {
      const summary = await withBufferedWrites((text) => handle.appendFile(text), work);
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

const chunkLength = 1 << 16;

/** Joins lines into larger chunks, because each write is slow. */
async function withBufferedWrites(write: WriteText, work: ExportWork): Promise<ExportSummary> {
  let text = '';
  const summary = await work(async (line) => {
    text += line;
    if (text.length < chunkLength) return;
    await write(text);
    text = '';
  });
  await write(text);
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
