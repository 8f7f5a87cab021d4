import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../server/settings.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

interface Flags {
  publishedOn?: string;
  publisher?: string;
  title?: string;
  url?: string;
  language?: string;
  licence?: string;
  json?: boolean;
  store?: boolean;
  retain?: boolean;
  acceptAbove?: number;
  by?: string;
  llm?: boolean;
}

export function addReadCommand(program: Command): void {
  const command = program
    .command('read')
    .description(
      'Read a news text and propose records: visits, statements, trade links, positions and figures, each with the exact words that state it. Without --store nothing is written: the output is for "import entries".',
    )
    .argument(
      '<file>',
      'Text in UTF-8, or HTML, of which the article is extracted. - for a text on stdin. With --store, also a folder.',
    )
    .option(
      '--published-on <day>',
      'Day of publication (YYYY-MM-DD). A date at the beginning of the text takes precedence.',
    )
    .option('--publisher <name>', 'Publisher, unless the HTML names its site.')
    .option('--title <title>', 'Title.')
    .option('--url <url>', 'URL.')
    .option('--language <tag>', 'Language, as a BCP 47 tag. Recognized from the text by default.')
    .option('--licence <licence>', 'Licence.')
    .option(
      '--llm',
      'Also ask the language model of CHANCERY_LLM_URL, CHANCERY_LLM_MODEL and CHANCERY_LLM_KEY for quotations. The text is sent to it; words that the text does not have are dropped.',
    )
    .addOption(
      new Option('--yaml', 'Print YAML, with comments on what an editor has to decide. This is the default.').conflicts(
        'json',
      ),
    )
    .option(
      '--json',
      'Print one JSON document: an array of the records that are complete; with --store, read, unchanged, failed, accepted and files.',
    )
    .option('--store', 'Store the proposals as drafts, which "drafts" decides. A text that was read before is skipped.')
    .option('--retain', 'With --store: store the text as well, as the licence allows.')
    .option(
      '--accept-above <confidence>',
      'With --store: accept the entries with at least this confidence (0 to 1) and what they refer to, without a person. Recorded as such.',
      parseConfidence,
    )
    .option('--by <name>', 'With --store: who stores it. Defaults to the user of the operating system.')
    .addHelpText(
      'after',
      '\nPeople, offices and countries are looked up in the database, as of the day of the text. Check the proposals before you import them.\n\nExample:\n  chancery read article.txt --publisher "The Gazette" | chancery import entries -',
    )
    .action(async (file: string, flags: Flags) => {
      const { values } = readCommandConfig(command, existingDatabaseSettings);
      if (file !== '-' && !existsSync(file)) throw new UsageError(`There is no file ${resolve(file)}.`);
      if (flags.store) return storeDrafts(file, flags, values);
      assertNoStoreOptions(flags);
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

export function parseConfidence(text: string): number {
  const confidence = /^(?:0|1|0?\.\d{1,3}|1\.0+)$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(confidence)) throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.9.');
  return confidence;
}

function assertNoStoreOptions({ retain, acceptAbove, by }: Flags): void {
  const given = Object.entries({ '--retain': retain, '--accept-above': acceptAbove, '--by': by });
  const [option] = given.find(([, value]) => value !== undefined) ?? [];
  if (option !== undefined) throw new UsageError(`${option} has no meaning without --store.`);
}

async function storeDrafts(
  path: string,
  { json = false, retain = false, acceptAbove, by, llm = false, ...stated }: Flags,
  values: Parameters<typeof openExistingDatabase>[0],
): Promise<void> {
  const [{ storeReadings }, { createLocalEditor }] = await Promise.all([
    import('./store-readings.ts'),
    import('./local-editor.ts'),
  ]);
  await using db = await openExistingDatabase(values);
  const editor = createLocalEditor(by);
  const { files, ...counts } = await storeReadings(db, path, {
    stated,
    retainsText: retain,
    editor,
    minimum: acceptAbove,
    asksModel: llm,
  });
  for (const { file, error } of files) if (error !== undefined) printToStderr(`${file}: ${error}`);
  for (const { left = [] } of files) for (const { key, reason } of left) printToStderr(`${key}: ${reason}`);
  if (json) printJson({ ...counts, files });
  else
    print(
      [
        formatTable(Object.entries(counts)),
        ...(counts.read > 0 ? ['Decide the drafts with "chancery drafts".'] : []),
      ].join('\n'),
    );
  process.exitCode = counts.failed > 0 ? 1 : 0;
}
