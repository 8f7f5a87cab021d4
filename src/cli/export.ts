import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { StartError } from '../model/errors.ts';
import { UsageError } from '../server/settings.ts';
import type { ExportSummary } from '../store/export-dataset.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;
const stdoutArgument = '-';

interface Flags {
  withHistory?: boolean;
  json?: boolean;
}

/** Writes text somewhere, at its own pace. */
type WriteText = (text: string) => Promise<void>;

export function addExportCommand(program: Command): void {
  const verb = program
    .command('export')
    .description(
      'write the whole record, as it stands at one moment, as JSON Lines in the interchange format; "import entries" reads it',
    )
    .argument('<file>', 'the file to make, whose name ends in .jsonl; one that exists is left alone; - is stdout')
    .option('--with-history', 'every revision too, after the records')
    .option(
      '--json',
      'one JSON document (on stderr if the records go to stdout): file, records, tombstones, revisions, sequence, withoutLicence',
    )
    .addHelpText('after', '\nExample:\n  chancery export record.jsonl --with-history')
    .action(async (name: string, { withHistory = false, json = false }: Flags) => {
      const path = readCommandConfig(verb, settings).values.CHANCERY_DB;
      const file = name === stdoutArgument ? null : resolve(name);
      if (file !== null) assertNewFile(file);
      if (!existsSync(path))
        throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
      const [{ openDatabaseWithHistory }, { exportDataset: exportRecord }] = await Promise.all([
        import('../store/open-database.ts'),
        import('../store/export-dataset.ts'),
      ]);
      const db = await openDatabaseWithHistory({ path });
      try {
        const work = (write: WriteText): Promise<ExportSummary> => exportRecord(db, write, { withHistory });
        const told = { file, ...(file === null ? await exportToStdout(work) : await exportToFile(file, work)) };
        if (file === null) printToStderr(json ? JSON.stringify(told) : formatExport(told));
        else if (json) printJson(told);
        else print(formatExport(told));
      } finally {
        await db.close();
      }
    });
  addSettingOptions(verb, settings);
}

/** Before anything is read: what could not be written in the end. */
function assertNewFile(file: string): void {
  if (lstatSync(file, { throwIfNoEntry: false }))
    throw new UsageError(`${file} exists already, and was left as it is. Name a new file.`);
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder ${folder}. Make it, or name a file in another.`);
}

function formatExport({
  file,
  withoutLicence,
  flowsLeftOut,
  ...counts
}: ExportSummary & { file: string | null }): string {
  const lines = [`Exported ${file === null ? 'to stdout' : `to ${file}`}`, formatTable(Object.entries(counts))];
  if (withoutLicence > 0)
    lines.push(`Of ${withoutLicence} ${withoutLicence === 1 ? 'source' : 'sources'} no licence is known.`);
  if (flowsLeftOut > 0)
    lines.push(
      `${flowsLeftOut} trade flows are not in it: import their tables again, or use "backup", which holds everything.`,
    );
  return lines.join('\n');
}

/** Whoever closes the pipe early has seen enough: what is left is not told. */
const exportToStdout = (work: (write: WriteText) => Promise<ExportSummary>): Promise<ExportSummary> =>
  withBufferedWrites((text) => new Promise((done) => process.stdout.write(text, () => done())), work);

/** Written aside and moved into place when it is whole and on the disk: nothing half stands there. */
async function exportToFile(file: string, work: (write: WriteText) => Promise<ExportSummary>): Promise<ExportSummary> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID().slice(0, 8)}`);
  try {
    const handle = await open(draft, 'wx');
    try {
      const told = await withBufferedWrites((text) => handle.appendFile(text), work);
      await handle.sync();
      await handle.close();
      if (lstatSync(file, { throwIfNoEntry: false }))
        throw new UsageError(`Another process has made ${file} meanwhile; it was left as it is.`);
      await rename(draft, file);
      return told;
    } finally {
      await handle.close();
      await rm(draft, { force: true });
    }
  } catch (error) {
    throw explainWriteError(file, error);
  }
}

const chunkLength = 1 << 16;

/** Lines are short, and each write takes its time: they go out many at once. */
async function withBufferedWrites(
  write: WriteText,
  work: (write: WriteText) => Promise<ExportSummary>,
): Promise<ExportSummary> {
  let text = '';
  const told = await work(async (line) => {
    text += line;
    if (text.length < chunkLength) return;
    await write(text);
    text = '';
  });
  await write(text);
  return told;
}

function explainWriteError(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new StartError(
      `The disk that holds ${file} is full. Nothing was half-written; free some space and try again.`,
      {
        cause: error,
      },
    );
  if (code === 'EIO')
    return new StartError(
      `The disk that holds ${file} failed. Nothing was half-written; check the disk and try again.`,
      { cause: error },
    );
  if (/^E[A-Z]+$/.test(code))
    return new StartError(`${file} can't be written: make its folder writable, or name another file.`, {
      cause: error,
    });
  return error;
}
