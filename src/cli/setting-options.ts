import { type Command, Option } from 'commander';
import { type Config, getSettingFlag, readConfig, type SettingName } from '../server/settings.ts';

const createSettingOption = (name: SettingName): Option => {
  const { flag, help } = getSettingFlag(name);
  return new Option(flag, help);
};

/** Adds a flag for each of these settings to a command. */
export function addSettingOptions(command: Command, names: readonly SettingName[]): void {
  for (const name of names) command.addOption(createSettingOption(name));
}

/** Reads the settings, with the flags of this run of a command. */
export function readCommandConfig(command: Command, names: readonly SettingName[]): Config {
  const options = command.opts<Record<string, string | undefined>>();
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of names) {
    const value = options[createSettingOption(name).attributeName()];
    if (value !== undefined) flags[name] = value;
  }
  return readConfig(flags);
}
