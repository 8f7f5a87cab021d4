import { existsSync, writeFileSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { UsageError } from '../server/settings.ts';
import { assertNewFile } from './assert-new-file.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

interface AddFlags {
  key?: string;
  publisher?: string;
  title?: string;
  url?: string;
  language?: string;
  publishedOn?: string;
  licence?: string;
  retain?: boolean;
  writeText?: string;
  json?: boolean;
}

export function addSourceCommand(program: Command): void {
  const group = program
    .command('source')
    .description('Add the texts of sources, which quotations are compared with, and delete stored texts.')
    .usage('<add | purge> [options]')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  chancery source add article.html --licence CC-BY-4.0 --retain');
  addAddCommand(group);
  addPurgeCommand(group);
  // Applies to the group alone: its commands have already copied the program's handler.
  group.exitOverride((error) => {
    throw error.code === 'commander.unknownCommand' ? new UsageError('Commands of source: add, purge.') : error;
  });
}

function addAddCommand(group: Command): void {
  const command = group
    .command('add')
    .description(
      'Create a source from a text or HTML file, or supply the text of an existing one. Quotations on record are compared with it.',
    )
    .argument('<file>', 'Text in UTF-8, or HTML, of which the article is extracted.')
    .option('--key <key>', 'Key of the source. Defaults to the name of the file.')
    .option('--publisher <name>', 'Publisher. Required for a new source, unless the HTML names its site.')
    .option('--title <title>', 'Title.')
    .option('--url <url>', 'URL.')
    .option('--language <tag>', 'Language, as a BCP 47 tag.')
    .option('--published-on <date>', 'Date of publication, in EDTF.')
    .option('--licence <licence>', 'Licence.')
    .option('--retain', 'Store the text, as the licence allows. By default only its hash and length are stored.')
    .option(
      '--write-text <file>',
      'Write the text that offsets refer to to a new file, such as that extracted from HTML.',
    )
    .option('--json', 'Print one JSON document: key, created, changed, sha256, length, textRetention, spans.')
    .addHelpText('after', '\nExample:\n  chancery source add speech.txt --key speech-2023 --publisher "The Gazette"')
    .action(async (file: string, flags: AddFlags) => {
      if (!existsSync(file)) throw new UsageError(`There is no file ${resolve(file)}.`);
      if (flags.writeText !== undefined) assertNewFile(resolve(flags.writeText));
      const [{ addSourceText }, { readSourceFile }, { slugify }] = await Promise.all([
        import('../ingest/add-source-text.ts'),
        import('../ingest/read-source-file.ts'),
        import('../ingest/slugify.ts'),
      ]);
      const { text, fields } = await readSourceFile(file);
      const { key = slugify(basename(file, extname(file))), retain = false, publishedOn, writeText, json } = flags;
      const { publisher, title, url, language, licence } = flags;
      const stated = { publisher, title, url, language, publishedOn, licence };
      await using db = await openCommandDatabase(command);
      const added = await addSourceText(db, { key, text, isRetained: retain, stated, proposed: fields });
      if (writeText !== undefined) writeFileSync(writeText, text, { flag: 'wx' });
      if (json) return printJson(added);
      const { created, changed, ...details } = added;
      print(
        `${created ? 'Created' : changed ? 'Updated' : 'Unchanged:'} source ${key}\n${formatTable(Object.entries(details))}`,
      );
    });
  addSettingOptions(command, existingDatabaseSettings);
}

function addPurgeCommand(group: Command): void {
  const command = group
    .command('purge')
    .description(
      'Delete the stored text of a source and overwrite it in the file. Its hash and length remain, and its quotations stay verified.',
    )
    .argument('<key>', 'Key of the source.')
    .requiredOption('--reason <reason>', 'Reason, such as a withdrawn licence. It is stored in the history.')
    .option('--json', 'Print one JSON document: key, revision.')
    .addHelpText('after', '\nExample:\n  chancery source purge gazette-2023 --reason "The licence was withdrawn."')
    .action(async (key: string, { reason, json = false }: { reason: string; json?: boolean }) => {
      const { purgeSourceText } = await import('../ingest/add-source-text.ts');
      await using db = await openCommandDatabase(command);
      const purged = await purgeSourceText(db, { key, reason });
      if (json) printJson(purged);
      else print(`Deleted the text of source ${key}. Backups made before still have it.`);
    });
  addSettingOptions(command, existingDatabaseSettings);
}

const openCommandDatabase = (command: Command) =>
  openExistingDatabase(readCommandConfig(command, existingDatabaseSettings).values);
