import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Database } from '../db/database.ts';
import { StartError } from '../model/errors.ts';
import { type TokenRole, tokenRoles } from '../model/vocabulary.ts';
import { UsageError } from '../server/settings.ts';
import { formatTable, print, printJson, printToStderr } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

const settings = ['CHANCERY_DB'] as const;
const maximums = { holder: 200, days: 3650 };

interface Flags {
  json?: boolean;
}

export function addTokenCommand(program: Command): void {
  const group = program
    .command('token')
    .description('who may write: make, list and revoke the tokens that mutations ask for')
    .usage('<create | list | revoke> [options]')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  chancery token create --holder "Ada Lovelace"');
  addCreateCommand(group);
  addListCommand(group);
  addRevokeCommand(group);
  // Only of the group itself: its verbs have copied the program's own already.
  group.exitOverride((error) => {
    throw error.code === 'commander.unknownCommand'
      ? new UsageError('The verbs of token: create, list, revoke.')
      : error;
  });
}

function addCreateCommand(group: Command): void {
  const verb = group
    .command('create')
    .description('make a token and print it, this once: only its hash is kept')
    .requiredOption('--holder <name>', 'who writes with it, as the history of what they change will name them')
    .addOption(new Option('--role <role>', 'what they may do').choices(tokenRoles).default('EDITOR'))
    .option('--days <number>', `how long it holds, at most ${maximums.days}`, '90')
    .option('--json', 'one JSON document: token, prefix, holder, role, createdAt, expiresAt')
    .addHelpText('after', '\nExample:\n  chancery token create --holder "Ada Lovelace" --role EDITOR --days 90')
    .action(async (flags: Flags & { holder: string; role: TokenRole; days: string }) => {
      const wanted = { holder: parseHolder(flags.holder), role: flags.role, days: parseDays(flags.days) };
      const { createToken } = await import('../store/write/token.ts');
      const made = await withDatabase(verb, (db) => db.write((tx) => createToken(tx, wanted, new Date())));
      if (flags.json) return printJson(made);
      // The token alone on stdout, so that a script can take it from there.
      print(made.token);
      printToStderr(
        `Made for ${made.holder} (${made.role}), until ${formatDay(made.expiresAt)}. Keep it now: it is not shown again.`,
      );
    });
  addSettingOptions(verb, settings);
}

function addListCommand(group: Command): void {
  const verb = group
    .command('list')
    .description(
      'every token ever made: prefix, holder, role, when it was made, until when it holds, and whether it does',
    )
    .option('--json', 'one JSON document: an array of { prefix, holder, role, createdAt, expiresAt, revokedAt, state }')
    .addHelpText('after', '\nExample:\n  chancery token list --json')
    .action(async ({ json = false }: Flags) => {
      const { listTokens, getTokenState: stateOf } = await import('../db/queries/token.ts');
      const now = new Date();
      const listed = await withDatabase(verb, (db) => db.read(listTokens));
      const found = listed.map((token) => ({ ...token, state: stateOf(token, now) }));
      if (json) printJson(found);
      else if (found.length === 0) print('There are no tokens. "chancery token create" makes one.');
      else
        print(
          formatTable([
            ['PREFIX', 'HOLDER', 'ROLE', 'CREATED', 'EXPIRES', 'STATE'],
            ...found.map((token) => [
              token.prefix,
              token.holder,
              token.role,
              formatDay(token.createdAt),
              formatDay(token.expiresAt),
              token.state,
            ]),
          ]),
        );
    });
  addSettingOptions(verb, settings);
}

function addRevokeCommand(group: Command): void {
  const verb = group
    .command('revoke')
    .description('end a token now and for good; a server that runs refuses it from its next request on')
    .argument('<prefix>', 'the 12 characters between the underscores of the token, as "token list" shows them')
    .option('--json', 'one JSON document: prefix, holder, revokedAt')
    .addHelpText('after', '\nExample:\n  chancery token revoke 3f9c0a7be215')
    .action(async (prefix: string, { json = false }: Flags) => {
      const { revokeToken } = await import('../store/write/token.ts');
      const revoked = await withDatabase(verb, (db) => db.write((tx) => revokeToken(tx, prefix, new Date())));
      if (json) printJson(revoked);
      else print(`Revoked ${revoked.prefix}, the token of ${revoked.holder}.`);
    });
  addSettingOptions(verb, settings);
}

function parseHolder(given: string): string {
  const holder = given.trim();
  if (holder === '') throw new UsageError('--holder is empty. It must be a name, such as "Ada Lovelace".');
  if ([...holder].length > maximums.holder)
    throw new UsageError(
      `--holder has ${[...holder].length} characters. It must be a name of at most ${maximums.holder}.`,
    );
  // A line break or an escape sequence would forge lines where holders are listed.
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(holder))
    throw new UsageError(
      `--holder is ${JSON.stringify(holder)}. It must be a name on one line, without control characters.`,
    );
  return holder;
}

function parseDays(given: string): number {
  const days = /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (days < 1 || days > maximums.days)
    throw new UsageError(`--days is "${given}". It must be a whole number from 1 to ${maximums.days}.`);
  return days;
}

const formatDay = (instant: string): string => instant.slice(0, 10);

async function withDatabase<T>(verb: Command, work: (db: Database) => Promise<T>): Promise<T> {
  const path = readCommandConfig(verb, settings).values.CHANCERY_DB;
  if (!existsSync(path))
    throw new StartError(`There is no database ${path}; make one with "chancery init", or set CHANCERY_DB.`);
  const { openDatabaseWithHistory } = await import('../store/open-database.ts');
  const db = await openDatabaseWithHistory({ path });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
