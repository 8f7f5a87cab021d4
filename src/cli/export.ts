import { randomUUID } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { recordNouns } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import type { ExportFormatName, WriteText } from '../store/export/export-format.ts';
import type { ExportSummary } from '../store/export-dataset.ts';
import { assertNewFile } from './assert-new-file.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, pluralize, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const stdoutArgument = '-';
const interchangeFormat = 'jsonl';
const tableFormats = ['csv', 'csl', 'bibtex', 'graphml'] as const satisfies readonly ExportFormatName[];
const formatNames = [interchangeFormat, ...tableFormats];

interface Flags {
  format: string;
  noun?: string;
  withHistory?: boolean;
  json?: boolean;
}

type ExportWork<Summary> = (write: WriteText) => Promise<Summary>;

export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .description(
      'Write a consistent snapshot of all records to a JSON Lines file in the interchange format, which "import entries" reads, or a part of them in a format of other programs.',
    )
    .argument(
      '<file>',
      'File to create; use a name that ends in .jsonl, or - for stdout. An existing file is never overwritten.',
    )
    .option('--format <format>', `Format: ${formatNames.join(', ')}.`, interchangeFormat)
    .option('--noun <noun>', `Records of a csv file: ${recordNouns.join(', ')}.`)
    .option('--with-history', 'Add every revision after the records.')
    .option(
      '--json',
      'Print one JSON document (to stderr if the records go to stdout): file, records, tombstones, revisions, sequence, withoutLicence, longTexts, flowsLeftOut.',
    )
    .addHelpText('after', '\nExample:\n  chancery export record.jsonl --with-history')
    .action(async (name: string, flags: Flags) => {
      const { withHistory = false, json = false } = flags;
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      const tableExport = parseTableExport(flags);
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
      if (tableExport) {
        const { exportFormats } = await import('../store/export/export-format.ts');
        const { format, noun } = tableExport;
        await run(
          (write) => db.read(async (reader) => ({ format, records: await exportFormats[format](reader, write, noun) })),
          formatTableExport,
        );
        return;
      }
      const { exportDataset } = await import('../store/export-dataset.ts');
      await run((write) => exportDataset(db, write, { withHistory }), formatExport);
    });
  addSettingOptions(command, existingDatabaseSettings);
}

/** Returns what to export in a format of other programs; undefined for the interchange format. */
function parseTableExport({ format, noun, withHistory }: Flags) {
  if (format === interchangeFormat) {
    if (noun !== undefined) throw new UsageError('--noun is for --format csv. The interchange format has all records.');
    return undefined;
  }
  const name = tableFormats.find((each) => each === format);
  if (!name) throw new UsageError(`--format must be one of ${formatNames.join(', ')} (got "${format}").`);
  if (withHistory) throw new UsageError(`--with-history is for --format ${interchangeFormat}: ${name} has no history.`);
  const recordNoun = recordNouns.find((each) => each === noun);
  if (name === 'csv' ? recordNoun === undefined : noun !== undefined)
    throw new UsageError(
      name === 'csv'
        ? `--noun must be one of ${recordNouns.join(', ')} (got ${noun === undefined ? 'none' : `"${noun}"`}).`
        : `--noun is for --format csv (got --format ${name}).`,
    );
  return { format: name, noun: recordNoun ?? 'source' };
}

const formatTableExport = ({ file, records }: { file: string | null; records: number }): string =>
  `Exported ${pluralize(records, 'record')} ${file === null ? 'to stdout' : `to ${file}`}`;

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
  withBufferedWrites((text) => new Promise((done) => process.stdout.write(text, () => done())), work);

/** Writes to a temporary file, syncs it and then renames it, so that `file` is either complete or absent. */
async function exportToFile<Summary>(file: string, work: ExportWork<Summary>): Promise<Summary> {
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
async function withBufferedWrites<Summary>(write: WriteText, work: ExportWork<Summary>): Promise<Summary> {
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
