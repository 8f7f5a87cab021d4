import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { UsageError } from '../server/settings.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

interface Flags {
  publishedOn?: string;
  publisher?: string;
  title?: string;
  url?: string;
  language?: string;
  licence?: string;
  json?: boolean;
}

export function addReadCommand(program: Command): void {
  const command = program
    .command('read')
    .description(
      'Read a news text and propose records: visits, statements, trade links, positions and figures, each with the exact words that state it. Nothing is written: the output is for "import entries".',
    )
    .argument('<file>', 'Text in UTF-8, or HTML, of which the article is extracted. - for a text on stdin.')
    .option(
      '--published-on <day>',
      'Day of publication (YYYY-MM-DD). A date at the beginning of the text takes precedence.',
    )
    .option('--publisher <name>', 'Publisher, unless the HTML names its site.')
    .option('--title <title>', 'Title.')
    .option('--url <url>', 'URL.')
    .option('--language <tag>', 'Language, as a BCP 47 tag. Recognized from the text by default.')
    .option('--licence <licence>', 'Licence.')
    .addOption(
      new Option('--yaml', 'Print YAML, with comments on what an editor has to decide. This is the default.').conflicts(
        'json',
      ),
    )
    .option('--json', 'Print one JSON document: an array of the records that are complete.')
    .addHelpText(
      'after',
      '\nPeople, offices and countries are looked up in the database, as of the day of the text. Check the proposals before you import them.\n\nExample:\n  chancery read article.txt --publisher "The Gazette" | chancery import entries -',
    )
    .action(async (file: string, flags: Flags) => {
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      if (file !== '-' && !existsSync(file)) throw new UsageError(`There is no file ${resolve(file)}.`);
      const { publisherRemark, renderProposals } = await import('./read-proposals.ts');
      await using db = await openExistingDatabase(values);
      const { records, yaml, notices, isPublisherMissing } = await renderProposals(db, file, flags);
      for (const { code, message } of notices) printToStderr(`${code}: ${message}`);
      // YAML has it as a comment.
      if (flags.json && isPublisherMissing) printToStderr(publisherRemark);
      if (flags.json) printJson(records);
      else print(yaml);
    });
  addSettingOptions(command, existingDatabaseSettings);
}
