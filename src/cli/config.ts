import type { Command } from 'commander';
import { settingNames } from '../server/settings.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

export function addConfigCommand(program: Command): void {
  const command = program
    .command('config')
    .description('Show every setting, its value and its origin: a flag, the environment or the default.')
    .option('--json', 'Print one JSON document: an array of { name, value, origin, description }.')
    .addHelpText('after', '\nExample:\n  PORT=8080 chancery config')
    .action(({ json = false }: { json?: boolean }) => {
      const { settings } = readCommandConfig(command, settingNames);
      if (json) printJson(settings);
      else
        print(
          formatTable(
            settings.map(({ name, value, origin, description }) => [name, String(value), origin, description]),
          ),
        );
    });
  addSettingOptions(command, settingNames);
}
