import type { Command } from 'commander';
import { type TokenRole, tokenRoles } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { createChoiceOption } from './choices.ts';
import { existingDatabaseSettings, openExistingDatabase } from './database.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const maximums = { holder: 200, days: 3650 };

interface Flags {
  json?: boolean;
}

export function addTokenCommand(program: Command): void {
  const group = program
    .command('token')
    .description('Create, list and revoke the tokens that mutations require.')
    .usage('<create | list | revoke> [options]')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  chancery token create --holder "Ada Lovelace"');
  addCreateCommand(group);
  addListCommand(group);
  addRevokeCommand(group);
  // Applies to the group alone: its commands have already copied the program's handler.
  group.exitOverride((error) => {
    throw error.code === 'commander.unknownCommand'
      ? new UsageError('Commands of token: create, list, revoke.')
      : error;
  });
}

function addCreateCommand(group: Command): void {
  const command = group
    .command('create')
    .description('Create a token and print it. It is shown only once, because only its hash is stored.')
    .requiredOption('--holder <name>', "Name of the token's holder, shown as the author of revisions.")
    .addOption(
      createChoiceOption(
        '--role <role>',
        'EDITOR may change everything except countries, groups and commodities; ADMIN everything.',
        tokenRoles,
      ).default('EDITOR'),
    )
    .option('--days <number>', `Days until the token expires, at most ${maximums.days}.`, '90')
    .option('--json', 'Print one JSON document: token, prefix, holder, role, createdAt, expiresAt.')
    .addHelpText('after', '\nExample:\n  chancery token create --holder "Ada Lovelace" --role EDITOR --days 90')
    .action(async (flags: Flags & { holder: string; role: TokenRole; days: string }) => {
      const request = { holder: parseHolder(flags.holder), role: flags.role, days: parseDays(flags.days) };
      await using db = await openCommandDatabase(command);
      const { createToken } = await import('../store/write/token.ts');
      const token = await db.write((tx) => createToken(tx, request, new Date()));
      if (flags.json) return printJson(token);
      // Only the token goes to stdout, so that a script can read it.
      print(token.token);
      printToStderr(
        `Token for ${token.holder} (${token.role}), valid until ${formatDay(token.expiresAt)}. Save it now: it is not shown again.`,
      );
    });
  addSettingOptions(command, existingDatabaseSettings);
}

function addListCommand(group: Command): void {
  const command = group
    .command('list')
    .description('List all tokens, including expired and revoked ones.')
    .option(
      '--json',
      'Print one JSON document: an array of { prefix, holder, role, createdAt, expiresAt, revokedAt, state }.',
    )
    .addHelpText('after', '\nExample:\n  chancery token list --json')
    .action(async ({ json = false }: Flags) => {
      await using db = await openCommandDatabase(command);
      const { listTokens, getTokenState } = await import('../db/queries/token.ts');
      const now = new Date();
      const tokens = (await db.read(listTokens)).map((token) => ({ ...token, state: getTokenState(token, now) }));
      if (json) printJson(tokens);
      else if (tokens.length === 0) print('There are no tokens. Create one with "chancery token create".');
      else
        print(
          formatTable([
            ['PREFIX', 'HOLDER', 'ROLE', 'CREATED', 'EXPIRES', 'STATE'],
            ...tokens.map(({ prefix, holder, role, createdAt, expiresAt, state }) => [
              prefix,
              holder,
              role,
              formatDay(createdAt),
              formatDay(expiresAt),
              state,
            ]),
          ]),
        );
    });
  addSettingOptions(command, existingDatabaseSettings);
}

function addRevokeCommand(group: Command): void {
  const command = group
    .command('revoke')
    .description('Revoke a token permanently. A running server rejects it from its next request on.')
    .argument('<prefix>', 'The 12 characters between the underscores of the token, as shown by "token list".')
    .option('--json', 'Print one JSON document: prefix, holder, revokedAt.')
    .addHelpText('after', '\nExample:\n  chancery token revoke 3f9c0a7be215')
    .action(async (prefix: string, { json = false }: Flags) => {
      await using db = await openCommandDatabase(command);
      const { revokeToken } = await import('../store/write/token.ts');
      const token = await db.write((tx) => revokeToken(tx, prefix, new Date()));
      if (json) printJson(token);
      else print(`Revoked ${token.prefix}, the token of ${token.holder}.`);
    });
  addSettingOptions(command, existingDatabaseSettings);
}

function parseHolder(text: string): string {
  const holder = text.trim();
  if (holder === '') throw new UsageError('--holder is empty. It must be a name, such as "Ada Lovelace".');
  const { length } = [...holder];
  if (length > maximums.holder)
    throw new UsageError(`--holder has ${length} characters. It must be a name of at most ${maximums.holder}.`);
  // A line break or an escape sequence could forge lines in lists of holders.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(holder))
    throw new UsageError(
      `--holder is ${JSON.stringify(holder)}. It must be a name on one line, without control characters.`,
    );
  return holder;
}

function parseDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > maximums.days)
    throw new UsageError(`--days is "${text}". It must be a whole number from 1 to ${maximums.days}.`);
  return days;
}

const formatDay = (instant: string): string => instant.slice(0, 10);

const openCommandDatabase = (command: Command) =>
  openExistingDatabase(readCommandConfig(command, existingDatabaseSettings).values);
