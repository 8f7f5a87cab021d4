import { type Command, Option } from 'commander';
import { type Config, getSettingFlag, readConfig, type SettingName } from '../server/settings.ts';

const createSettingOption = (name: SettingName): Option => {
  const { flag, help } = getSettingFlag(name);
  return new Option(flag, help);
};

/** Lets the verb's flags set these settings. */
export function addSettingOptions(verb: Command, names: readonly SettingName[]): Command {
  for (const name of names) verb.addOption(createSettingOption(name));
  return verb;
}

/** The settings that hold for this run of a verb. */
export function readCommandConfig(verb: Command, names: readonly SettingName[]): Config {
  const given = verb.opts<Record<string, string | undefined>>();
  const flags: Partial<Record<SettingName, string>> = {};
  for (const name of names) {
    const value = given[createSettingOption(name).attributeName()];
    if (value !== undefined) flags[name] = value;
  }
  return readConfig(flags);
}
