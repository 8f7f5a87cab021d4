import { Command, CommanderError } from 'commander';
import { ChanceryError, StartError } from '../model/errors.ts';
import { isStackTraceEnabled, UsageError } from '../server/settings.ts';
import { addBackupCommand } from './backup.ts';
import { addCheckCommand } from './check.ts';
import { addConfigCommand } from './config.ts';
import { addExportCommand } from './export.ts';
import { addImportCommand } from './import.ts';
import { addInitCommand } from './init.ts';
import { ignoreClosedPipes, printToStderr } from './output.ts';
import { addRestoreCommand } from './restore.ts';
import { addServeCommand } from './serve.ts';
import { addTokenCommand } from './token.ts';

const commandAdders = [
  addInitCommand,
  addServeCommand,
  addImportCommand,
  addCheckCommand,
  addExportCommand,
  addBackupCommand,
  addRestoreCommand,
  addTokenCommand,
  addConfigCommand,
];

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
  for (const add of commandAdders) add(program);

  ignoreClosedPipes();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = reportError(program, error);
  }
}

/** One sentence on stderr, and the exit code. */
function reportError(program: Command, error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its own sentence already.
    if (error.code === 'commander.unknownCommand')
      printToStderr(`The verbs: ${program.commands.map((verb) => verb.name()).join(', ')}.`);
    else if (error.exitCode !== 0 && error.code !== 'commander.help') printToStderr('Add --help for how it is used.');
    return error.exitCode === 0 ? 0 : 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof ChanceryError) {
    printToStderr(message);
    return 2;
  }
  printToStderr(
    error instanceof StartError ? message : `Unexpected error: ${message}. Set LOG_LEVEL=debug for the stack.`,
  );
  if (isStackTraceEnabled() && error instanceof Error) printToStderr(error.stack ?? '');
  return 3;
}
