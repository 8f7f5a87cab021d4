import { Argument, InvalidArgumentError, Option } from 'commander';
import { suggestName } from '../model/find-nearest-name.ts';

/** Returns a parser that accepts one of these values. Its error lists them, and names the one that was probably meant. */
const parseChoice =
  (choices: readonly string[]) =>
  (value: string): string => {
    if (choices.includes(value)) return value;
    throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.${suggestName(value, choices)}`);
  };

/** An option that takes one of these values. */
export const createChoiceOption = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices).argParser(parseChoice(choices));

/** An argument that takes one of these values. */
export const createChoiceArgument = (name: string, description: string, choices: readonly string[]): Argument =>
  new Argument(name, description).choices(choices).argParser(parseChoice(choices));
