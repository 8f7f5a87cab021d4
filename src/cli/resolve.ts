import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { suggestName } from '../model/find-nearest-name.ts';
import { parseDay } from '../model/fuzzy-date.ts';
import { type ResolutionKind, resolutionKinds } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { createChoiceOption } from './choices.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, pluralize, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const formats = ['table', 'json', 'csv'] as const;

interface Flags {
  column?: string;
  kind?: ResolutionKind[];
  on?: string;
  first: number;
  format: (typeof formats)[number];
  json?: boolean;
}

/** A name and one of the records that it may mean; null if there is none. */
interface Row {
  value: string;
  kind: string | null;
  key: string | null;
  name: string | null;
  score: number | null;
  reason: string | null;
  matched: string | null;
}

const maxCandidates = 50;
const maxNameLength = 1_000;
const columns = ['value', 'kind', 'key', 'name', 'score', 'reason', 'matched'] as const;

export function addResolveCommand(program: Command): void {
  const kinds = resolutionKinds.map((kind) => kind.toLowerCase());
  const command = program
    .command('resolve')
    .description(
      'Find the records that names, codes or identifiers mean, with a score and the reason. Exits with 1 if a name has no record.',
    )
    .argument('[names...]', 'Names; without any, one per line of stdin. With --column, one table (- for stdin).')
    .option(
      '--column <name>',
      'Read the names from this column of a table (CSV, Excel, JSON or JSON Lines); repeated names once.',
    )
    .addOption(
      new Option('--kind <kind>', `Return only this kind: ${kinds.join(', ')}. Can be repeated.`).argParser(addKind),
    )
    .option('--on <day>', 'Day on which the names were used (YYYY-MM-DD): tells namesakes apart.')
    .addOption(
      new Option('--first <number>', `Maximum number of records for each name: 1 to ${maxCandidates}.`)
        .argParser(parseCount)
        .default(1),
    )
    .addOption(createChoiceOption('--format <format>', 'Format of the output.', formats).default('table'))
    .option('--json', 'Same as --format json: an array of { value, kind, key, name, score, reason, matched }.')
    .addHelpText('after', '\nExample:\n  chancery resolve visits.csv --column Country --kind country --format csv')
    .action(async (names: string[], { column, kind, on, first, format, json = false }: Flags) => {
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      if (on !== undefined) parseDay(on);
      const texts = column === undefined ? await readNames(names) : await readColumn(names, column);
      await using db = await openExistingDatabase(values);
      const { resolveTexts } = await import('./resolve-names.ts');
      const rows = await resolveTexts(db, assertNames(texts), { kind, on, first });
      await printRows(rows, json ? 'json' : format);
      const unresolved = rows.filter(({ key }) => key === null).length;
      if (unresolved > 0) printToStderr(`${pluralize(unresolved, 'name')} without a record.`);
      process.exitCode = unresolved > 0 ? 1 : 0;
    });
  addSettingOptions(command, existingDatabaseSettings);
}

function addKind(text: string, previous: ResolutionKind[] = []): ResolutionKind[] {
  const kind = resolutionKinds.find((known) => known === text.toUpperCase());
  if (!kind) {
    const kinds = resolutionKinds.map((known) => known.toLowerCase());
    throw new InvalidArgumentError(`It must be one of ${kinds.join(', ')}.${suggestName(text, kinds)}`);
  }
  return [...previous, kind];
}

function parseCount(text: string): number {
  const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > maxCandidates)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${maxCandidates}.`);
  return count;
}

const readNames = async (names: readonly string[]): Promise<readonly string[]> =>
  names.length > 0 ? names : (await readStdin()).split(/\r?\n/);

async function readColumn(files: readonly string[], column: string): Promise<string[]> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0)
    throw new UsageError(`--column reads one table (got ${files.length}). Give its file, or - for stdin.`);
  const { readTableColumn } = await import('./resolve-names.ts');
  if (file !== '-') return readTableColumn(file, column);
  const folder = mkdtempSync(join(tmpdir(), 'chancery-'));
  using temporary = new DisposableStack();
  temporary.defer(() => rmSync(folder, { recursive: true, force: true }));
  const table = join(folder, 'stdin');
  // The format of a table is detected from its file.
  const { pipeline } = await import('node:stream/promises');
  await pipeline(process.stdin, createWriteStream(table));
  return await readTableColumn(table, column);
}

async function readStdin(): Promise<string> {
  const { text } = await import('node:stream/consumers');
  return text(process.stdin);
}

/** Each name once, without the empty ones. */
function assertNames(texts: readonly string[]): string[] {
  const names = [...new Set(texts.map((name) => name.trim()).filter((name) => name !== ''))];
  if (names.length === 0) throw new UsageError('There is no name. Give names as arguments, or one per line on stdin.');
  const long = names.find((name) => name.length > maxNameLength);
  if (long !== undefined)
    throw new UsageError(
      `A name has ${long.length} characters, at most ${maxNameLength} are possible: "${long.slice(0, 60)}…".`,
    );
  return names;
}

async function printRows(rows: readonly Row[], format: (typeof formats)[number]): Promise<void> {
  if (format === 'json') printJson(rows);
  else if (format === 'csv') {
    const { stringify } = await import('csv-stringify/sync');
    print(stringify([...rows], { header: true, columns: [...columns], escape_formulas: true }).trimEnd());
  } else
    print(
      formatTable(
        rows.map((row) => columns.slice(0, -1).map((name) => row[name] ?? (name === 'kind' ? 'no record' : ''))),
      ),
    );
}
