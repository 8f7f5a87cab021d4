import { Command, CommanderError } from 'commander';
import { ChanceryError, StartError } from '../model/errors.ts';
import { stacksWanted, UsageError } from '../server/settings.ts';
import { addBackup } from './backup.ts';
import { addCheck } from './check.ts';
import { addConfig } from './config.ts';
import { addExport } from './export.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { ignoreClosedPipes, note } from './output.ts';
import { addRestore } from './restore.ts';
import { addServe } from './serve.ts';
import { addToken } from './token.ts';

const adders = [addInit, addServe, addImport, addCheck, addExport, addBackup, addRestore, addToken, addConfig];

/** Does what the arguments of this process say. A verb loads the database's modules only when it runs: they take ten times as long as the rest. */
export async function runProgram(): Promise<void> {
  const program = new Command('chancery')
    .description('A sourced, dated record of diplomacy, served as a GraphQL API.')
    .usage('<verb> [options]')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 some entries rejected or a check failed, 2 wrong use, 3 could not start or open.',
    )
    .addHelpText('after', '\nExample:\n  chancery import hsg-travels travels/ --terms terms/ --json');
  for (const add of adders) add(program);

  ignoreClosedPipes();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = explain(program, error);
  }
}

/** One sentence on stderr, and the exit code. */
function explain(program: Command, error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its own sentence already.
    if (error.code === 'commander.unknownCommand')
      note(`The verbs: ${program.commands.map((verb) => verb.name()).join(', ')}.`);
    else if (error.exitCode !== 0 && error.code !== 'commander.help') note('Add --help for how it is used.');
    return error.exitCode === 0 ? 0 : 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof ChanceryError) {
    note(message);
    return 2;
  }
  note(error instanceof StartError ? message : `Unexpected error: ${message}. Set LOG_LEVEL=debug for the stack.`);
  if (stacksWanted() && error instanceof Error) note(error.stack ?? '');
  return 3;
}
