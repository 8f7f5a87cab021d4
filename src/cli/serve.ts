import type { Command } from 'commander';
import { settingNames } from '../server/settings.ts';
import { addSettingOptions, readCommandConfig } from './setting-options.ts';

export function addServeCommand(program: Command): void {
  const verb = program
    .command('serve')
    .description('serve the API and its playground; a missing database is made first, as init does')
    .option('--json', 'only the log on stdout, as JSON lines: no line for people')
    .addHelpText('after', '\nExample:\n  chancery serve --port 8080')
    .action(async ({ json = false }: { json?: boolean }) => {
      const config = readCommandConfig(verb, settingNames);
      const { serve } = await import('../server/serve.ts');
      await serve(json ? { ...config, values: { ...config.values, LOG_FORMAT: 'json' } } : config, { quiet: json });
    });
  addSettingOptions(verb, settingNames);
}
