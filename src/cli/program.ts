import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { ChanceryError, StartError } from '../model/errors.ts';
import { isStackTraceEnabled, UsageError } from '../server/settings.ts';
import { addBackupCommand } from './backup.ts';
import { addCheckCommand } from './check.ts';
import { addConfigCommand } from './config.ts';
import { addDraftsCommand } from './drafts.ts';
import { addExportCommand } from './export.ts';
import { addImportCommand } from './import.ts';
import { addInitCommand } from './init.ts';
import { addMappingCommand } from './mapping.ts';
import { addMcpCommand } from './mcp.ts';
import { ignoreClosedPipes, printToStderr } from './output.ts';
import { addReadCommand } from './read.ts';
import { addResolveCommand } from './resolve.ts';
import { addRestoreCommand } from './restore.ts';
import { addServeCommand } from './serve.ts';
import { addSourceCommand } from './source.ts';
import { addTokenCommand } from './token.ts';

const commandAdders = [
  addInitCommand,
  addServeCommand,
  addMcpCommand,
  addImportCommand,
  addMappingCommand,
  addCheckCommand,
  addExportCommand,
  addReadCommand,
  addDraftsCommand,
  addResolveCommand,
  addBackupCommand,
  addRestoreCommand,
  addTokenCommand,
  addSourceCommand,
  addConfigCommand,
];

/** Runs the command line. Commands import the database's modules when they run, because loading them is slow. */
export async function runProgram(): Promise<void> {
  const program = new Command('chancery')
    .description('A sourced, dated record of diplomacy, served as a GraphQL API.')
    .usage('<command> [options]')
    .version(packageJson.version, '--version', 'Show the version.')
    .helpOption('-h, --help', 'Show help.')
    .helpCommand(false)
    .exitOverride()
    // Options after a command are those of the command, also where its group has options of the same name.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes:\n  0  success\n  1  some records were rejected, or a check failed\n  2  invalid command line or settings\n  3  the server could not start, or the database could not be opened\n  130, 143  interrupted by Ctrl-C or SIGTERM',
    )
    .addHelpText('after', '\nExample:\n  chancery import hsg-travels travels/ --terms terms/ --json');
  for (const addCommand of commandAdders) addCommand(program);

  ignoreClosedPipes();
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = reportError(program, error);
  }
}

/** Prints an error to stderr and returns the exit code. */
function reportError(program: Command, error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has already printed its message.
    if (error.code === 'commander.unknownCommand')
      printToStderr(`Commands: ${program.commands.map((command) => command.name()).join(', ')}.`);
    else if (error.exitCode !== 0 && error.code !== 'commander.help') printToStderr('Add --help to show the usage.');
    return error.exitCode === 0 ? 0 : 2;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof ChanceryError) {
    printToStderr(message);
    return 2;
  }
  printToStderr(
    error instanceof StartError ? message : `Unexpected error: ${message}. Set LOG_LEVEL=debug to show the stack.`,
  );
  if (isStackTraceEnabled() && error instanceof Error) printToStderr(error.stack ?? '');
  return 3;
}
