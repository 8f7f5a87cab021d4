import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DraftSelection } from '../db/queries/list-drafts.ts';
import { type DraftStatus, draftStatuses, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, pluralize, print, printJson, printToStderr } from './output.ts';
import { parseConfidence } from './read.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

interface ListFlags {
  status?: DraftStatus[];
  noun?: RecordNoun[];
  rule?: string;
  reading?: string;
  minConfidence?: number;
  by?: string;
  json?: boolean;
}

interface DecisionFlags {
  reason?: string;
  related?: boolean;
  by?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function addDraftsCommand(program: Command): void {
  const command = program
    .command('drafts')
    .description(
      'List the drafts of texts that were read, and decide them. In a terminal, one key decides each draft; otherwise the drafts are printed.',
    )
    // Options after a subcommand are those of the subcommand.
    .enablePositionalOptions()
    .addOption(
      new Option(
        '--status <status>',
        'Only drafts with this status. Can be repeated. Defaults to pending and deferred ones.',
      ).argParser(parseOneOf(draftStatuses)),
    )
    .addOption(
      new Option('--noun <noun>', 'Only records of this type, such as visit. Can be repeated.').argParser(
        parseOneOf(recordNouns),
      ),
    )
    .option('--rule <name>', 'Only drafts of this rule.')
    .option('--reading <key>', 'Only drafts of this reading.')
    .option('--min-confidence <number>', 'Only drafts with at least this confidence (0 to 1).', parseConfidence)
    .option('--by <name>', 'Who decides. Defaults to the user of the operating system.')
    .option('--json', 'Print one JSON document: an array of drafts.')
    .addHelpText('after', '\nExample:\n  chancery drafts --noun visit --min-confidence 0.7')
    .action(async (flags: ListFlags) => {
      await using db = await openDatabaseOf(command);
      const { listDrafts } = await import('../db/queries/list-drafts.ts');
      const selection: DraftSelection = { ...flags, status: flags.status ?? ['PENDING', 'DEFERRED'] };
      const found = await db.read((reader) => listDrafts(reader, selection));
      if (flags.json) return printJson(found);
      if (found.length === 0) return print('There are no such drafts. "chancery read <file> --store" stores some.');
      if (!process.stdin.isTTY || !process.stdout.isTTY) {
        print(
          formatTable([
            ['KEY', 'STATUS', 'NOUN', 'CONFIDENCE', 'RECORD'],
            ...found.map(({ key, status, noun, confidence, record }) => [
              ...[key, status, noun, String(confidence ?? '')],
              String(record.summary ?? record.name ?? record.key),
            ]),
          ]),
        );
        return;
      }
      const [{ runDraftSession }, { createLocalEditor }] = await Promise.all([
        import('./draft-session.ts'),
        import('./local-editor.ts'),
      ]);
      const { stdin: input, stdout: output } = process;
      await runDraftSession(db, createLocalEditor(flags.by), found, { input, output });
    });
  addSettingOptions(command, existingDatabaseSettings);
  addDecisionCommand(command, 'accept', 'Write the records of drafts. Exits with 1 if one is not accepted.');
  addDecisionCommand(command, 'reject', 'Reject drafts, with a reason.');
  addDecisionCommand(command, 'defer', 'Leave drafts for later.');
  addReadingsCommand(command);
  addDecisionCommand(command, 'reopen', 'Make rejected and deferred drafts pending again.');
}

function addReadingsCommand(group: Command): void {
  const command = group
    .command('readings')
    .description('List the texts that were read, the latest first, with the numbers of their drafts.')
    .option('--json', 'Print one JSON document: an array of readings.')
    .addHelpText('after', '\nExample:\n  chancery drafts readings')
    .action(async ({ json }: { json?: boolean }) => {
      await using db = await openDatabaseOf(command);
      const { listReadings } = await import('../db/queries/list-readings.ts');
      const found = await db.read(listReadings);
      if (json) return printJson(found);
      if (found.length === 0) return print('No text was read. "chancery read <file> --store" reads one.');
      print(
        formatTable([
          ['READING', 'DATE', 'PUBLISHER', 'OPEN', 'DRAFTS', 'TITLE'],
          ...found.map(({ key, publishedOn, publisher, open, drafts, title }) => [
            ...[key, publishedOn, publisher ?? '', String(open), String(drafts), title ?? ''],
          ]),
        ]),
      );
    });
  addSettingOptions(command, existingDatabaseSettings);
}

const verbs = { accept: 'ACCEPT', reject: 'REJECT', defer: 'DEFER', reopen: 'REOPEN' } as const;

function addDecisionCommand(group: Command, name: keyof typeof verbs, description: string): void {
  const command = group
    .command(name)
    .description(description)
    .argument(
      '<keys...>',
      name === 'reopen'
        ? 'Keys of drafts, or of readings for all their rejected and deferred drafts.'
        : 'Keys of drafts, or of readings for all their drafts that are not decided.',
    )
    .option('--reason <reason>', 'Reason, stored with the decision.')
    .option('--by <name>', 'Who decides. Defaults to the user of the operating system.')
    .option('--dry-run', 'Report the result without writing anything.')
    .option('--json', 'Print one JSON document: decided and failed.')
    .addHelpText(
      'after',
      `\nExample:\n  chancery drafts ${name} 3f9c0a7be2150001-0004${name === 'reject' ? ' --reason "A plan."' : ''}`,
    );
  if (name === 'accept')
    command.option('--related', 'Accept the drafts that they refer to, such as the source, as well.');
  command.action(async (keys: string[], flags: DecisionFlags) => {
    await using db = await openDatabaseOf(command);
    const [{ decideDrafts }, { createLocalEditor }] = await Promise.all([
      import('./decide-drafts.ts'),
      import('./local-editor.ts'),
    ]);
    const { reason, related = false, by, dryRun = false, json = false } = flags;
    if (name === 'reject' && !reason?.trim()) throw new UsageError('--reason is required to reject a draft.');
    const result = await decideDrafts(
      db,
      createLocalEditor(by),
      keys,
      { decision: verbs[name], acceptRelated: related },
      { reason, dryRun },
    );
    if (json) printJson(result);
    else {
      for (const { key, reason } of result.failed) printToStderr(`${key}: ${reason}`);
      print(`${dryRun ? 'Would decide' : 'Decided'} ${pluralize(result.decided.length, 'draft')}.`);
    }
    process.exitCode = result.failed.length > 0 ? 1 : 0;
  });
  addSettingOptions(command, existingDatabaseSettings);
}

const openDatabaseOf = (command: Command) =>
  openExistingDatabase(readCommandConfig(command, existingDatabaseSettings).values);

/** Parses a value of a vocabulary, and adds it to those before. */
const parseOneOf =
  <T extends string>(values: readonly T[]) =>
  (text: string, previous: readonly T[] = []): T[] => {
    const value = values.find((one) => one.toLowerCase() === text.toLowerCase());
    if (!value) throw new InvalidArgumentError(`It must be one of ${values.join(', ').toLowerCase()}.`);
    return [...previous, value];
  };
