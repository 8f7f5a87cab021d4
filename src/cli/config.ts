import type { Command } from 'commander';
import { settingNames } from '../server/settings.ts';
import { formatTable, print, printJson } from './output.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

export function addConfigCommand(program: Command): void {
  const verb = program
    .command('config')
    .description('every setting, its value and where it came from: a flag, the environment or the default')
    .option('--json', 'one JSON document: an array of { name, value, origin, description }')
    .addHelpText('after', '\nExample:\n  PORT=8080 chancery config')
    .action(({ json = false }: { json?: boolean }) => {
      const { settings } = readCommandConfig(verb, settingNames);
      if (json) printJson(settings);
      else
        print(
          formatTable(
            settings.map(({ name, value, origin, description }) => [name, String(value), origin, description]),
          ),
        );
    });
  addSettingOptions(verb, settingNames);
}
