import type { Command } from 'commander';
import { settingNames } from '../server/settings.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

export function addServeCommand(program: Command): void {
  const command = program
    .command('serve')
    .description('Serve the API and the explorer. A missing database is created first, as by "init".')
    .option('--json', 'Print only the log, as JSON Lines.')
    .addHelpText('after', '\nExample:\n  chancery serve --port 8080')
    .action(async ({ json = false }: { json?: boolean }) => {
      const config = readCommandConfig(command, settingNames);
      const { serve } = await import('../server/serve.ts');
      await serve(json ? { ...config, values: { ...config.values, LOG_FORMAT: 'json' } } : config, { quiet: json });
    });
  addSettingOptions(command, settingNames);
}
