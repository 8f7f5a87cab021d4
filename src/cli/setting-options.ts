import { type Command, Option } from 'commander';
import {
  type Config,
  getSettingFlag,
  readConfig,
  type SettingDefaults,
  type SettingName,
  type SettingValues,
} from '../server/settings.ts';
import { printToStderr } from './output.ts';

const createSettingOption = (name: SettingName, defaults?: SettingDefaults): Option => {
  const { flag, help } = getSettingFlag(name, defaults);
  return new Option(flag, help);
};

/** Commands that write into a new database start from the dossier; the servers show the box. */
export const writingDefaults: SettingDefaults = { CHANCERY_DATA: 'dossier' };

/** Adds a flag for each of these settings to a command. */
export function addSettingOptions(command: Command, names: readonly SettingName[], defaults?: SettingDefaults): void {
  for (const name of names) command.addOption(createSettingOption(name, defaults));
}

/** Reads the settings, with the flags of this run of a command. */
export function readCommandConfig(command: Command, names: readonly SettingName[], defaults?: SettingDefaults): Config {
  const options = command.opts<Record<string, string | boolean | undefined>>();
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of names) {
    const value = options[createSettingOption(name).attributeName()];
    if (typeof value === 'string') flags[name] = value;
    // Commander sets a flag that begins with "no-" to true if it is absent.
    else if (value === false) flags[name] = 'off';
  }
  return readConfig(flags, process.env, defaults);
}

/** What a command does with a database that an older version wrote, by the settings. */
export const toUpdateOptions = ({
  CHANCERY_MIGRATION_BACKUP: backup,
}: Pick<SettingValues, 'CHANCERY_MIGRATION_BACKUP'>) => ({
  migrationBackup: backup === 'on',
  onMigrationBackup: (file: string): void => printToStderr(`The database is updated. Its backup is ${file}.`),
});
